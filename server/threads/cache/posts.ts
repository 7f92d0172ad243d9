import { LRUCache } from "lru-cache";
import type { ThreadRecord } from "../thread-facts.ts";
import { type PostsOfPage, postsOfPage, type ThreadQuery } from "../thread-page.ts";

const MOST_CHARACTERS = 16_000_000;

/** The rows of the pages that are being read, by thread version: a change raises the version, so they are never out of date. */
export class PostsCache {
  #pages = new LRUCache<string, PostsOfPage>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ opening, rows }) => [opening, ...rows].reduce((size, row) => size + row.body.length + row.html.length + 500, 0),
  });

  async of({ id, version }: ThreadRecord, query: ThreadQuery): Promise<PostsOfPage> {
    const key = `${id}:${version}:${query.order}:${query.cursor ?? ""}`;
    const page = this.#pages.get(key) ?? (await postsOfPage(id, query));
    this.#pages.set(key, page);
    return page;
  }

  /** Someone's or a town's name changed. */
  forget(): void {
    this.#pages.clear();
  }
}
