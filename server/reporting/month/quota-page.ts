import type { Actor } from "../../access/actor.ts";
import { type Month, monthsAfter } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { url } from "../../core/urls.ts";
import type { MonthChart } from "../monitoring/month-chart.ts";
import { type Overview, overview } from "../monitoring/overview.ts";
import { type OverviewLinks, overviewLinks } from "../monitoring/overview-columns.ts";
import type { OverviewQuery } from "../monitoring/overview-inputs.ts";
import { trendChart } from "../monitoring/trend-chart.ts";

/** A page stays light on a phone. */
const TOWNS_A_PAGE = 50;
const COLUMNS = ["town", "rank", "credited", "status", "updated", "onTime", "residents"];

export interface QuotaPage extends Overview, OverviewLinks {
  query: OverviewQuery;
  path: string;
  previousUrl: string | null;
  nextUrl: string | null;
  chart: MonthChart;
}

/** A month over all towns for everybody, with the months that end with it. @param path where the page stands; the month's own by default */
export async function quotaPage(actor: Actor, month: Month, query: OverviewQuery, path = `/quota/${month}`): Promise<QuotaPage> {
  const seen = await overview(actor, month, query, TOWNS_A_PAGE);
  return {
    ...seen,
    ...overviewLinks(path, query, seen, COLUMNS),
    ...monthLinks("/quota", month, seen.firstMonth),
    query,
    path: url(path),
    chart: trendChart(seen.trend),
  };
}

/** Links to the months beside `month` below `path`, as far as there is something to show. */
export const monthLinks = (path: string, month: Month, first: Month) => ({
  previousUrl: month > first ? url(`${path}/${monthsAfter(month, -1)}`) : null,
  nextUrl: month < presentMonth() ? url(`${path}/${monthsAfter(month, 1)}`) : null,
});
