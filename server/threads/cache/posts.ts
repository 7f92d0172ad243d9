import { BY_VERSION_MS, TimedCache } from "../../core/cache/timed.ts";
import type { ThreadRecord } from "../thread-facts.ts";
import { type PostsOfPage, postsOfPage, type ThreadQuery } from "../thread-page.ts";

const MOST_CHARACTERS = 16_000_000;

/** The rows of the pages that are being read, by thread version. */
export const postsCache = new TimedCache<Promise<PostsOfPage>>({
  max: MOST_CHARACTERS,
  sizeOf: ({ opening, rows }) => [opening, ...rows].reduce((size, row) => size + row.body.length + row.html.length + 500, 0),
  maxAgeMs: BY_VERSION_MS,
});

/** One page of a thread, read once for each version. @throws Invalid (unknown cursor) */
export const cachedPosts = ({ id, version }: ThreadRecord, query: ThreadQuery): Promise<PostsOfPage> =>
  postsCache.get(`${id}:${version}:${query.order}:${query.cursor ?? ""}`, () => postsOfPage(id, query));
