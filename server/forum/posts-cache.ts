import { LRUCache } from "lru-cache";

const MOST_CHARACTERS = 16_000_000;

/**
 * What readers without an account see of a page's posts, by thread version: a change raises the version, so nothing here
 * is ever out of date, in any process; only a changed display name needs forgetting.
 */
export class PostsCache<Part extends { html: string }> {
  #parts = new LRUCache<string, Part>({ maxSize: MOST_CHARACTERS, sizeCalculation: (part) => part.html.length + 500 });

  async get(key: string, make: () => Promise<Part>): Promise<Part> {
    const known = this.#parts.get(key);
    if (known) return known;
    const part = await make();
    this.#parts.set(key, part);
    return part;
  }

  forget(): void {
    this.#parts.clear();
  }
}
