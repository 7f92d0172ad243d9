import type { Month } from "../../calendar/month.ts";
import { type MonthChart, monthChart } from "./month-chart.ts";

/** A month of the trend. Rates are 0 to 1, null where nobody was on duty. */
export interface TrendPoint {
  month: Month;
  participationRate: number | null;
  attainmentRate: number | null;
  credited: number;
}

/** Both rates as lines above, the credited threads as bars below. */
export const trendChart = (trend: readonly TrendPoint[]): MonthChart =>
  monthChart(
    trend.map(({ month }) => month),
    [
      { name: "participation", rates: trend.map(({ participationRate }) => participationRate) },
      { name: "attainment", rates: trend.map(({ attainmentRate }) => attainmentRate) },
    ],
    [{ name: "credited", counts: trend.map(({ participationRate, credited }) => (participationRate === null ? null : credited)) }],
  );
