import { LRUCache } from "lru-cache";
import { now } from "../clock.ts";
import { commits, generation } from "../commits.ts";

/** What another process writes is seen after this time at the latest; what is written here at once. */
const AT_MOST_MS = 1_000;
const MOST_KEYS = 20;

interface Kept<T> {
  at: number;
  version: string;
  value: Promise<T>;
}

/** Something that costs much to read and changes with nearly everything: read at most once a second, and anew after every transaction of this process. */
export class UntilCommitCache<T> {
  readonly #kept = new LRUCache<string, Kept<T>>({ max: MOST_KEYS });

  get(key: string, read: () => Promise<T>): Promise<T> {
    const [at, version] = [now().getTime(), `${generation()}.${commits()}`];
    const known = this.#kept.get(key);
    if (known?.version === version && Math.abs(at - known.at) < AT_MOST_MS) return known.value;
    const value = read();
    this.#kept.set(key, { at, version, value });
    value.catch(() => this.#kept.delete(key));
    return value;
  }
}
