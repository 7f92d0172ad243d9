import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { postsApi } from "./api.ts";
import { HeadsCache } from "./cache/heads.ts";
import { type PostHtml, postHtml } from "./cache/post-html.ts";
import { PostsCache } from "./cache/posts.ts";
import { forumSockets } from "./live.ts";

/** What is kept of threads for speed; events invalidate it. */
export interface ThreadCaches {
  html: PostHtml;
  posts: PostsCache;
  heads: HeadsCache;
}

/** Live threads, with the caches that pages and sockets share. */
export function threads(site: Pages): Module & { caches: ThreadCaches } {
  const caches = { html: postHtml(site), posts: new PostsCache(), heads: new HeadsCache() };
  return { caches, api: [postsApi], sockets: (live) => forumSockets(live, caches.html) };
}
