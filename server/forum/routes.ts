import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import type { PostHtml } from "../threads/cache/post-html.ts";
import { forumApi } from "./api.ts";
import { editPages } from "./edit-pages.ts";
import { filePages } from "./file-pages.ts";
import { moderatingPages } from "./moderating-pages.ts";
import { forumPages } from "./pages.ts";
import { previewPages } from "./preview-pages.ts";

/** Home, boards and threads. */
export const forum = (site: Pages, posts: PostHtml): Module => ({
  pages: [previewPages(site), editPages(site), moderatingPages(site), forumPages(site, posts), filePages(site)],
  api: [forumApi],
});
