import type { Actor } from "../access/actor.ts";
import { can } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { postUrl, threadUrl } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { asSeen } from "./personal.ts";
import { postRow } from "./post-rows.ts";
import { readThread } from "./thread-facts.ts";

export interface Revision {
  at: string;
  by: string;
  title: string | null;
  html: string;
  current: boolean;
}

export interface HistoryPage {
  title: string;
  url: string;
  revisions: Revision[];
}

/** A post's texts, newest first. @throws NotFound when it may not be read */
export async function postHistory(actor: Actor, postId: number): Promise<HistoryPage> {
  const post = await postRow(postId);
  if (!post) throw new NotFound();
  const thread = await readThread(actor, post.threadId);
  if (!can(actor, "readHistory", { authorId: post.authorId, state: post.state, removedById: post.removedById, thread })) throw new NotFound();
  const earlier = await db.postRevision.findMany({ where: { postId }, orderBy: { id: "asc" } });
  const titles = post.seq === 0 ? await db.threadRevision.findMany({ where: { threadId: thread.id }, orderBy: { id: "asc" } }) : [];
  const texts = [...earlier.map(({ html }) => html), post.html];
  const times = [post.createdAt, ...earlier.map(({ replacedAt }) => replacedAt)];
  const [ofPost, ofThread] = [asSeen(actor, { ...thread, authorId: post.authorId }), asSeen(actor, thread)];
  const titleAt = (at: Date) => ofThread.title(titles.find(({ replacedAt }) => replacedAt > at)?.title ?? thread.title);
  const revisions = texts.map((html, index) => ({
    at: times[index]!.toISOString(),
    by: post.displayName,
    title: post.seq === 0 ? titleAt(times[index]!) : null,
    html: ofPost.html(html),
    current: index === texts.length - 1,
  }));
  return { title: thread.title, url: post.seq === 0 ? threadUrl(thread.id) : postUrl(post), revisions: revisions.reverse() };
}
