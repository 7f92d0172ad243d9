import type { Actor } from "../../actor.ts";
import { now } from "../../clock.ts";
import { db, transact } from "../../data/client.ts";
import type { NoteInput } from "../steps/inputs.ts";
import { allowHandling } from "./handled.ts";

export interface NoteView {
  author: string;
  at: string;
  body: string;
}

/** Says something to the colleagues who handle a question; never public. @throws NotFound, Forbidden (does not handle it) */
export async function addNote(actor: Actor, input: NoteInput): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    await allowHandling(tx, actor, input.threadId);
    await tx.feedbackNote.create({ data: { threadId: input.threadId, authorId: actor.id!, body: input.body, at: now() } });
    after("handling.changed", { threadId: input.threadId, byId: actor.id, what: "note" });
    return { id: input.threadId };
  });
}

/** The notes of a question, oldest first, for those of whom it is known that they handle it. */
export async function notesOf(threadId: number): Promise<NoteView[]> {
  const notes = await db.feedbackNote.findMany({ where: { threadId }, orderBy: { id: "asc" } });
  const authors = await db.account.findMany({ where: { id: { in: notes.map(({ authorId }) => authorId) } }, select: { id: true, displayName: true } });
  const nameOf = new Map(authors.map(({ id, displayName }) => [id, displayName]));
  return notes.map(({ authorId, at, body }) => ({ author: nameOf.get(authorId) ?? "", at: at.toISOString(), body }));
}
