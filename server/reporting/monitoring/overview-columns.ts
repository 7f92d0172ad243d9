import { type Pager, pagerOf } from "../../core/paging.ts";
import { url } from "../../core/urls.ts";
import { sortLink } from "./arrangement.ts";
import type { Overview } from "./overview.ts";
import type { OverviewQuery } from "./overview-inputs.ts";

/** The head of a column: what it is sorted by now, and where another order is. */
export interface Column {
  key: string;
  url: string;
  sorted: "ascending" | "descending" | null;
}

export interface OverviewLinks {
  columns: Record<string, Column>;
  pager: Pager;
  /** The same table over twelve and over 24 months. */
  spans: { months: number; url: string; current: boolean }[];
  /** What the form of filters keeps besides its fields. */
  kept: { name: string; value: string }[];
  isFiltered: boolean;
  clearUrl: string;
}

/** Words and small figures are asked for from the beginning, what is much from the top. */
const UPWARD = ["town", "rank", "status", "updated"];

/** Every link of a table of towns that stands at `path`. @param columns those that it shows besides its months */
export function overviewLinks(path: string, query: OverviewQuery, { months, pageNumber, pageCount }: Overview, columns: readonly string[]): OverviewLinks {
  const link = (change: Partial<Record<keyof OverviewQuery, string | number | null>>) => url(path, { ...said(query), ...change });
  const column = (key: string): Column => {
    const { sorted, next } = sortLink(query.sort, key, UPWARD.includes(key) ? "ascending" : "descending");
    return { key, sorted, url: link({ sort: next, page: null }) };
  };
  const { sort, months: span, part } = said(query);
  return {
    columns: Object.fromEntries([...columns, ...months].map((key) => [key, column(key)])),
    // Pages of a sorted table have numbers, which stand in the place of cursors.
    pager: pagerOf((page) => link({ page }), {
      nextCursor: pageNumber < pageCount ? String(pageNumber + 1) : null,
      previousCursor: pageNumber === 1 ? undefined : pageNumber === 2 ? null : String(pageNumber - 1),
    }),
    spans: [12, 24].map((count) => ({ months: count, url: link({ months: count === 12 ? null : count, page: null }), current: count === query.months })),
    kept: Object.entries({ sort, months: span, part }).flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }])),
    isFiltered: query.status !== null || query.group !== null || query.freshness !== null || query.part !== null || query.q !== "",
    clearUrl: link({ status: null, group: null, freshness: null, part: null, q: null, page: null }),
  };
}

/** What an address must say: defaults are left out. */
const said = ({ page, months, ...query }: OverviewQuery) => ({ ...query, page: page === 1 ? null : page, months: months === 12 ? null : months });
