import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/permissions.ts";
import { type Month, monthsAfter, monthsUpTo } from "../../calendar/month.ts";
import { type Correction, correctionsOf } from "../../quota/closing/frozen-month.ts";
import {
  type CountedMonth,
  figuresOf,
  type Ledger,
  ledger,
  linesIn,
  type MonthFigures,
  previousOf,
  ratesIn,
  type TownLine,
} from "../../quota/counting/counter.ts";
import { type Freshness, freshnessOf } from "../../quota/counting/freshness.ts";
import { type Pace, paceOf } from "../../quota/counting/pace.ts";
import { type Counter, leftOf, type Present } from "../../quota/counting/standing.ts";
import { type TownFacts, townFacts } from "../../quota/counting/town-facts.ts";
import { policies } from "../../quota/policy/policies.ts";
import { type Policy, policyOf } from "../../quota/policy/policy.ts";
import { settings } from "../../settings/settings.ts";
import { type CityLine, cityLine } from "../standings/city-line.ts";
import { messagesOf } from "../standings/messages.ts";
import { monthStandings, type TownPlace } from "../standings/month-standings.ts";
import { type Arranged, arranged } from "./arrangement.ts";
import type { OverviewQuery } from "./overview-inputs.ts";
import type { TrendPoint } from "./trend-chart.ts";

/** A town's line in the table of a month. */
export interface OverviewRow extends TownLine {
  freshness: Freshness;
  /** Questions and opinions answered on time, 0 to 1; null where there were too few. */
  onTimeRate: number | null;
  /** Null where the reader does not see standings. */
  place: TownPlace | null;
  /** How the running month will end; null when it is over or nothing is owed. */
  pace: Pace | null;
  /** The months before, oldest first, and the month itself as the last. */
  months: CountedMonth[];
}

export interface Overview extends Arranged<OverviewRow> {
  month: Month;
  months: Month[];
  figures: MonthFigures;
  city: CityLine;
  trend: TrendPoint[];
  /** Boards by how long ago they had something new. */
  byFreshness: Record<Freshness, number>;
  /** What was put right after the month was closed. */
  corrections: { town: string; correction: Correction }[];
  /** Questions and opinions of the whole section that were received, and answered, in the month. */
  messages: { received: number; answered: number };
  peerGroups: string[];
  seesStandings: boolean;
  /** The first month that any town was on duty. */
  firstMonth: Month;
  workingDaysLeft: number;
  /** What was owed in that month, for the printed rules. */
  policy: Policy;
}

/** A month over all towns with the months before it, filtered, ordered and in pages as `query` asks. One read model for readers and administrators. */
export async function overview(actor: Actor, month: Month, query: OverviewQuery, perPage: number): Promise<Overview> {
  const months = monthsUpTo(month, query.months);
  const before = monthsAfter(month, -1);
  const [towns, book, rules] = await Promise.all([townFacts(), ledger([...new Set([before, ...months])]), settings()]);
  const { present } = book;
  const places = await monthStandings(month, towns, book);
  const seesStandings = can(actor, "seeStandings", rules);
  const rows = towns.map((town): Judged => {
    const place = places.get(town.id) ?? null;
    const freshness = freshnessOf(town.lastPublishedAt, present.now, rules);
    return { town, counter: book.counterOf(town, month), freshness, onTimeRate: place?.onTimeRate ?? null, place: seesStandings ? place : null };
  });
  const page = arranged(rows.filter(fits(query)), query, perPage, (row, column) => sortValue(row, column, { book, months, present }));
  const trend = months.map((each) => ({ month: each, ...ratesIn(book, towns, each) }));
  return {
    ...page,
    rows: await filled(page.rows, month, { book, months, present }),
    month,
    months,
    figures: { ...(await figuresOf(month, rows)), previous: previousOf(before, ratesIn(book, towns, before)) },
    city: await cityLine(month, towns, book),
    trend,
    byFreshness: countFreshness(rows),
    corrections: await corrected(month, towns),
    messages: await messagesOf(month),
    peerGroups: [...new Set(towns.flatMap(({ peerGroup }) => peerGroup ?? []))].sort(),
    seesStandings,
    firstMonth: towns.reduce((first, { onDutyFrom }) => (onDutyFrom < first ? onDutyFrom : first), month),
    workingDaysLeft: leftOf(month, present).workingDays,
    policy: policyOf(await policies(), month),
  };
}

