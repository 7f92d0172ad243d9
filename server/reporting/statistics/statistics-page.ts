import type { Actor } from "../../access/actor.ts";
import { type Month, monthOf, monthsAfter, monthsUpTo } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { UntilCommitCache } from "../../core/cache/until-commit.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { type Pager, pagerOf } from "../../core/paging.ts";
import { boardUrl, url } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { type MonthChart, monthChart } from "../monitoring/month-chart.ts";
import { type MonthStatistics, monthStatistics, type NamedFigures } from "./month-statistics.ts";
import { OCCURRENCES, type Occurrence } from "./occurrences.ts";
import { emptyTally, type Figures, figuresOf, RATINGS_FLOOR } from "./statistics.ts";
import type { StatisticsListQuery } from "./statistics-inputs.ts";
import { type StatisticsList, statisticsList } from "./statistics-list.ts";
import { stretchOf, type TrendMonth, trendOf } from "./tallies.ts";

const TREND_MONTHS = 12;

type Lists = Record<Occurrence, string>;

/** A line of a table: its figures, and the list behind each of them. */
export interface StatisticsRow {
  /** Null: of no office, or of no category. */
  name: string | null;
  url: string | null;
  figures: Figures;
  lists: Lists;
}

export interface StatisticsPage {
  month: Month;
  asOf: string;
  isRunning: boolean;
  total: Omit<StatisticsRow, "name" | "url">;
  tables: { by: "town" | "department" | "category"; rows: StatisticsRow[] }[];
  trend: (TrendMonth & { month: Month; url: string | null; onTimeRate: number | null })[];
  chart: MonthChart;
  ratingsFloor: number;
  previousUrl: string | null;
  nextUrl: string | null;
  xlsxUrl: string;
  csvUrl: string;
}

/** The public statistics of a month with the twelve months that end with it. @throws NotFound (a month to come) */
export async function statisticsPage(month: Month): Promise<StatisticsPage> {
  const statistics = await monthStatistics(month);
  const first = await firstMonth();
  const trend = await trendUpTo(month, first);
  return {
    month,
    asOf: statistics.asOf,
    isRunning: month === presentMonth(),
    total: { figures: statistics.total, lists: listsOf({ month }) },
    tables: tablesOf(statistics),
    trend,
    chart: chartOf(trend),
    ratingsFloor: RATINGS_FLOOR,
    previousUrl: first !== null && month > first ? monthUrl(monthsAfter(month, -1)) : null,
    nextUrl: month < presentMonth() ? monthUrl(monthsAfter(month, 1)) : null,
    xlsxUrl: url("/questions.xlsx", { month }),
    csvUrl: url("/questions.csv", { month }),
  };
}

/** The month in which the first question came: before it there is nothing to go back to. Null: none came yet. */
async function firstMonth(): Promise<Month | null> {
  const first = await db.feedback.findFirst({ orderBy: { receivedAt: "asc" }, select: { receivedAt: true } });
  return first && monthOf(first.receivedAt, config().timeZone);
}

const monthUrl = (month: Month): string => url("/questions", { month });

const listsOf = (limits: Record<string, string>): Lists =>
  Object.fromEntries(OCCURRENCES.map((what) => [what, url("/questions/list", { ...limits, what })])) as Lists;

function tablesOf({ month, byTown, byDepartment, byCategory, unassigned, uncategorised }: MonthStatistics): StatisticsPage["tables"] {
  const rows = (by: "town" | "department" | "category", named: readonly NamedFigures[]): StatisticsRow[] =>
    named.map(({ slug, name, ...figures }) => ({ name, url: by === "town" ? boardUrl(slug) : null, figures, lists: listsOf({ month, [by]: slug }) }));
  const rest = (without: "office" | "category", figures: Figures): StatisticsRow[] =>
    isEmpty(figures) ? [] : [{ name: null, url: null, figures, lists: listsOf({ month, without }) }];
  const tables = [
    { by: "town" as const, rows: [...rows("town", byTown), ...rest("office", unassigned)] },
    { by: "department" as const, rows: rows("department", byDepartment) },
    { by: "category" as const, rows: [...rows("category", byCategory), ...(byCategory.length === 0 ? [] : rest("category", uncategorised))] },
  ];
  return tables.filter(({ rows: lines }) => lines.length > 0);
}

/** Nothing that a table shows. */
const isEmpty = ({ received, answered, open, ratings, declined, withdrawn, merged }: Figures): boolean =>
  received + answered + open + ratings + declined + withdrawn + merged === 0;

async function trendUpTo(last: Month, first: Month | null): Promise<StatisticsPage["trend"]> {
  const months = monthsUpTo(last, TREND_MONTHS);
  const at = now();
  const stretches = months.map((month) => stretchOf(month, at));
  const counted = await trendCache.get(last, () => trendOf(db, stretches));
  return counted.map((counts, index) => ({
    ...counts,
    month: months[index]!,
    url: first !== null && months[index]! >= first ? monthUrl(months[index]!) : null,
    onTimeRate: onTimeRate(counts),
  }));
}

/** A year of questions takes longer to count than the page to make (docs/benchmarks.md). */
const trendCache = new UntilCommitCache<Promise<TrendMonth[]>>({ max: 20 });

const onTimeRate = (counts: TrendMonth): number | null => figuresOf({ ...emptyTally(), ...counts }).onTimeRate;

const chartOf = (trend: StatisticsPage["trend"]): MonthChart =>
  monthChart(
    trend.map(({ month }) => month),
    [{ name: "onTime", rates: trend.map((point) => point.onTimeRate) }],
    [
      { name: "received", counts: trend.map(({ received }) => received) },
      { name: "answered", counts: trend.map(({ answered }) => answered) },
    ],
  );

export interface StatisticsListPage extends Omit<StatisticsList, "nextCursor"> {
  pager: Pager;
  /** The figures that the list stands behind. */
  monthUrl: string;
  /** Of a share: what it is divided by, list by list. */
  dividedBy: { what: Occurrence; url: string }[];
}

/** Source: domain.md, "Feedback, exactly": what is late and unanswered counts against being on time. */
const DIVISORS: Partial<Record<Occurrence, Occurrence[]>> = { onTime: ["answered", "overdue"], reopened: ["answered"] };

/** The list behind a figure as its page shows it. @throws NotFound (see statisticsList) */
export async function statisticsListPage(actor: Actor, query: StatisticsListQuery): Promise<StatisticsListPage> {
  const { nextCursor, ...list } = await statisticsList(actor, query);
  const { cursor, ...said } = { ...query, month: list.month };
  const pager = pagerOf((to) => url("/questions/list", { ...said, cursor: to }), { cursor, nextCursor });
  const dividedBy = (DIVISORS[list.what] ?? []).map((what) => ({ what, url: url("/questions/list", { ...said, what }) }));
  return { ...list, pager, monthUrl: monthUrl(list.month), dividedBy };
}
