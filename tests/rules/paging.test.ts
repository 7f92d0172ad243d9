import { describe, expect, test } from "vitest";
import { keysetPage, pagerOf, readIdCursor, readInstantCursor } from "../../server/core/paging.ts";
import { Invalid } from "../../server/core/problems.ts";

const rows = (...ids: number[]) => ids.map((id) => ({ id, at: new Date(Date.UTC(2026, 10, 5, 8, id)) }));
const link = (cursor: string | null) => `/list${cursor === null ? "" : `?cursor=${cursor}`}`;

describe("a page of a list", () => {
  test("has a next one when one row more was found, and goes on after its last row", () => {
    const { rows: shown, nextCursor } = keysetPage(rows(9, 8, 7), 2, ({ id }) => [id]);
    expect(shown.map(({ id }) => id)).toEqual([9, 8]);
    expect(readIdCursor(nextCursor!)).toBe(8);
  });

  test("goes on after an instant too, to the millisecond", () => {
    const { nextCursor } = keysetPage(rows(1, 2, 3), 1, ({ at, id }) => [at, id]);
    expect(readInstantCursor(nextCursor!)).toEqual({ at: rows(1)[0]!.at, id: 1 });
  });

  test.each([0, 1, 2])("is the last one with %i of at most two rows", (count) => {
    expect(keysetPage(rows(9, 8).slice(0, count), 2, ({ id }) => [id]).nextCursor).toBeNull();
  });

  test("begins at the beginning without a cursor, and nowhere with one that was not made here", () => {
    expect([readIdCursor(undefined), readIdCursor(""), readInstantCursor(undefined)]).toEqual([null, null, null]);
    expect(() => readIdCursor("WyJ4Il0")).toThrow(Invalid);
    expect(() => readInstantCursor("nonsense")).toThrow(Invalid);
  });
});

describe("a pager", () => {
  test("leads on, and back to the beginning", () => {
    expect(pagerOf(link, { nextCursor: "b" })).toEqual({ firstUrl: null, previousUrl: null, nextUrl: "/list?cursor=b" });
    expect(pagerOf(link, { cursor: "a", nextCursor: null })).toEqual({ firstUrl: "/list", previousUrl: null, nextUrl: null });
  });

  test("leads one page back where the list knows it; the first page once only", () => {
    expect(pagerOf(link, { nextCursor: null, previousCursor: "a" })).toEqual({ firstUrl: "/list", previousUrl: "/list?cursor=a", nextUrl: null });
    expect(pagerOf(link, { nextCursor: null, previousCursor: null })).toEqual({ firstUrl: null, previousUrl: "/list", nextUrl: null });
  });
});
