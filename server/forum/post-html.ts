import { ANYONE } from "../actor.ts";
import type { Locale } from "../config.ts";
import type { Pages } from "../http/pages.ts";
import type { ThreadFacts } from "../people/permissions.ts";
import type { PostRow } from "./post-rows.ts";
import { type PostView, postView } from "./post-view.ts";

/** The one maker of a post's HTML, for pages as well as for what arrives live. @param csrf the reader's token, for those who have one */
export const postHtml = (pages: Pages, locale: Locale, post: PostView, csrf: string | null = null): string =>
  pages.fragment("forum/post", locale, { post, site: { locale, csrf } });

/** The same as every reader may see it: nobody's buttons; the reader's browser reveals the owner's. */
export const anyonesPostHtml = (pages: Pages, locale: Locale, thread: ThreadFacts & { id: number }, row: PostRow): string =>
  postHtml(pages, locale, postView(ANYONE, thread, row, true));
