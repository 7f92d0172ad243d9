import { workingCalendar } from "../calendar/calendar.ts";
import { now } from "../clock.ts";
import { config } from "../config.ts";
import { db, Prisma } from "../data/client.ts";
import type { Kind } from "../kinds.ts";
import { boardUrl, townQuotaUrl } from "../urls.ts";
import { type Correction, correctionsOf, type FrozenMonth, type FrozenTown, frozenMonth, frozenMonths } from "./frozen-month.ts";
import { daysLeft, isRunning, type Month, monthOf, monthsAfter } from "./month.ts";
import { policies } from "./policies.ts";
import { exemptionOf, type Policies } from "./policy.ts";
import {
  type ByKind,
  type Counter,
  counterOf,
  dutyOf,
  NONE_CREDITED,
  type OnDuty,
  type Present,
  type Rates,
  ratesOf,
  TOWN_STATUSES,
  type TownStatus,
} from "./standing.ts";

/** A town with its month. */
export interface TownLine {
  id: number;
  slug: string;
  name: string;
  url: string;
  quotaUrl: string;
  counter: Counter;
  byKind: ByKind;
  /** Why it is exempt, as published; null when it is not. */
  exemption: string | null;
  /** What was put right after the month was closed; null where nothing was. */
  correction: Correction | null;
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
  closed: boolean;
  /** ISO instant; null while the month is open. */
  closedAt: string | null;
}

export interface MonthCount {
  townId: number;
  month: Month;
  kind: Kind;
  credited: number;
}

/** A town's month in a table of many: the counter and what it is made of. */
export interface CountedMonth extends Counter {
  byKind: ByKind;
}

/**
 * The counter: how many threads each town has credited to each of `months`. A query over the index
 * (creditedMonth, townId, kind), not a second book: nothing can drift. Raw SQL: counts by two columns at once. @param townId only this town
 */
export async function countCredited(months: readonly Month[], townId?: number): Promise<MonthCount[]> {
  if (months.length === 0) return [];
  const only = townId === undefined ? Prisma.empty : Prisma.sql`AND "townId" = ${townId}`;
  const rows = await db.$queryRaw<MonthCount[]>(Prisma.sql`
    SELECT "townId", "creditedMonth" AS "month", "kind", CAST(COUNT(*) AS INTEGER) AS "credited" FROM "Thread"
    WHERE "creditedMonth" IN (${Prisma.join([...months])}) ${only} GROUP BY "creditedMonth", "townId", "kind"`);
  return rows.map((row) => ({ ...row, credited: Number(row.credited) }));
}

/** Every town with its month, in the order of the towns' list. A closed month's figures are the frozen ones. */
export const townLines = (month: Month): Promise<TownLine[]> => linesOf(month);

/** One town with its month; null when there is no such town. */
export const townLineOf = async (slug: string, month: Month): Promise<TownLine | null> => (await linesOf(month, slug))[0] ?? null;

async function linesOf(month: Month, slug?: string): Promise<TownLine[]> {
  const [towns, frozen, decided, present] = await Promise.all([townFacts(slug), frozenMonth(month), policies(), thePresent()]);
  const counts = countsByTown(frozen ? [] : await countCredited([month], slug === undefined ? undefined : towns[0]?.id));
  const corrections = frozen ? await correctionsOf(month) : new Map<number, Correction>();
  return towns.map((town) => {
    const { byKind, ...counter } = frozen ? frozenCounter(frozen, town.id) : openCounter(decided, town, month, counts.get(`${town.id}:${month}`), present);
    return {
      id: town.id,
      slug: town.slug,
      name: town.name,
      url: boardUrl(town.slug),
      quotaUrl: townQuotaUrl(town.slug),
      counter,
      byKind,
      exemption: frozen ? (frozenTown(frozen, town.id)?.exemption ?? null) : exemptionOf(decided, town.id, month),
      correction: corrections.get(town.id) ?? null,
      lastPublishedAt: town.lastPublishedAt === null ? null : new Date(town.lastPublishedAt).toISOString(),
      waiting: Number(town.waiting),
      threadCount: Number(town.threadCount),
    };
  });
}

/** Each of `towns` in each of `months`, closed ones as frozen: what tables of many months show. @returns by town id, in the order of `months` */
export async function countedMonths(towns: readonly OnDuty[], months: readonly Month[]): Promise<Map<number, CountedMonth[]>> {
  const [frozen, decided, present] = await Promise.all([frozenMonths(months), policies(), thePresent()]);
  const only = towns.length === 1 ? towns[0]!.id : undefined;
  const counts = countsByTown(
    await countCredited(
      months.filter((month) => !frozen.has(month)),
      only,
    ),
  );
  const counted = (town: OnDuty, month: Month): CountedMonth => {
    const closed = frozen.get(month);
    return closed ? frozenCounter(closed, town.id) : openCounter(decided, town, month, counts.get(`${town.id}:${month}`), present);
  };
  return new Map(towns.map((town) => [town.id, months.map((month) => counted(town, month))]));
}

