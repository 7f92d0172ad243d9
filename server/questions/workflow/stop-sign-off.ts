import type { After } from "../../core/events.ts";
import type { Tx } from "../../data/client.ts";
import type { NamedThread } from "../../notifications/notify-of-thread.ts";
import { recordDecision } from "./sign-off-record.ts";
import { tellSender } from "./telling-signers.ts";

interface Leaving {
  office: string;
  /** Null: the question went elsewhere. */
  byId: number | null;
  verdict?: "taken_back" | "sent_back";
  remark?: string;
  /** Why nobody can go on writing it: the question is another office's now, or needs no answer any more. */
  because?: "elsewhere" | "ended" | null;
}

/**
 * An answer that waits for a signature waits no more: it is sent or taken back, or the question went elsewhere, or the office's steps changed.
 * Whoever sent it in is told, unless it is their own doing. @returns whether one waited
 */
export async function stopSignOff(tx: Tx, after: After, question: NamedThread, { verdict = "taken_back", because = null, ...more }: Leaving): Promise<boolean> {
  const threadId = question.id;
  const draft = await tx.answerDraft.findUnique({ where: { threadId }, select: { step: true, version: true, submittedById: true } });
  if (draft?.step == null) return false;
  const ended = { step: null, submittedById: null, version: draft.version + 1 };
  const { count } = await tx.answerDraft.updateMany({ where: { threadId, version: draft.version, step: draft.step }, data: ended });
  if (count === 0) return false; // it left the sign-off at this moment: it was published, or somebody else took it out
  await recordDecision(tx, { threadId, step: draft.step, verdict, ...more });
  const senderId = draft.submittedById === more.byId ? null : draft.submittedById;
  const kind = because ? OVER[because] : verdict === "sent_back" ? "answerSentBack" : "answerTakenBack";
  await tellSender(tx, after, question, senderId, kind, ended.version);
  return true;
}

const OVER = { elsewhere: "answerElsewhere", ended: "answerNotNeeded" } as const;
