import type { Actor } from "../../access/actor.ts";
import { namesOf } from "../../accounts/names.ts";
import { now } from "../../core/clock.ts";
import { db, transact } from "../../data/client.ts";
import { allowHandling } from "../workflow/handled.ts";
import type { NoteInput } from "../workflow/inputs.ts";
import { notesUrl } from "./step-forms.ts";

export interface NoteView {
  author: string;
  at: string;
  body: string;
}

/** The latest notes of a question, oldest first. */
export interface NotesView {
  items: NoteView[];
  /** Where the earlier ones are; null when these are all. */
  earlierUrl: string | null;
}

export const NO_NOTES: NotesView = { items: [], earlierUrl: null };
const SHOWN = 50;

/** Says something to the colleagues who handle a question; never public. @throws NotFound, Forbidden (does not handle it) */
export async function addNote(actor: Actor, input: NoteInput): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    await allowHandling(tx, actor, input.threadId);
    await tx.feedbackNote.create({ data: { threadId: input.threadId, authorId: actor.id!, body: input.body, at: now() } });
    after("handling.changed", { threadId: input.threadId, byId: actor.id, what: "note" });
    return { id: input.threadId };
  });
}

/** The notes of a question, for those of whom it is known that they handle it. @param before the id of a note: only those that came before it */
export async function notesOf(threadId: number, before: number | null = null): Promise<NotesView> {
  const found = await db.feedbackNote.findMany({
    where: { threadId, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: SHOWN + 1,
  });
  const shown = found.slice(0, SHOWN).reverse();
  const nameOf = await namesOf(shown.map(({ authorId }) => authorId));
  return {
    items: shown.map(({ authorId, at, body }) => ({ author: nameOf(authorId) ?? "", at: at.toISOString(), body })),
    earlierUrl: found.length > SHOWN ? notesUrl(threadId, shown[0]!.id) : null,
  };
}
