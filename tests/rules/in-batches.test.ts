import { expect, test } from "vitest";
import { inBatchesById } from "../../server/data/in-batches.ts";

/** Walks through `count` rows. @returns in how many reads */
async function walk(count: number): Promise<number> {
  const rows = Array.from({ length: count }, (_, index) => ({ id: index * 3 + 1 })); // ids have gaps
  let reads = 0;
  const read = async (after: number, limit: number) => {
    reads++;
    return rows.filter(({ id }) => id > after).slice(0, limit);
  };
  const seen: number[] = [];
  for await (const some of inBatchesById(read)) {
    expect(some.length).toBeGreaterThan(0);
    seen.push(...some.map(({ id }) => id));
  }
  expect(seen).toEqual(rows.map(({ id }) => id));
  return reads;
}

test.each([
  [0, 1],
  [1, 1],
  [199, 1],
  [200, 2],
  [450, 3],
])("%d rows are all seen, each once, in %d reads", async (count, reads) => {
  expect(await walk(count)).toBe(reads);
});
