import { LRUCache } from "lru-cache";
import { now } from "../clock.ts";
import { generation } from "../commits.ts";

/** What another process writes is seen after this time at the latest. */
const OTHERS_WRITES_MS = 1_000;
/** For entries with a version in their key: only names of people and towns, changed by another process, are seen as late as this. */
export const BY_VERSION_MS = 60_000;
/** For entries that their key decides for ever. */
export const UNCHANGING_MS = 24 * 3600 * 1000;

interface Limits<Value> {
  /** How many entries it holds at most; with `sizeOf`, the sum of their sizes. */
  max: number;
  sizeOf?: (value: Awaited<Value>) => number;
  maxAgeMs?: number;
}

interface Entry<Value> {
  value: Value;
  at: number;
  epoch: string | number;
  size: number;
}

/** Values by key, each for a limited time. Who changes what they were read from invalidates them (reactions.ts). */
export class TimedCache<Value> {
  readonly #entries: LRUCache<string | number, Entry<Value>>;
  readonly #sizeOf: (value: Awaited<Value>) => number;
  readonly #maxAgeMs: number;

  constructor({ max, sizeOf, maxAgeMs = OTHERS_WRITES_MS }: Limits<Value>) {
    this.#entries = new LRUCache(sizeOf ? { maxSize: max, sizeCalculation: ({ size }) => size } : { max });
    this.#sizeOf = sizeOf ?? (() => 1);
    this.#maxAgeMs = maxAgeMs;
  }

  /** What is cached under `key`, else what `read` returns now. Several who ask at once share one promise; one that is rejected is dropped. */
  get(key: string | number, read: () => Value): Value {
    const [at, epoch] = [now().getTime(), this.epoch()];
    const known = this.#entries.get(key);
    if (known?.epoch === epoch && Math.abs(at - known.at) < this.#maxAgeMs) return known.value;
    const value = read();
    if (isPromise(value)) this.#add(key, { value, at, epoch, size: 1 });
    else this.#entries.set(key, { value, at, epoch, size: this.#sizeOf(value as Awaited<Value>) });
    return value;
  }

  invalidate(key: string | number): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Entries of an earlier epoch are out of date. */
  protected epoch(): string | number {
    return generation();
  }

  /** The size of what is promised is known when it comes. */
  #add(key: string | number, entry: Entry<Value & PromiseLike<Awaited<Value>>>): void {
    this.#entries.set(key, entry);
    const isCached = () => this.#entries.peek(key) === entry;
    entry.value.then(
      (read) => isCached() && this.#entries.set(key, { ...entry, size: this.#sizeOf(read) }),
      () => isCached() && this.#entries.delete(key),
    );
  }
}

const isPromise = <Value>(value: Value): value is Value & PromiseLike<Awaited<Value>> => typeof (value as { then?: unknown } | null)?.then === "function";
