import { workingCalendar } from "../../calendar/calendar.ts";
import { daysLeft, isRunning, type Month, monthsAfter } from "../../calendar/month.ts";
import { UntilCommitCache } from "../../core/cache/until-commit.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import type { Kind } from "../../core/kinds.ts";
import { boardUrl, townQuotaUrl } from "../../core/urls.ts";
import { db, Prisma } from "../../data/client.ts";
import { type Correction, correctionsOf, type FrozenMonth, frozenMonth, frozenMonths, frozenTown } from "../closing/frozen-month.ts";
import { policies } from "../policy/policies.ts";
import { exemptionOf, type Policies } from "../policy/policy.ts";
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
import { type TownFacts, townFacts } from "./town-facts.ts";

/** A town with its month. */
export interface TownLine extends TownFacts {
  url: string;
  quotaUrl: string;
  counter: Counter;
  byKind: ByKind;
  /** Why it is exempt, as published; null when it is not. */
  exemption: string | null;
  /** What was put right after the month was closed; null where nothing was. */
  correction: Correction | null;
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

/** A town's month in a table of many: the counter and what it is made of. */
export interface CountedMonth extends Counter {
  byKind: ByKind;
}

/**
 * The counter: how many threads each town has credited to each of `months`. A query over the index (creditedMonth, townId, kind), not a
 * second book: nothing can drift. Raw SQL: one row a month, because 8,000 of them take longer to hand over than to count. @param townId only this town
 */
export async function countCredited(months: readonly Month[], townId?: number): Promise<Counts> {
  if (months.length === 0) return new Map();
  const only = townId === undefined ? Prisma.empty : Prisma.sql`AND "townId" = ${townId}`;
  const rows = await db.$queryRaw<{ month: Month; counts: string }[]>(Prisma.sql`
    SELECT c."month", STRING_AGG(c."townId" || ':' || c."kind" || ':' || c."credited", ',') AS "counts" FROM (
      SELECT "townId", "creditedMonth" AS "month", "kind", COUNT(*) AS "credited" FROM "Thread"
      WHERE "creditedMonth" IN (${Prisma.join([...months])}) ${only} GROUP BY "creditedMonth", "townId", "kind"
    ) c GROUP BY c."month"`);
  return new Map(rows.map(({ month, counts }) => [month, byTown(counts)]));
}

/** By month and town id; who has none is not in it. */
export type Counts = Map<Month, Map<number, ByKind>>;

function byTown(counts: string): Map<number, ByKind> {
  const towns = new Map<number, ByKind>();
  for (const each of counts.split(",")) {
    const [town, kind, credited] = each.split(":") as [string, Kind, string];
    const townId = Number(town);
    const byKind = towns.get(townId) ?? { ...NONE_CREDITED };
    byKind[kind] = Number(credited);
    towns.set(townId, byKind);
  }
  return towns;
}

/**
 * The counters of any town in any of `months`, closed ones as frozen: what is asked for is made then, so a table of thousands costs what it shows.
 * That of all towns is made at most once a second or once a write. @param townId only this town
 */
export const ledger = (months: readonly Month[], townId?: number): Promise<Ledger> =>
  townId === undefined ? ledgerCache.get(months.join(), () => newLedger(months)) : newLedger(months, townId);

const ledgerCache = new UntilCommitCache<Promise<Ledger>>({ max: 20 });

async function newLedger(months: readonly Month[], townId?: number): Promise<Ledger> {
  const [frozen, decided, present] = await Promise.all([frozenMonths(months), policies(), thePresent()]);
  const open = months.filter((month) => !frozen.has(month));
  const counts = await countCredited(open, townId);
  const counted = new Map<Month, Map<number, CountedMonth>>(open.map((month) => [month, new Map()]));
  const inOpen = (town: OnDuty, month: Month): CountedMonth => {
    const known = counted.get(month);
    const counter = known?.get(town.id) ?? openCounter(decided, town, month, counts.get(month)?.get(town.id), present);
    known?.set(town.id, counter);
    return counter;
  };
  return { months, frozen, present, counterOf: (town, month) => (frozen.has(month) ? frozenCounter(frozen.get(month)!, town.id) : inOpen(town, month)) };
}

export interface Ledger {
  /** Those that it knows. */
  months: readonly Month[];
  present: Present;
  frozen: ReadonlyMap<Month, FrozenMonth>;
  counterOf(town: OnDuty, month: Month): CountedMonth;
}

/** Every town with its month, in the order of the towns' list. A closed month's figures are the frozen ones. */
export const townLines = (month: Month): Promise<TownLine[]> => linesOf(month);

/** One town with its month; null when there is no such town. */
export const townLineOf = async (slug: string, month: Month): Promise<TownLine | null> => (await linesOf(month, slug))[0] ?? null;

async function linesOf(month: Month, slug?: string): Promise<TownLine[]> {
  const towns = await townFacts(slug);
  return linesIn(await ledger([month], slug === undefined ? undefined : towns[0]?.id), towns, month);
}

/** `towns` with their month, as `book` has it. */
export async function linesIn(book: Ledger, towns: readonly TownFacts[], month: Month): Promise<TownLine[]> {
  const frozen = book.frozen.get(month);
  const [decided, corrections] = await Promise.all([policies(), frozen ? correctionsOf(month) : new Map<number, Correction>()]);
  return towns.map((town) => {
    const counter = book.counterOf(town, month);
    return {
      ...town,
      url: boardUrl(town.slug),
      quotaUrl: townQuotaUrl(town.slug),
      counter,
      byKind: counter.byKind,
      exemption: frozen ? (frozenTown(frozen, town.id)?.exemption ?? null) : exemptionOf(decided, town.id, month),
      correction: corrections.get(town.id) ?? null,
    };
  });
}

/** Each of `towns` in each of `months`, closed ones as frozen: what tables of many months show. @returns by town id, in the order of `months` */
export async function countedMonths(towns: readonly OnDuty[], months: readonly Month[]): Promise<Map<number, CountedMonth[]>> {
  const book = await ledger(months, towns.length === 1 ? towns[0]!.id : undefined);
  return new Map(towns.map((town) => [town.id, months.map((month) => book.counterOf(town, month))]));
}

/** A month's figures over `towns`, with the month before for comparison. */
export async function monthFigures(month: Month, towns: readonly TownLine[]): Promise<MonthFigures> {
  const before = monthsAfter(month, -1);
  const book = await ledger([before]);
  return { ...(await figuresOf(month, towns)), previous: previousOf(before, ratesIn(book, towns, before)) };
}

/** Null where nobody was on duty. */
export const previousOf = (month: Month, rates: CountedRates): MonthFigures["previous"] => (rates.onDuty === 0 ? null : { month, ...rates });

export interface CountedRates extends Rates {
  credited: number;
}

/** The rates of `month` over `towns`, of a closed month as frozen. */
export function ratesIn({ frozen, counterOf }: Ledger, towns: readonly OnDuty[], month: Month): CountedRates {
  const closed = frozen.get(month);
  if (closed) return { ...closed.rates, credited: closed.credited };
  const counters = towns.map((town) => counterOf(town, month));
  return { ...ratesOf(counters), credited: counters.reduce((total, { credited }) => total + credited, 0) };
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

/** What running months are judged in: the instant, the zone and the working days. */
export const thePresent = async (): Promise<Present> => ({ now: now(), timeZone: config().timeZone, days: await workingCalendar() });

const openCounter = (decided: Policies, town: OnDuty, month: Month, byKind: ByKind = NONE_CREDITED, present: Present): CountedMonth =>
  Object.assign(counterOf(dutyOf(decided, town, month, byKind), month, present), { byKind });

/** A town that was not there when the month was closed was not on duty. */
function frozenCounter(frozen: FrozenMonth, townId: number): CountedMonth {
  const town = frozenTown(frozen, townId);
  if (!town) return { month: frozen.month, credited: 0, target: 0, short: 0, daysLeft: 0, status: "not_on_duty", byKind: NONE_CREDITED };
  const { credited, target, short, status, byKind } = town;
  return { month: frozen.month, credited, target, short, daysLeft: 0, status, byKind };
}

const sum = (towns: readonly Pick<TownLine, "counter">[]) => towns.reduce((total, line) => total + line.counter.credited, 0);