/** A month's figures over `towns`, with the month before for comparison. */
export async function monthFigures(month: Month, towns: readonly TownLine[]): Promise<MonthFigures> {
  const before = monthsAfter(month, -1);
  const earlier = (await townLines(before)).filter((line) => line.counter.status !== "not_on_duty");
  return {
    ...(await figuresOf(month, towns)),
    previous: earlier.length === 0 ? null : { month: before, credited: sum(earlier), ...ratesOf(earlier.map((line) => line.counter)) },
  };
}

/** The same without the month before. */
export async function figuresOf(month: Month, towns: readonly Pick<TownLine, "counter">[]): Promise<Omit<MonthFigures, "previous">> {
  const { timeZone } = config();
  const counters = towns.map((line) => line.counter);
  const frozen = await frozenMonth(month);
  const byStatus = Object.fromEntries(TOWN_STATUSES.map((status) => [status, counters.filter((counter) => counter.status === status).length]));
  return {
    month,
    isRunning: isRunning(month, now(), timeZone),
    daysLeft: daysLeft(month, now(), timeZone),
    ...ratesOf(counters),
    credited: sum(towns),
    byStatus: byStatus as Record<TownStatus, number>,
    closed: frozen !== null,
    closedAt: frozen?.closedAt ?? null,
  };
}

/** The month that runs now in the site's time zone. */
export const presentMonth = (): Month => monthOf(now(), config().timeZone);

/** What running months are judged in: the instant, the zone and the working days. */
export const thePresent = async (): Promise<Present> => ({ now: now(), timeZone: config().timeZone, days: await workingCalendar() });

interface TownFacts extends OnDuty {
  slug: string;
  name: string;
  lastPublishedAt: Date | string | null;
  waiting: number;
  threadCount: number;
}

/** The two maxima seek in Thread's index (townId, state, kind, publishedAt): the cost is the towns', not the threads'. */
const townFacts = (slug?: string) =>
  db.$queryRaw<TownFacts[]>(Prisma.sql`
    SELECT w."id", w."slug", w."name", w."onDutyFrom", w."onDutyUntil", COALESCE(c."threadCount", 0) AS "threadCount",
      (SELECT CAST(COUNT(*) AS INTEGER) FROM "Thread" q WHERE q."townId" = w."id" AND q."waitingSince" IS NOT NULL) AS "waiting",
      (SELECT MAX(x."at") FROM (
        SELECT MAX(t."publishedAt") AS "at" FROM "Thread" t WHERE t."townId" = w."id" AND t."state" = 'published' AND t."kind" = 'ACTIVITY'
        UNION ALL
        SELECT MAX(t."publishedAt") AS "at" FROM "Thread" t WHERE t."townId" = w."id" AND t."state" = 'published' AND t."kind" = 'HOT_TOPIC'
      ) x) AS "lastPublishedAt"
    FROM "Town" w LEFT JOIN "TownTally" c ON c."townId" = w."id"
    ${slug === undefined ? Prisma.empty : Prisma.sql`WHERE w."slug" = ${slug}`}
    ORDER BY w."position", w."id"`);

/** By "town:month". */
function countsByTown(counts: readonly MonthCount[]): Map<string, ByKind> {
  const byTown = new Map<string, ByKind>();
  for (const { townId, month, kind, credited } of counts) {
    const key = `${townId}:${month}`;
    byTown.set(key, { ...(byTown.get(key) ?? NONE_CREDITED), [kind]: credited });
  }
  return byTown;
}

function openCounter(decided: Policies, town: OnDuty, month: Month, byKind: ByKind = NONE_CREDITED, present: Present): CountedMonth {
  return { ...counterOf(dutyOf(decided, town, month, byKind), month, present), byKind };
}

/** A town that was not there when the month was closed was not on duty. */
function frozenCounter(frozen: FrozenMonth, townId: number): CountedMonth {
  const town = frozenTown(frozen, townId);
  if (!town) return { month: frozen.month, credited: 0, target: 0, short: 0, daysLeft: 0, status: "not_on_duty", byKind: NONE_CREDITED };
  const { credited, target, short, status, byKind } = town;
  return { month: frozen.month, credited, target, short, daysLeft: 0, status, byKind };
}

const frozenTown = (frozen: FrozenMonth, townId: number): FrozenTown | undefined => indexOf(frozen).get(townId);

const indices = new WeakMap<FrozenMonth, Map<number, FrozenTown>>();
function indexOf(frozen: FrozenMonth): Map<number, FrozenTown> {
  const known = indices.get(frozen) ?? new Map(frozen.towns.map((town) => [town.id, town]));
  indices.set(frozen, known);
  return known;
}

const sum = (towns: readonly Pick<TownLine, "counter">[]) => towns.reduce((total, line) => total + line.counter.credited, 0);
