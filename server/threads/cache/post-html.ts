import { ANYONE } from "../../access/actor.ts";
import type { ThreadFacts } from "../../access/permissions.ts";
import { BY_VERSION_MS, TimedCache } from "../../core/cache/timed.ts";
import type { Locale } from "../../core/config.ts";
import type { Pages } from "../../http/pages.ts";
import type { PostRow } from "../post-rows.ts";
import { type PostView, postView } from "../post-view.ts";

const MOST_CHARACTERS = 8_000_000;

/** The one maker of a post's HTML, for pages as well as for what arrives live. */
export interface PostHtml {
  /** @param csrf the reader's token, for those who have one */
  of(locale: Locale, post: PostView, csrf?: string | null): string;
  /** The same as every reader may see it: nobody's buttons; the reader's browser reveals the owner's. */
  forAnyone(locale: Locale, thread: ThreadFacts & { id: number }, row: PostRow): string;
  cache: TimedCache<string>;
}

/** Renders a post once for each version and each set of rights: most readers have the same, so most pages only join strings. */
export function postHtml(pages: Pages): PostHtml {
  const cache = new TimedCache<string>({ max: MOST_CHARACTERS, sizeOf: (html) => html.length + 100, maxAgeMs: BY_VERSION_MS });
  const render = (locale: Locale, post: PostView, csrf: string | null) => pages.fragment("threads/post", locale, { post, site: { locale, csrf } });

  const of: PostHtml["of"] = (locale, post, csrf = null) => {
    if (post.may.restore) return render(locale, post, csrf); // holds a form with the reader's own token
    return cache.get(keyOf(locale, post), () => render(locale, post, null));
  };
  return { of, forAnyone: (locale, thread, row) => of(locale, postView(ANYONE, thread, row, true)), cache };
}

/** Everything in a view that can differ while the post's version stays the same. */
const keyOf = (locale: Locale, { id, version, listedReplies, depth, deep, personal, may }: PostView): string =>
  `${id}:${version}:${listedReplies}:${depth}:${+deep}:${+may.reply}${+may.edit}${+may.remove}:${personal}:${locale}`;
