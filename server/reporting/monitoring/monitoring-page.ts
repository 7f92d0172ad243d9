import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { url } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { monthLinks } from "../month/quota-page.ts";
import type { MonthChart } from "./month-chart.ts";
import { type Overview, type OverviewRow, overview } from "./overview.ts";
import { type OverviewLinks, overviewLinks } from "./overview-columns.ts";
import type { OverviewQuery } from "./overview-inputs.ts";
import { trendChart } from "./trend-chart.ts";

/** As many as an administrator looks through; 2,000 towns are 40 such pages, found by filter and order. */
const TOWNS_A_PAGE = 50;
const COLUMNS = ["town", "rank", "credited", "status", "pace", "updated", "onTime", "residents", "waiting"];

export interface MonitoringPage extends Omit<Overview, "rows">, OverviewLinks {
  query: OverviewQuery;
  path: string;
  previousUrl: string | null;
  nextUrl: string | null;
  chart: MonthChart;
  rows: (OverviewRow & { note: string | null })[];
}

/** A month over all towns as administrators see it: with forecasts and the private notes of exemptions. @throws Forbidden, SignInNeeded */
export async function monitoringPage(actor: Actor, month: Month, query: OverviewQuery): Promise<MonitoringPage> {
  allow(actor, "administrateQuota", {});
  const path = `/admin/quota/${month}`;
  const seen = await overview(actor, month, query, TOWNS_A_PAGE);
  const notes = await notesOf(
    month,
    seen.rows.map(({ id }) => id),
  );
  return {
    ...seen,
    rows: seen.rows.map((row) => ({ ...row, note: notes.get(row.id) ?? null })),
    ...overviewLinks(path, query, seen, COLUMNS),
    ...monthLinks("/admin/quota", month, seen.firstMonth),
    query,
    path: url(path),
    chart: trendChart(seen.trend),
  };
}

/** What administrators wrote to each other about exemptions; shown nowhere else. */
async function notesOf(month: Month, townIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.exemption.findMany({ where: { month, townId: { in: [...townIds] } }, select: { townId: true, note: true } });
  return new Map(rows.flatMap(({ townId, note }) => (note ? [[townId, note] as const] : [])));
}
