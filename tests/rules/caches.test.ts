import { afterEach, describe, expect, test } from "vitest";
import { TimedCache } from "../../server/core/cache/timed.ts";
import { UntilCommitCache } from "../../server/core/cache/until-commit.ts";
import { setClock } from "../../server/core/clock.ts";
import { countCommit, countDatabase } from "../../server/core/commits.ts";

afterEach(() => setClock(() => new Date()));

/** What is read, and how often. */
function counted<T>(value: T) {
  const read = () => {
    read.times++;
    return value;
  };
  read.times = 0;
  return read;
}

describe("a timed cache", () => {
  test("reads once in its time, again after it, and again when the clock goes back", () => {
    const [cache, read] = [new TimedCache<string>({ max: 10, maxAgeMs: 1000 }), counted("x")];
    for (const ms of [5000, 5999, 6000, 6500, 1000]) {
      setClock(() => new Date(ms));
      expect(cache.get("key", read)).toBe("x");
    }
    expect(read.times).toBe(3);
  });

  test("reads once for several who ask at the same time, and again after a failure", async () => {
    const cache = new TimedCache<Promise<string>>({ max: 10 });
    const failing = counted(Promise.reject(new Error("away")));
    const asked = await Promise.allSettled([cache.get("key", failing), cache.get("key", failing)]);
    expect([asked.map(({ status }) => status), failing.times]).toEqual([["rejected", "rejected"], 1]);
    expect(await cache.get("key", async () => "there")).toBe("there");
  });

  test("forgets what is invalidated while it is being read", async () => {
    const cache = new TimedCache<Promise<string>>({ max: 10, sizeOf: () => 1 });
    const old = cache.get("key", async () => "old");
    cache.invalidate("key");
    const latest = cache.get("key", async () => "new");
    expect([await old, await latest, await cache.get("key", async () => "newer")]).toEqual(["old", "new", "new"]);
  });

  test("holds so many entries, or so much, and drops what was used least", async () => {
    const few = new TimedCache<number>({ max: 2 });
    for (const key of ["a", "b", "c"]) few.get(key, () => 1);
    expect(["a", "c"].map((key) => few.get(key, () => 2))).toEqual([2, 1]);
    const small = new TimedCache<Promise<string>>({ max: 10, sizeOf: (text) => text.length });
    for (const key of ["a", "b"]) await small.get(key, async () => "123456");
    expect(await Promise.all(["a", "b"].map((key) => small.get(key, async () => "again")))).toEqual(["again", "123456"]);
  });

  test("knows nothing of another database", () => {
    const cache = new TimedCache<string>({ max: 10 });
    cache.get("key", () => "first");
    countDatabase();
    expect(cache.get("key", () => "second")).toBe("second");
  });
});

test("a cache until the next commit reads again after it, also what was asked for before it and came later", async () => {
  const cache = new UntilCommitCache<Promise<string>>({ max: 10 });
  const before = cache.get("key", async () => "before");
  expect(await cache.get("key", async () => "unused")).toBe("before");
  countCommit(false);
  expect([await before, await cache.get("key", async () => "after")]).toEqual(["before", "after"]);
});
