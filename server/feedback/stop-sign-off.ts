import type { Tx } from "../data/client.ts";
import { recordDecision } from "./sign-off-record.ts";

/**
 * An answer that waits for a signature waits no more: it is taken back, or the question went elsewhere, or the office's steps changed.
 * @returns who had sent it in; null: none waited
 */
export async function stopSignOff(tx: Tx, threadId: number, office: string, byId: number | null): Promise<number | null> {
  const draft = await tx.answerDraft.findUnique({ where: { threadId }, select: { step: true, submittedById: true } });
  if (draft?.step == null) return null;
  await tx.answerDraft.update({ where: { threadId }, data: { step: null, submittedById: null, version: { increment: 1 } } });
  await recordDecision(tx, { threadId, office, step: draft.step, verdict: "taken_back", byId });
  return draft.submittedById;
}
