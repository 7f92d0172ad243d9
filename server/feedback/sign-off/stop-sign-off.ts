import type { Tx } from "../../data/client.ts";
import { recordDecision } from "./sign-off-record.ts";

interface Leaving {
  threadId: number;
  office: string;
  /** Null: the question went elsewhere. */
  byId: number | null;
  verdict?: "taken_back" | "sent_back";
  remark?: string;
}

/**
 * An answer that waits for a signature waits no more: it is sent or taken back, or the question went elsewhere, or the office's steps changed.
 * @returns who had sent it in, and the draft's version now; null: none waited
 */
export async function stopSignOff(
  tx: Tx,
  { threadId, verdict = "taken_back", ...more }: Leaving,
): Promise<{ senderId: number | null; version: number } | null> {
  const draft = await tx.answerDraft.findUnique({ where: { threadId }, select: { step: true, version: true, submittedById: true } });
  if (draft?.step == null) return null;
  const ended = { step: null, submittedById: null, version: draft.version + 1 };
  const { count } = await tx.answerDraft.updateMany({ where: { threadId, version: draft.version, step: draft.step }, data: ended });
  if (count === 0) return null; // it left the sign-off at this moment: it was published, or somebody else took it out
  await recordDecision(tx, { threadId, step: draft.step, verdict, ...more });
  return { senderId: draft.submittedById, version: ended.version };
}
