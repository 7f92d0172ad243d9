import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { dateOf } from "../calendar/working-days.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import type { After } from "../core/events.ts";
import { Conflict, Invalid, NotFound } from "../core/problems.ts";
import { type Tx, transact } from "../data/client.ts";
import { unlessTaken } from "../data/conflicts.ts";
import { textOf } from "../text/markup.ts";
import { wordsOf } from "../text/words.ts";
import { changeThread, changeThreadWithin } from "../threads/change-thread.ts";
import { postText } from "../threads/post-text.ts";
import type { AddKnowledgeInput, EditKnowledgeInput } from "./knowledge-inputs.ts";

const MOST_WORDS = 300;

/** Keeps a good answer for the next one who asks. @throws NotFound, Forbidden (not this office's, private), Conflict (no answer yet, there is one already), Invalid */
export async function addKnowledge(actor: Actor, input: AddKnowledgeInput): Promise<{ id: number }> {
  const { html } = postText(input.body);
  return unlessTaken(new Conflict("knownAlready"), () =>
    changeThread(actor, "readThread", input.threadId, async ({ tx, thread, audit }) => {
      const latest = await tx.officialAnswer.findFirst({ where: { threadId: thread.id }, orderBy: { id: "desc" }, select: { office: true } });
      if (!latest) throw new Conflict("stepNotNow");
      allow(actor, "keepKnowledge", { office: latest.office, private: thread.private });
      const data = { ...(await written(tx, actor, input, html)), threadId: thread.id, office: latest.office };
      const { id } = await tx.knowledgeEntry.create({ data, select: { id: true } });
      await writeEntryWords(tx, id, input.title, html);
      await audit("knowledge.added", { question: input.title, reviewOn: input.reviewOn });
      return { id };
    }),
  );
}

/** Another wording, another day of review; one that was given up is shown again. @throws NotFound, Forbidden, Conflict (edited meanwhile), Invalid */
export async function editKnowledge(actor: Actor, input: EditKnowledgeInput): Promise<{ id: number }> {
  const { html } = postText(input.body);
  return transact(async (tx, after) => {
    const entry = await ownEntry(tx, actor, input.id);
    if (input.version !== undefined && input.version < entry.editedAt.getTime()) throw new Conflict("editedMeanwhile");
    const data = await written(tx, actor, input, html);
    const editedAt = new Date(Math.max(data.editedAt.getTime(), entry.editedAt.getTime() + 1)); // also within one millisecond it is another version
    const where = { id: entry.id, editedAt: entry.editedAt }; // two at once: one of them saw an older text
    const { count } = await tx.knowledgeEntry.updateMany({ where, data: { ...data, editedAt, retiredAt: null } });
    if (count === 0) throw new Conflict("editedMeanwhile");
    await writeEntryWords(tx, entry.id, input.title, html);
    const change = { before: entry.question, question: input.title, reviewOn: input.reviewOn };
    await auditAtSource(tx, after, actor, entry, "knowledge.edited", change);
    return { id: entry.id };
  });
}

/** No longer true: shown to nobody but its office and administrators. */
export const retireKnowledge = (actor: Actor, id: number): Promise<{ id: number }> =>
  transact(async (tx, after) => {
    const entry = await ownEntry(tx, actor, id);
    await tx.knowledgeEntry.update({ where: { id }, data: { retiredAt: now() } });
    await auditAtSource(tx, after, actor, entry, "knowledge.retired", { question: entry.question });
    return { id };
  });

/** The thread that the entry comes from changes too: its page links to the entry, and is cached by the thread's version. */
const auditAtSource = (tx: Tx, after: After, by: Actor, { threadId }: { threadId: number }, action: string, detail: object): Promise<unknown> =>
  changeThreadWithin(tx, after, by.id, threadId, ({ audit }) => audit(action, detail));

async function ownEntry(tx: Tx, actor: Actor, id: number) {
  const entry = await tx.knowledgeEntry.findUnique({ where: { id } });
  if (!entry) throw new NotFound();
  allow(actor, "keepKnowledge", { office: entry.office, private: false });
  return entry;
}

async function written(tx: Tx, actor: Actor, { title, body, category, reviewOn }: Omit<AddKnowledgeInput, "threadId">, html: string) {
  const found = category === "" ? null : await tx.category.findFirst({ where: { slug: category }, select: { id: true } });
  if (category !== "" && !found) throw new Invalid([{ path: "category", key: "unknownCategory" }]);
  if (reviewOn < dateOf(now(), config().timeZone)) throw new Invalid([{ path: "reviewOn", key: "reviewPast" }]);
  return { question: title, answer: body, html, categoryId: found?.id ?? null, reviewOn, editedById: actor.id!, editedAt: now() };
}

async function writeEntryWords(tx: Tx, entryId: number, question: string, html: string): Promise<void> {
  await tx.knowledgeWord.deleteMany({ where: { entryId } });
  const words = wordsOf(`${question}\n${textOf(html)}`, MOST_WORDS);
  await tx.knowledgeWord.createMany({ data: words.map((word) => ({ word, entryId })) });
}