/** All that rows are chosen and ordered by; the rest is made for those that are shown. */
interface Judged extends Pick<OverviewRow, "counter" | "freshness" | "onTimeRate" | "place"> {
  town: TownFacts;
}

const fits =
  ({ status, group, q, freshness, part }: OverviewQuery) =>
  ({ town, counter, freshness: has }: Judged): boolean =>
    (status === null || counter.status === status) &&
    (part === null || (isOnDuty(counter) && counter.credited > 0 === (part === "yes"))) &&
    (group === null || town.peerGroup === group) &&
    (freshness === null || has === freshness) &&
    (q === "" || town.name.includes(q) || town.slug.includes(q.toLowerCase()));

async function filled(rows: readonly Judged[], month: Month, seen: Seen): Promise<OverviewRow[]> {
  const lines = await linesIn(
    seen.book,
    rows.map(({ town }) => town),
    month,
  );
  return rows.map((row, index) => {
    const { freshness, onTimeRate, place } = row;
    return { ...lines[index]!, freshness, onTimeRate, place, pace: paceIn(row, seen), months: seen.months.map((each) => seen.book.counterOf(row.town, each)) };
  });
}

async function corrected(month: Month, towns: readonly TownFacts[]): Promise<Overview["corrections"]> {
  const corrections = await correctionsOf(month);
  return corrections.size === 0 ? [] : towns.flatMap(({ id, name }) => (corrections.has(id) ? [{ town: name, correction: corrections.get(id)! }] : []));
}

const isOnDuty = ({ status }: Pick<Counter, "status">): boolean => status !== "exempt" && status !== "not_on_duty";

interface Seen {
  book: Ledger;
  months: readonly Month[];
  present: Present;
}

/** What a row has in a column; months are named as YYYY-MM. */
function sortValue(row: Judged, column: string, seen: Seen): string | number | null {
  const { town, counter, place } = row;
  switch (column) {
    case "town":
      return town.name;
    case "rank":
      return place?.rank ?? null;
    case "credited":
      return counter.credited;
    case "target":
      return counter.target;
    case "status":
      return STATUS_ORDER.indexOf(counter.status);
    case "pace":
      return paceIn(row, seen)?.byEnd ?? null;
    case "updated":
      return town.lastPublishedAt;
    case "onTime":
      return row.onTimeRate;
    case "residents":
      return place?.residents ?? null;
    case "waiting":
      return town.waiting;
    default:
      return seen.months.includes(column) ? monthValue(seen.book.counterOf(town, column)) : null;
  }
}

/** What needs someone first. */
const STATUS_ORDER = ["at_risk", "missed", "on_track", "met", "exempt", "not_on_duty"];
const monthValue = ({ status, credited }: CountedMonth) => (status === "not_on_duty" ? null : credited);

function paceIn({ town, counter }: Judged, { book, months, present }: Seen): Pace | null {
  const { month, credited, short, status } = counter;
  const left = leftOf(month, present);
  if (left.isOver || status === "exempt" || status === "not_on_duty") return null;
  const before = months.filter((each) => each < month && each >= town.onDutyFrom).toReversed();
  const earlier = before.map((each) => book.counterOf(town, each)).filter(({ status: then }) => then !== "exempt" && then !== "not_on_duty");
  return paceOf({ credited, short, shareLeft: left.share, workingDaysLeft: left.workingDays, earlier: earlier.map((each) => each.credited) });
}

function countFreshness(rows: readonly Judged[]): Record<Freshness, number> {
  const counts: Record<Freshness, number> = { fresh: 0, stale_soon: 0, stale: 0, empty: 0 };
  for (const { freshness, counter } of rows) if (counter.status !== "not_on_duty") counts[freshness]++;
  return counts;
}
