import { namesOf } from "../../accounts/names.ts";
import type { Month } from "../../calendar/month.ts";
import { TimedCache, UNCHANGING_MS } from "../../core/cache/timed.ts";
import { db, type Tx } from "../../data/client.ts";
import type { ByKind, Rates, TownStatus } from "../counting/standing.ts";
import type { Policy } from "../policy/policy.ts";

/** A town's month as it was when the month was closed. */
export interface FrozenTown {
  id: number;
  slug: string;
  name: string;
  byKind: ByKind;
  credited: number;
  target: number;
  short: number;
  status: TownStatus;
  /** The reason of an exemption, as published. */
  exemption: string | null;
  /** Place in the standings; null for towns that have none. */
  rank: number | null;
  /** What the place was made of, for the printed formula. */
  onTime: { answered: number; onTime: number; overdue: number };
  residents: number;
  peerGroup: string | null;
  /** Its last public activity or hot topic before the month was over. */
  lastPublishedAt: string | null;
  /** Whether its board was stale at the end of the month. */
  stale: boolean;
  /** The credited threads, in the order of publication. */
  threadIds: number[];
}

/** A closed month's result: figures, every town, and the policy by which they were made. Nothing that happens later changes it. */
export interface FrozenMonth {
  month: Month;
  /** ISO instant. */
  closedAt: string;
  policy: Policy;
  rates: Rates;
  credited: number;
  /** The month before as it was frozen then; null when it was not. */
  previous: FrozenLine | null;
  /** Settings that the figures were made by: answers that an on-time figure needs, days until a board is stale. */
  standingsFloor: number;
  staleDays: number;
  towns: FrozenTown[];
}

/** A month in one line, for comparison. */
export interface FrozenLine {
  month: Month;
  rates: Rates;
  credited: number;
}

/** Parsed results by month and instant of closing: they never change, and parsing one of 2,000 towns takes some milliseconds. */
export const frozenMonthsCache = new TimedCache<Promise<FrozenMonth>>({ max: 60, maxAgeMs: UNCHANGING_MS });

interface Closed {
  month: Month;
  closedAt: Date;
}

const keyOf = ({ month, closedAt }: Closed) => `${month} ${closedAt.toISOString()}`;

const closesOf = (months: readonly Month[]): Promise<Closed[]> =>
  db.monthClose.findMany({ where: { month: { in: [...months] }, reopenedAt: null }, select: { month: true, closedAt: true } });

async function readFrozen(month: Month): Promise<FrozenMonth> {
  const { result } = await db.monthClose.findUniqueOrThrow({ where: { month }, select: { result: true } });
  return JSON.parse(result) as FrozenMonth;
}

/** Which months are closed, with the instant at which each was. Reopened ones are not. */
export async function closedMonths(tx: Pick<Tx, "monthClose"> | typeof db = db): Promise<Map<Month, Date>> {
  const rows = await tx.monthClose.findMany({ where: { reopenedAt: null }, select: { month: true, closedAt: true } });
  return new Map(rows.map(({ month, closedAt }) => [month, closedAt]));
}

/** The frozen results of those of `months` that are closed. */
export async function frozenMonths(months: readonly Month[]): Promise<Map<Month, FrozenMonth>> {
  const read = async (close: Closed) => [close.month, await frozenMonthsCache.get(keyOf(close), () => readFrozen(close.month))] as const;
  return new Map(await Promise.all((await closesOf(months)).map(read)));
}

/** The frozen rates of those of `months` that are closed. Of all these years only the rates are cached, not every town. */
export async function closedRates(months: readonly Month[]): Promise<Map<Month, ClosedRates>> {
  const found = new Map<Month, ClosedRates>();
  for (const close of await closesOf(months)) found.set(close.month, await closedRatesCache.get(keyOf(close), () => readRates(close.month)));
  return found;
}

type ClosedRates = Rates & { credited: number };

async function readRates(month: Month): Promise<ClosedRates> {
  const { rates, credited } = await readFrozen(month);
  return { ...rates, credited };
}

const closedRatesCache = new TimedCache<Promise<ClosedRates>>({ max: 600, maxAgeMs: UNCHANGING_MS });

/** The frozen result of `month`, or null while it is open. */
export const frozenMonth = async (month: Month): Promise<FrozenMonth | null> => (await frozenMonths([month])).get(month) ?? null;

/** When `month` was closed, in a transaction; null while it is open. */
export async function closedSince(tx: Pick<Tx, "monthClose"> | typeof db, month: Month): Promise<Date | null> {
  const close = await tx.monthClose.findUnique({ where: { month }, select: { closedAt: true, reopenedAt: true } });
  return close && close.reopenedAt === null ? close.closedAt : null;
}

/** One town in a closed month; undefined where it was not there. */
export const frozenTown = (frozen: FrozenMonth, townId: number): FrozenTown | undefined => indexOf(frozen).get(townId);

const indices = new WeakMap<FrozenMonth, Map<number, FrozenTown>>();
function indexOf(frozen: FrozenMonth): Map<number, FrozenTown> {
  const known = indices.get(frozen) ?? new Map(frozen.towns.map((town) => [town.id, town]));
  indices.set(frozen, known);
  return known;
}

/** Beside the frozen figure of a town: what an administrator put right, why and when. */
export interface Correction {
  townId: number;
  month: Month;
  before: number;
  after: number;
  reason: string;
  at: string;
  by: string;
}

/** The latest correction of each town of `month`; those of an earlier closing, before it was opened again, are history. */
export async function correctionsOf(month: Month): Promise<Map<number, Correction>> {
  const closedAt = await closedSince(db, month);
  const rows = closedAt === null ? [] : await db.monthCorrection.findMany({ where: { month, at: { gte: closedAt } }, orderBy: { id: "asc" } });
  const nameOf = await namesOf(rows.map(({ byId }) => byId));
  return new Map(
    rows.map(({ townId, before, after, reason, at, byId }) => [townId, { townId, month, before, after, reason, at: at.toISOString(), by: nameOf(byId) ?? "" }]),
  );
}
