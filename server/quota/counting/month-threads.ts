import { z } from "zod";
import { ANYONE } from "../../access/actor.ts";
import { knownThreads, publicThreads } from "../../access/visible-threads.ts";
import type { Month } from "../../calendar/month.ts";
import { KINDS } from "../../core/kinds.ts";
import { cursorInput, keysetPage, limitInput, readIdCursor } from "../../core/paging.ts";
import { db } from "../../data/client.ts";
import type { Shortfall } from "../../threads/shortfall.ts";
import { type ThreadRow, threadRowsOf } from "../../threads/thread-rows.ts";
import { townBySlug } from "../../towns/towns.ts";
import { frozenMonth } from "../closing/frozen-month.ts";

/** The threads behind a number: of all towns or one, of all kinds or one; those that count, or those that do not. */
export const MonthThreadsQuery = z.object({
  town: z.string().max(64).optional(),
  kind: z.enum(KINDS, "unknownKind").optional(),
  counts: z.enum(["yes", "no"], "wrongType").default("yes"),
  limit: limitInput,
  cursor: cursorInput,
});
export type MonthThreadsQuery = z.infer<typeof MonthThreadsQuery>;

/** A thread of a month's list. */
export interface MonthThread extends ThreadRow {
  /** Why it does not count; null where it does. */
  reason: Shortfall | null;
}

export interface MonthThreads {
  town: { slug: string; name: string } | null;
  isClosed: boolean;
  /** Of all pages. */
  total: number;
  rows: MonthThread[];
  nextCursor: string | null;
}

/**
 * One keyset page of the threads that are credited to `month`, in the order of publication; those of a closed month keep their credit
 * whatever becomes of them. Or of those that associations published for it and that do not count.
 * @throws NotFound (unknown town), Invalid (unknown cursor)
 */
export async function monthThreads(month: Month, { town: slug, kind, counts, limit, cursor }: MonthThreadsQuery): Promise<MonthThreads> {
  const town = slug === undefined ? null : await townBySlug(db, slug);
  const counted =
    counts === "yes" ? { creditedMonth: month, ...knownThreads(ANYONE).where } : { quotaMonth: month, creditedMonth: null, ...publicThreads.where };
  const where = { ...counted, ...(town && { openedForTownId: town.id }), ...(kind && { kind }) };
  const after = readIdCursor(cursor) ?? 0;
  const [found, total, isClosed] = await Promise.all([
    db.thread.findMany({ where: { ...where, id: { gt: after } }, select: { id: true, shortfall: true }, orderBy: { id: "asc" }, take: limit + 1 }),
    db.thread.count({ where }),
    frozenMonth(month),
  ]);
  const { rows: shown, nextCursor } = keysetPage(found, limit, ({ id }) => [id]);
  const reasonOf = new Map(shown.map(({ id, shortfall }) => [id, shortfall as Shortfall | null]));
  const rows = await threadRowsOf(shown.map(({ id }) => id));
  return {
    town: town && { slug: town.slug, name: town.name },
    isClosed: isClosed !== null,
    total,
    rows: rows.sort((one, other) => one.id - other.id).map((row) => ({ ...row, reason: reasonOf.get(row.id) ?? null })),
    nextCursor,
  };
}

/** The same for the API. */
export const monthThreadJson = ({ id, url, title, kind, town, publishedAt, reason, creditedMonth }: MonthThread) => ({
  id,
  url,
  title,
  kind,
  town: town.slug,
  publishedAt,
  creditedMonth,
  reason,
});
