import type { Actor } from "../access/actor.ts";
import { allow, allowReading } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Conflict, Invalid, NotFound } from "../core/problems.ts";
import { type Tx, transact } from "../data/client.ts";
import { credit } from "../quota/crediting.ts";
import { renderMarkup, visibleLength } from "../text/markup.ts";
import type { EditPostInput, EditThreadInput } from "../threads/inputs.ts";
import { isPersonal, isPersonalTitle } from "../threads/personal.ts";
import { raiseVersion } from "../threads/raise-version.ts";
import { writeWords } from "../threads/thread-words.ts";
import { writtenText } from "../threads/written-text.ts";

/** Replaces a post's text and keeps the old one. @throws NotFound, Forbidden, Conflict when it was edited meanwhile */
export async function editPost(actor: Actor, input: EditPostInput): Promise<{ id: number; threadId: number }> {
  const html = rendered(input.body);
  return transact(async (tx, after) => {
    const found = await tx.post.findUnique({ where: { id: input.postId }, select: { threadId: true } });
    if (!found) throw new NotFound();
    const thread = await raiseVersion(tx, found.threadId);
    allowReading(actor, thread);
    const post = await tx.post.findUniqueOrThrow({ where: { id: input.postId } });
    allow(actor, "editPost", { ...post, thread });
    if (post.answers === "answer") throw new Conflict("officialAnswer"); // corrected in the open, with a reason
    await replaceText(tx, actor.id, post, { body: input.body, html, version: thread.version, seen: input.version });
    if (post.seq === 0) await textChanged(tx, after, thread.id);
    after("post.updated", { threadId: thread.id, townId: thread.townId, postId: post.id, version: thread.version });
    return { id: post.id, threadId: thread.id };
  });
}

/** Replaces a thread's title, its opening post's text, or both. @throws NotFound, Forbidden, Conflict when edited meanwhile */
export async function editThread(actor: Actor, input: EditThreadInput): Promise<{ id: number }> {
  const html = input.body === undefined ? null : rendered(input.body);
  return transact(async (tx, after) => {
    const thread = await raiseVersion(tx, input.threadId);
    allowReading(actor, thread);
    allow(actor, "editThread", thread);
    const { title, titleVersion } = await tx.thread.findUniqueOrThrow({ where: { id: thread.id }, select: { title: true, titleVersion: true } });
    if (input.title !== undefined && input.title !== title) {
      if (input.version !== undefined && input.version < titleVersion) throw new Conflict("editedMeanwhile");
      await tx.threadRevision.create({ data: { threadId: thread.id, title, editedById: actor.id, replacedAt: now() } });
      await tx.thread.update({
        where: { id: thread.id },
        data: { title: input.title, personalTitle: isPersonalTitle(input.title), titleVersion: thread.version },
      });
      if (!thread.private) await writeWords(tx, thread.id, input.title);
    }
    if (input.body !== undefined && html !== null) {
      const post = await tx.post.findUniqueOrThrow({ where: { threadId_seq: { threadId: thread.id, seq: 0 } } });
      await replaceText(tx, actor.id, post, { body: input.body, html, version: thread.version, seen: input.version });
      after("post.updated", { threadId: thread.id, townId: thread.townId, postId: post.id, version: thread.version });
    }
    await textChanged(tx, after, thread.id);
    after("thread.changed", { threadId: thread.id, townId: thread.townId, version: thread.version });
    return { id: thread.id };
  });
}

function rendered(body: string): string {
  const html = renderMarkup(body);
  if (visibleLength(html) === 0) throw new Invalid([{ path: "body", key: "required" }]);
  return html;
}

type Text = { id: number; body: string; html: string; version: number };
type Replacement = { body: string; html: string; version: number; seen: number | undefined };

async function replaceText(tx: Tx, editorId: number, post: Text, { body, html, version, seen }: Replacement): Promise<void> {
  if (seen !== undefined && seen < post.version) throw new Conflict("editedMeanwhile");
  const at = now();
  await tx.postRevision.create({ data: { postId: post.id, body: post.body, html: post.html, editedById: editorId, replacedAt: at } });
  await tx.post.update({ where: { id: post.id }, data: { body, html, personal: isPersonal({ body, html }), version, editedAt: at } });
}

/** The month never moves; whether the text counts, and what it repeats, may change. */
async function textChanged(tx: Tx, after: After, threadId: number): Promise<void> {
  const { title, openedForTownId } = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { title: true, openedForTownId: true } });
  const { body } = await tx.post.findUniqueOrThrow({ where: { threadId_seq: { threadId, seq: 0 } }, select: { body: true } });
  const { bodyLength, distinctCharacters, fingerprint } = writtenText(title, body);
  const thread = await tx.thread.update({
    where: { id: threadId },
    data: { bodyLength, distinctCharacters, fingerprint: openedForTownId === null ? null : fingerprint },
  });
  await credit(tx, after, thread);
}
