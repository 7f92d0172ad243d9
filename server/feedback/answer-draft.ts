import type { Actor } from "../actor.ts";
import { now } from "../clock.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { Conflict } from "../problems.ts";
import type { DraftInput } from "./inputs.ts";
import { allowHandling } from "./notes.ts";

/** The answer that colleagues are writing together. */
export interface DraftView {
  body: string;
  version: number;
  editor: string;
  changedAt: string;
}

/** Saves the shared draft of an answer. @throws NotFound, Forbidden, Conflict when a colleague saved meanwhile */
export async function saveAnswerDraft(actor: Actor, { threadId, body, draftVersion }: DraftInput): Promise<{ id: number }> {
  return transact(async (tx) => {
    await allowHandling(tx, actor, threadId);
    await checkDraft(tx, threadId, draftVersion);
    const data = { body, editorId: actor.id!, changedAt: now() };
    if (!draftVersion) await tx.answerDraft.upsert({ where: { threadId }, create: { threadId, ...data }, update: { ...data, version: { increment: 1 } } });
    else {
      const { count } = await tx.answerDraft.updateMany({ where: { threadId, version: draftVersion }, data: { ...data, version: { increment: 1 } } });
      if (count === 0) throw new Conflict("answerDraftChanged"); // saved at the same moment
    }
    return { id: threadId };
  });
}

/** @throws Conflict when the draft is not the one that was seen; 0: there was none */
export async function checkDraft(tx: Pick<Tx, "answerDraft">, threadId: number, seen: number | undefined): Promise<void> {
  const draft = await tx.answerDraft.findUnique({ where: { threadId }, select: { version: true } });
  if (seen !== undefined && seen !== (draft?.version ?? 0)) throw new Conflict("answerDraftChanged");
}

/** The draft of a question, for those of whom it is known that they handle it. */
export async function draftOf(threadId: number): Promise<DraftView | null> {
  const draft = await db.answerDraft.findUnique({ where: { threadId } });
  if (!draft) return null;
  const editor = await db.account.findUnique({ where: { id: draft.editorId }, select: { displayName: true } });
  return { body: draft.body, version: draft.version, editor: editor?.displayName ?? "", changedAt: draft.changedAt.toISOString() };
}
