import { db } from "../data/client.ts";
import { KINDS, type Kind } from "../kinds.ts";
import { NotFound } from "../problems.ts";
import { townQuotaUrl, url } from "../urls.ts";
import { counterIn, presentMonth } from "./counter.ts";
import { MOST_MONTHS } from "./inputs.ts";
import { type Month, monthsAfter, monthsUpTo } from "./month.ts";
import type { Counter } from "./standing.ts";

const MONTHS_A_PAGE = 6;

export interface CountedMonth extends Counter {
  byKind: Record<Kind, number>;
  threadIds: number[];
}

export interface TownMonths {
  town: { id: number; slug: string; name: string; onDutyFrom: Month };
  /** Newest first. */
  months: CountedMonth[];
  olderUrl: string | null;
  newerUrl: string | null;
}

/** A town month by month with the threads behind each number; by default the last six months. @throws NotFound */
export async function townMonths(slug: string, range: { from?: Month | undefined; to?: Month | undefined }): Promise<TownMonths> {
  const town = await db.town.findUnique({ where: { slug }, select: { id: true, slug: true, name: true, onDutyFrom: true } });
  if (!town) throw new NotFound("unknownTown");
  const to = range.to ?? presentMonth();
  const count = range.from ? monthsBetween(range.from, to) : MONTHS_A_PAGE;
  const months = monthsUpTo(to, count).reverse();
  const threads = await db.thread.findMany({
    where: { townId: town.id, creditedMonth: { in: months } },
    select: { id: true, kind: true, creditedMonth: true },
    orderBy: { publishedAt: "asc" },
  });
  const counted = months.map((month) => {
    const own = threads.filter((thread) => thread.creditedMonth === month);
    const byKind = Object.fromEntries(KINDS.map((kind) => [kind, own.filter((thread) => thread.kind === kind).length])) as Record<Kind, number>;
    return { ...counterIn(month, own.length, town.onDutyFrom), byKind, threadIds: own.map(({ id }) => id) };
  });
  const oldest = months.at(-1)!;
  const older = oldest > town.onDutyFrom ? url(`/towns/${slug}/quota`, { to: monthsAfter(oldest, -1) }) : null;
  const newer =
    to < presentMonth() ? url(`/towns/${slug}/quota`, { to: monthsAfter(to, MONTHS_A_PAGE) > presentMonth() ? null : monthsAfter(to, MONTHS_A_PAGE) }) : null;
  return { town, months: counted, olderUrl: older, newerUrl: newer ?? (to === presentMonth() ? null : townQuotaUrl(slug)) };
}

function monthsBetween(from: Month, to: Month): number {
  const index = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return Math.min(MOST_MONTHS, Math.max(1, index(to) - index(from) + 1));
}
