import type { Member } from "../access/actor.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Invalid } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { renderMarkup, visibleLength } from "../text/markup.ts";
import { isPersonal } from "./personal.ts";
import { placeOf } from "./tree.ts";

/** What an office says in the course of feedback: the final answer, or a word on the way. */
export type Answers = "answer" | "progress";

/** A text as it is kept. */
export interface OfficialText {
  body: string;
  html: string;
  /** Whether it has personal numbers. */
  personal: boolean;
}

export interface OfficialPost extends OfficialText {
  /** The office in whose name it speaks, e.g. "town:1". */
  office: string;
  answers: Answers;
}

/** Renders what an office says; before the transaction, because it is slow. @throws Invalid when a reader would see nothing */
export function officialText(body: string): OfficialText {
  const html = renderMarkup(body);
  if (visibleLength(html) === 0) throw new Invalid([{ path: "body", key: "required" }]);
  return { body, html, personal: isPersonal({ body, html }) };
}

/** Adds an office's post to a thread whose version was raised in this transaction: a reply to the opening post. */
export async function addOfficialPost(
  tx: Tx,
  after: After,
  authorId: number,
  thread: { id: number; townId: number; version: number },
  { office, answers, ...text }: OfficialPost,
): Promise<{ id: number }> {
  const at = now();
  const { lastSeq } = await tx.thread.update({
    where: { id: thread.id },
    data: { lastSeq: { increment: 1 }, replyCount: { increment: 1 }, lastPostAt: at },
    select: { lastSeq: true },
  });
  const post = await tx.post.create({
    data: {
      ...placeOf(lastSeq, null),
      threadId: thread.id,
      authorId,
      ...text,
      official: true,
      office,
      answers,
      version: thread.version,
      createdAt: at,
    },
    select: { id: true },
  });
  after("post.created", { threadId: thread.id, townId: thread.townId, postId: post.id, version: thread.version });
  return post;
}

/** Replaces the text of an office's post and keeps the old one, in the version that this transaction made. */
export async function replaceOfficialText(
  tx: Tx,
  after: After,
  actor: Member,
  thread: { id: number; townId: number; version: number },
  postId: number,
  text: OfficialText,
): Promise<void> {
  const at = now();
  const post = await tx.post.findUniqueOrThrow({ where: { id: postId } });
  await tx.postRevision.create({ data: { postId, body: post.body, html: post.html, editedById: actor.id, replacedAt: at } });
  await tx.post.update({ where: { id: postId }, data: { ...text, version: thread.version, editedAt: at } });
  after("post.updated", { threadId: thread.id, townId: thread.townId, postId, version: thread.version });
}

/** What a feedback step changes of its thread: who handles it, since when it waits, when it was answered. */
export const settleThread = (tx: Tx, threadId: number, change: { offices?: string; waitingSince?: Date | null; answeredAt?: Date | null }): Promise<unknown> =>
  tx.thread.update({ where: { id: threadId }, data: change });
