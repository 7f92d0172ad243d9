import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { postsApi } from "./api.ts";
import { type PostHtml, postHtml } from "./cache/post-html.ts";
import { forumSockets } from "./live.ts";

/** Posts and live threads. `posts` makes a post's HTML for pages and sockets alike. */
export function threads(site: Pages): Module & { posts: PostHtml } {
  const posts = postHtml(site);
  return { posts, api: [postsApi], sockets: (live) => forumSockets(live, posts) };
}
