import { z } from "zod";
import { Invalid } from "./problems.ts";

/** One page of a list that is read by key. */
export interface KeysetPage<Row> {
  rows: Row[];
  /** Of the page after it; null on the last one. */
  nextCursor: string | null;
}

/** A page of what was read with `limit + 1`: the row too many only tells that there is a next page. @param keyOf a row's place in the list's order */
export function keysetPage<Row>(read: readonly Row[], limit: number, keyOf: (row: Row) => readonly unknown[]): KeysetPage<Row> {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: read.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null };
}

/** Links to the pages before and after this one, as views/parts/pager.ejs shows them. */
export interface Pager {
  firstUrl: string | null;
  previousUrl: string | null;
  nextUrl: string | null;
}

/** The cursors of a page and its neighbours; `previousCursor` only in lists that also go back, where null is the first page. */
interface Cursors {
  cursor?: string | undefined;
  nextCursor: string | null;
  previousCursor?: string | null | undefined;
}

/** @param link the address of the page that begins after a cursor; null: the first one */
export const pagerOf = (link: (cursor: string | null) => string, { cursor, nextCursor, previousCursor }: Cursors): Pager => ({
  firstUrl: cursor || previousCursor ? link(null) : null,
  previousUrl: previousCursor === undefined ? null : link(previousCursor),
  nextUrl: nextCursor && link(nextCursor),
});

/** A place in a list, as an opaque string for addresses. */
export const writeCursor = (place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** The place that `cursor` names. @throws Invalid for anything that `writeCursor` did not make */
export function readCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined || cursor === "") return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new Invalid([{ path: "cursor", key: "unknownCursor" }], 400);
  }
}

/** The id after which a list by id goes on; null: from its beginning. @throws Invalid */
export const readIdCursor = (cursor: string | undefined): number | null => readCursor(cursor, IdCursor)?.[0] ?? null;
const IdCursor = z.tuple([z.number().int()]);

/** Where a row stands in a list by an instant and, where instants are equal, by id. */
export interface InstantPlace {
  at: Date;
  id: number;
}

/** The same in a list by an instant. @throws Invalid */
export function readInstantCursor(cursor: string | undefined): InstantPlace | null {
  const place = readCursor(cursor, InstantCursor);
  return place && { at: new Date(place[0]), id: place[1] };
}
const InstantCursor = z.tuple([z.iso.datetime(), z.number().int()]);

export const limitInput = z.coerce.number({ error: "wrongType" }).int("wrongType").min(1, "wrongType").max(100, "wrongType").default(20);
export const cursorInput = z.string({ error: "unknownCursor" }).max(4000, "unknownCursor").optional();
