import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import type { ThreadChange } from "./change-thread.ts";
import { type PostText, replaceText } from "./post-text.ts";
import { placeOf } from "./tree.ts";

/** What an office says in the course of feedback: the final answer, or a word on the way. */
export type Answers = "answer" | "progress";

export interface OfficialPost extends PostText {
  /** The office in whose name it speaks, e.g. "town:1". */
  office: string;
  answers: Answers;
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

/** Replaces the text of an office's post and keeps the old one. */
export async function replaceOfficialText(
  change: Pick<ThreadChange, "tx" | "after" | "thread">,
  editorId: number,
  postId: number,
  text: PostText,
): Promise<void> {
  const { tx, after, thread } = change;
  await replaceText(change, await tx.post.findUniqueOrThrow({ where: { id: postId } }), text, editorId);
  after("post.updated", { threadId: thread.id, townId: thread.townId, postId, version: thread.version });
}
