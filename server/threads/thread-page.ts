import type { Actor } from "../access/actor.ts";
import { type Pager, pagerOf } from "../core/paging.ts";
import { NotFound } from "../core/problems.ts";
import { threadUrl, url } from "../core/urls.ts";
import { excerptOf } from "../text/markup.ts";
import { POST_ORDERS, type PostOrder } from "./inputs.ts";
import { postFor } from "./personal.ts";
import { cursorBefore, cursorShowing, openingPost, type PostRow, postRow, postsPage } from "./post-rows.ts";
import { type PostView, postView } from "./post-view.ts";
import { readThread, type ThreadRecord, threadView } from "./thread-facts.ts";

export const POSTS_PER_PAGE = 30;

export interface PostsPart {
  opening: PostView;
  posts: PostView[];
  pager: Pager;
  /** Where this page lies in the whole; the live script inserts only what belongs on it. */
  place: "only" | "first" | "middle" | "last";
  nextCursor: string | null;
}

export interface ThreadQuery {
  order: PostOrder;
  cursor?: string | undefined;
}

/** The head of the page: what changes without the thread's version (who reads it). */
export const headOf = (actor: Actor, thread: ThreadRecord, { order }: ThreadQuery) => ({
  thread: threadView(actor, thread),
  order,
  orders: POST_ORDERS.map((each) => ({ order: each, url: pageUrl(thread.id, each), current: each === order })),
});

/** The rows of one page: they depend on the thread's version and the query, and on nobody who reads. */
export interface PostsOfPage {
  opening: PostRow;
  rows: PostRow[];
  nextCursor: string | null;
  /** Of the page before: null when that is the first, undefined when there is none. */
  before: string | null | undefined;
}

/** Reads one page of a thread. @throws Invalid (unknown cursor) */
export async function postsOfPage(threadId: number, { order, cursor }: ThreadQuery): Promise<PostsOfPage> {
  const [opening, { rows, nextCursor }] = await Promise.all([openingPost(threadId), postsPage(threadId, order, POSTS_PER_PAGE, cursor)]);
  const before = cursor && rows[0] ? await cursorBefore(rows[0], order, POSTS_PER_PAGE) : undefined;
  return { opening, rows, nextCursor, before };
}

/** The same as `actor` sees it. */
export function postsPart(actor: Actor, thread: ThreadRecord, order: PostOrder, { opening, rows, nextCursor, before }: PostsOfPage): PostsPart {
  const link = (to: string | null) => pageUrl(thread.id, order, to);
  return {
    opening: postView(actor, thread, opening, true),
    posts: rows.map((row) => postView(actor, thread, row, order === "tree")),
    pager: pagerOf(link, { nextCursor, previousCursor: before }),
    place: before === undefined ? (nextCursor ? "first" : "only") : nextCursor ? "middle" : "last",
    nextCursor,
  };
}

/** The address of the page on which a post stands. @throws NotFound for one that is not shown or not in this thread */
export async function pageShowing(actor: Actor, threadId: number, postId: number): Promise<string> {
  const [thread, post] = await Promise.all([readThread(actor, threadId), postRow(postId)]);
  if (!post || post.threadId !== thread.id || !post.listed) throw new NotFound();
  const cursor = post.seq === 0 ? null : await cursorShowing(post, "tree", POSTS_PER_PAGE);
  return `${pageUrl(thread.id, "tree", cursor)}#post-${post.id}`;
}

export interface ReplyBox {
  replyTo: { id: number; author: string; excerpt: string } | null;
  /** What stands in the box: a quotation, if one was asked for. */
  draft: string;
}

/** What the reply box is about, from the address: `?reply=` or `?quote=` name a post of this thread; it is quoted as the reader sees it. */
export async function replyBox(
  actor: Actor,
  thread: ThreadRecord,
  { reply, quote }: { reply?: number | undefined; quote?: number | undefined },
): Promise<ReplyBox> {
  const wanted = quote ?? reply;
  const found = wanted === undefined ? null : await postRow(wanted);
  if (!found || found.threadId !== thread.id || found.state === "removed") return { replyTo: null, draft: "" };
  const post = postFor(actor, thread, found);
  const replyTo = post.seq === 0 ? null : { id: post.id, author: post.displayName, excerpt: excerptOf(post.html, 80) };
  return { replyTo, draft: quote === undefined ? "" : quotation(post.body) };
}

const quotation = (body: string): string =>
  `${body
    .split("\n")
    .map((each) => `> ${each}`)
    .join("\n")}\n\n`;

const pageUrl = (threadId: number, order: PostOrder, cursor: string | null = null): string =>
  order === "tree" && cursor === null ? threadUrl(threadId) : url(`/threads/${threadId}`, { order: order === "tree" ? null : order, cursor });
