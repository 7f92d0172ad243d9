import { now } from "../clock.ts";
import { config } from "../config.ts";
import { db, Prisma } from "../data/client.ts";
import { KINDS, type Kind } from "../kinds.ts";
import { boardUrl, townQuotaUrl } from "../urls.ts";
import { daysLeft, isRunning, type Month, monthOf, monthsAfter } from "./month.ts";
import { policyOf } from "./policy.ts";
import { type Counter, counterOf, type Rates, ratesOf, TOWN_STATUSES, type TownStatus } from "./standing.ts";

/** A town with its month. */
export interface TownLine {
  id: number;
  slug: string;
  name: string;
  url: string;
  quotaUrl: string;
  counter: Counter;
  byKind: Record<Kind, number>;
  /** When its last public activity or hot topic was published. */
  lastPublishedAt: string | null;
  waiting: number;
  threadCount: number;
}

export interface MonthFigures extends Rates {
  month: Month;
  isRunning: boolean;
  daysLeft: number;
  credited: number;
  byStatus: Record<TownStatus, number>;
  previous: (Rates & { month: Month; credited: number }) | null;
  closed: false;
}

export interface MonthCount {
  townId: number;
  month: Month;
  kind: Kind;
  credited: number;
}

/**
 * The counter: how many threads each town has credited to each of `months`. A query over the index
 * (creditedMonth, townId, kind), not a second book: nothing can drift. Raw SQL: counts by two columns at once. @param townId only this town
 */
export async function countCredited(months: readonly Month[], townId?: number): Promise<MonthCount[]> {
  const only = townId === undefined ? Prisma.empty : Prisma.sql`AND "townId" = ${townId}`;
  const rows = await db.$queryRaw<MonthCount[]>(Prisma.sql`
    SELECT "townId", "creditedMonth" AS "month", "kind", CAST(COUNT(*) AS INTEGER) AS "credited" FROM "Thread"
    WHERE "creditedMonth" IN (${Prisma.join([...months])}) ${only} GROUP BY "creditedMonth", "townId", "kind"`);
  return rows.map((row) => ({ ...row, credited: Number(row.credited) }));
}

/** Every town with its month, in the order of the towns' list. */
export async function townLines(month: Month): Promise<TownLine[]> {
  const [towns, counts] = await Promise.all([townFacts(), countCredited([month])]);
  return towns.map((town) => townLine(town, month, counts));
}

/** One town with its month; null when there is no such town. */
export async function townLineOf(slug: string, month: Month): Promise<TownLine | null> {
  const [town] = await townFacts(slug);
  return town ? townLine(town, month, await countCredited([month], town.id)) : null;
}

/** A month's figures over `towns`, with the month before for comparison. */
export async function monthFigures(month: Month, towns: readonly TownLine[]): Promise<MonthFigures> {
  const before = monthsAfter(month, -1);
  const earlier = (await townLines(before)).filter((line) => line.counter.status !== "not_on_duty");
  return {
    ...figuresOf(month, towns),
    previous: earlier.length === 0 ? null : { month: before, credited: sum(earlier), ...ratesOf(earlier.map((line) => line.counter)) },
  };
}

/** The same without the month before. */
export function figuresOf(month: Month, towns: readonly TownLine[]): Omit<MonthFigures, "previous"> {
  const { timeZone } = config();
  const counters = towns.map((line) => line.counter);
  const byStatus = Object.fromEntries(TOWN_STATUSES.map((status) => [status, counters.filter((counter) => counter.status === status).length]));
  return {
    month,
    isRunning: isRunning(month, now(), timeZone),
    daysLeft: daysLeft(month, now(), timeZone),
    ...ratesOf(counters),
    credited: sum(towns),
    byStatus: byStatus as Record<TownStatus, number>,
    closed: false,
  };
}

/** The counter of a town with `credited` threads in `month`. */
export const counterIn = (month: Month, credited: number, onDutyFrom: Month): Counter =>
  counterOf({ credited, target: policyOf(month).target, onDutyFrom }, month, now(), config().timeZone);

interface TownFacts {
  id: number;
  slug: string;
  name: string;
  onDutyFrom: Month;
  lastPublishedAt: Date | string | null;
  waiting: number;
  threadCount: number;
}

/** The two maxima seek in Thread's index (townId, state, kind, publishedAt): the cost is the towns', not the threads'. */
const townFacts = (slug?: string) =>
  db.$queryRaw<TownFacts[]>(Prisma.sql`
    SELECT w."id", w."slug", w."name", w."onDutyFrom", COALESCE(c."threadCount", 0) AS "threadCount",
      (SELECT CAST(COUNT(*) AS INTEGER) FROM "Thread" q WHERE q."townId" = w."id" AND q."waitingSince" IS NOT NULL) AS "waiting",
      (SELECT MAX(x."at") FROM (
        SELECT MAX(t."publishedAt") AS "at" FROM "Thread" t WHERE t."townId" = w."id" AND t."state" = 'published' AND t."kind" = 'ACTIVITY'
        UNION ALL
        SELECT MAX(t."publishedAt") AS "at" FROM "Thread" t WHERE t."townId" = w."id" AND t."state" = 'published' AND t."kind" = 'HOT_TOPIC'
      ) x) AS "lastPublishedAt"
    FROM "Town" w LEFT JOIN "TownTally" c ON c."townId" = w."id"
    ${slug === undefined ? Prisma.empty : Prisma.sql`WHERE w."slug" = ${slug}`}
    ORDER BY w."position", w."id"`);

function townLine(town: TownFacts, month: Month, counts: readonly MonthCount[]): TownLine {
  const own = counts.filter((count) => count.townId === town.id && count.month === month);
  const of = (kind: Kind) => own.find((count) => count.kind === kind)?.credited ?? 0;
  const byKind = Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, number>;
  return {
    id: town.id,
    slug: town.slug,
    name: town.name,
    url: boardUrl(town.slug),
    quotaUrl: townQuotaUrl(town.slug),
    counter: counterIn(
      month,
      own.reduce((total, count) => total + count.credited, 0),
      town.onDutyFrom,
    ),
    byKind,
    lastPublishedAt: town.lastPublishedAt === null ? null : new Date(town.lastPublishedAt).toISOString(),
    waiting: Number(town.waiting),
    threadCount: Number(town.threadCount),
  };
}

const sum = (towns: readonly TownLine[]) => towns.reduce((total, line) => total + line.counter.credited, 0);

/** The month that runs now in the site's time zone. */
export const presentMonth = (): Month => monthOf(now(), config().timeZone);
