import type { ThreadFacts } from "../../access/permissions.ts";
import { now } from "../../core/clock.ts";
import type { After } from "../../core/events.ts";
import { ASKING, type Kind } from "../../core/kinds.ts";
import type { Tx } from "../../data/client.ts";
import { setHandling, type ThreadColumns } from "../../threads/thread-columns.ts";
import { assignmentOf } from "./assignment.ts";
import { followMove } from "./follow-move.ts";
import { type FeedbackRow, officesText, receive } from "./receive.ts";
import { isOpen } from "./workflow.ts";

type Before = ThreadFacts & { kind: Kind };

/** What is known of a question that is published: what it is about, and how it came. */
export interface Asking {
  categoryId: number | null;
  channel: "online" | "phone" | "counter";
}

const ONLINE: Asking = { categoryId: null, channel: "online" };

/**
 * The office and the clock of a thread that is published, moved, removed or restored, in that transaction: what asks from now on is
 * received, what came to another board or became another kind of question follows, and only what everybody sees waits for an answer.
 * @param before null: it was just published
 */
export async function settleQuestion(tx: Tx, after: After, thread: ThreadColumns, before: Before | null, asking = ONLINE): Promise<void> {
  if (!ASKING.includes(thread.kind)) {
    if (before && ASKING.includes(before.kind)) await setHandling(tx, thread.id, { waitingSince: null, answeredAt: null });
    return;
  }
  const isMoved = before !== null && (before.kind !== thread.kind || before.townId !== thread.townId);
  if (before && !isMoved && before.state === thread.state) return;
  const feedback = before && (await tx.feedback.findUnique({ where: { threadId: thread.id } }));
  if (feedback && isMoved) await followMove(tx, after, thread, feedback, before.townId);
  if (feedback || (before && !isMoved)) await setHandling(tx, thread.id, waitOf(thread, feedback));
  else await takeIn(tx, after, thread, asking, before === null ? thread.publishedAt : now());
}

/** It asks from `at` on, also what was opened as something else before: nobody was to answer it then. */
async function takeIn(tx: Tx, after: After, thread: ThreadColumns, { categoryId, channel }: Asking, at: Date): Promise<void> {
  const { id, kind, townId, authorId, state } = thread;
  const assignment = await assignmentOf(tx, { kind, townId, categoryId });
  const filedById = channel === "online" ? null : authorId;
  const asked = { thread, kind, askerId: authorId, categoryId, channel, filedById, at, quiet: state === "removed" };
  const feedback = await receive(tx, after, asked, assignment);
  await setHandling(tx, id, { offices: officesText(assignment.office), ...waitOf(thread, feedback) });
}

/** Whether a question waits: it is shown, and its office has neither answered nor ended it. */
function waitOf({ state }: ThreadColumns, feedback: FeedbackRow | null) {
  const waits = feedback !== null && state === "published" && isOpen(feedback.state);
  const since = feedback && (feedback.reopenedAt ?? feedback.receivedAt);
  return { waitingSince: waits ? since : null, answeredAt: feedback?.answeredAt ?? null };
}
