import fc from "fast-check";
import { expect, test } from "vitest";
import { below, MAX_PATH_DEPTH, type Place, placeOf } from "../../server/threads/tree.ts";

const byBytes = (a: Place, b: Place) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));

test("for any tree, the order of paths is depth first, siblings by creation", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), (choices) => {
      const places: Place[] = [];
      const children = new Map<number, number[]>([[0, []]]);
      for (const [index, choice] of choices.entries()) {
        const seq = index + 1;
        const parent = choice % seq; // 0: the opening post
        places.push(placeOf(seq, parent === 0 ? null : places[parent - 1]!));
        children.get(parent)?.push(seq);
        children.set(seq, []);
      }
      const walk = (seq: number): number[] => (children.get(seq) ?? []).flatMap((child) => [child, ...walk(child)]);
      expect([...places].sort(byBytes).map(({ seq }) => seq)).toEqual(walk(0));
    }),
  );
});

test("numbers of any length stay in order, as siblings and below one another", () => {
  const seqs = [1, 9, 61, 62, 63, 3843, 3844, 238_327, 238_328, 14_776_335];
  const places = seqs.map((seq) => placeOf(seq, null));
  expect([...places].sort(byBytes).map(({ seq }) => seq)).toEqual(seqs);
  for (const parent of places) {
    const child = placeOf(20_000_000, parent);
    const range = below(parent.path);
    expect(child.path > range.after && child.path < range.before).toBe(true);
    for (const other of places) if (other !== parent) expect(other.path > range.after && other.path < range.before).toBe(false);
  }
});

test("a nest of any depth keeps its true depth, an order, and a path that an index can hold", () => {
  let place = placeOf(1, null);
  const nest = [place];
  for (let seq = 2; seq <= MAX_PATH_DEPTH + 200; seq++) {
    place = placeOf(seq * 20_000, place);
    nest.push(place);
  }
  expect(place.depth).toBe(MAX_PATH_DEPTH + 199);
  expect(Math.max(...nest.map(({ path }) => path.length))).toBeLessThanOrEqual(2600);
  expect(new Set(nest.map(({ path }) => path)).size).toBe(nest.length);
  expect([...nest].sort(byBytes)).toEqual(nest);
});
