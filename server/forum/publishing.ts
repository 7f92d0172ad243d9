import type { After } from "../core/events.ts";
import { ASKING, type Kind } from "../core/kinds.ts";
import type { Tx } from "../data/client.ts";
import { assignmentOf } from "../questions/workflow/assignment.ts";
import { officesText, receive } from "../questions/workflow/receive.ts";
import { credit, monthOfPublication } from "../quota/crediting.ts";
import { isPersonalTitle } from "../threads/personal.ts";
import { changeTally } from "../threads/tally.ts";
import { writeWords } from "../threads/thread-words.ts";
import type { WrittenText } from "../threads/written-text.ts";

export interface Publication {
  townId: number;
  kind: Kind;
  title: string;
  text: WrittenText;
  authorId: number;
  /** The town whose association opens it; null when someone else does. */
  openedForTownId: number | null;
  submission: string | null;
  recapOfId?: number | null;
  /** Seen by the asker, the offices and administrators only. */
  private?: boolean;
  /** What a question or opinion is about, and how it came. */
  categoryId?: number | null;
  channel?: "online" | "phone" | "counter";
  /** The instant of submission for publication, and the one at which readers see it. */
  submittedAt: Date;
  publishedAt: Date;
}

/** Makes a thread public, credited by the rules, in the transaction of the act that decides it. */
export async function publish(
  tx: Tx,
  after: After,
  { text, submission, categoryId = null, channel = "online", ...thread }: Publication,
): Promise<{ id: number }> {
  const { body, html, personal, ...measured } = text;
  const { townId, kind, openedForTownId, publishedAt } = thread;
  await changeTally(tx, townId, thread.private ? 0 : 1); // first: it waits for a month that is being closed, which then takes nothing more
  const quotaMonth = openedForTownId === null ? null : await monthOfPublication(tx, thread);
  const asks = ASKING.includes(kind);
  const assignment = asks ? await assignmentOf(tx, { kind, townId, categoryId }) : null;
  const { id } = await tx.thread.create({
    data: {
      ...thread,
      personalTitle: isPersonalTitle(thread.title),
      bodyLength: measured.bodyLength,
      distinctCharacters: measured.distinctCharacters,
      fingerprint: openedForTownId === null ? null : measured.fingerprint,
      quotaMonth,
      lastPostAt: publishedAt,
      waitingSince: asks ? publishedAt : null,
      offices: officesText(assignment?.office ?? null),
    },
    select: { id: true },
  });
  if (!thread.private) await writeWords(tx, id, thread.title);
  await tx.post.create({
    data: {
      threadId: id,
      seq: 0,
      path: "",
      depth: 0,
      authorId: thread.authorId,
      body,
      html,
      personal,
      official: openedForTownId === townId,
      version: 1,
      submission,
      createdAt: publishedAt,
    },
  });
  await credit(tx, after, { id, openedForTownId, quotaMonth });
  if (assignment) {
    const filedById = channel === "online" ? null : thread.authorId;
    await receive(
      tx,
      after,
      {
        thread: { id, title: thread.title, private: thread.private ?? false },
        kind,
        askerId: thread.authorId,
        categoryId,
        channel,
        filedById,
        at: publishedAt,
      },
      assignment,
    );
  }
  after("thread.started", { threadId: id, townId });
  return { id };
}
