import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import type { Month } from "./month.ts";

/** A month of the trend. Rates are 0 to 1, null where nobody was on duty. */
export interface TrendPoint {
  month: Month;
  participationRate: number | null;
  attainmentRate: number | null;
  credited: number;
}

/** Everything that the drawing needs, in the units of its viewBox. */
export interface TrendChart {
  width: number;
  height: number;
  participation: Curve;
  attainment: Curve;
  bars: { x: number; y: number; width: number; height: number; credited: number }[];
  rateLines: { y: number; rate: number }[];
  /** `isMain`: also named where there is little room. */
  months: { x: number; month: Month; isMain: boolean }[];
  /** Where the months' names stand, and the foot of the bars. */
  monthsY: number;
  barsY: number;
  left: number;
  right: number;
}

export interface Curve {
  path: string;
  dots: { x: number; y: number }[];
}

const WIDTH = 720;
const LEFT = 52;
const RIGHT = WIDTH - 20;
const RATES = { top: 16, bottom: 176 };
const BARS = { top: 216, bottom: 276 };
const MONTHS_Y = 298;

/** Two drawings over the same months: both rates as lines above, the credited threads as bars below. */
export function trendChart(trend: readonly TrendPoint[]): TrendChart {
  const x = scalePoint<Month>(
    trend.map(({ month }) => month),
    [LEFT + 20, RIGHT - 20],
  );
  const rateY = scaleLinear([0, 1], [RATES.bottom, RATES.top]);
  const countY = scaleLinear([0, Math.max(1, ...trend.map(({ credited }) => credited))], [BARS.bottom, BARS.top]);
  const at = (month: Month) => tidy(x(month) ?? LEFT);
  const barWidth = Math.min(26, (x.step() || 60) * 0.6);
  return {
    width: WIDTH,
    height: MONTHS_Y + 8,
    participation: curve(trend, "participationRate", at, rateY),
    attainment: curve(trend, "attainmentRate", at, rateY),
    bars: trend.filter(isOnDuty).map(({ month, credited }) => ({
      x: tidy(at(month) - barWidth / 2),
      y: tidy(countY(credited)),
      width: tidy(barWidth),
      height: tidy(BARS.bottom - countY(credited)),
      credited,
    })),
    rateLines: [0, 0.5, 1].map((rate) => ({ rate, y: rateY(rate) })),
    months: trend.map(({ month }, index) => ({ x: at(month), month, isMain: (trend.length - 1 - index) % Math.ceil(trend.length / 6) === 0 })),
    monthsY: MONTHS_Y,
    barsY: BARS.bottom,
    left: LEFT,
    right: RIGHT,
  };
}

const isOnDuty = ({ participationRate }: TrendPoint): boolean => participationRate !== null;

function curve(trend: readonly TrendPoint[], rate: "participationRate" | "attainmentRate", at: (month: Month) => number, y: (rate: number) => number): Curve {
  const path = line<TrendPoint>(
    ({ month }) => at(month),
    (point) => tidy(y(point[rate] ?? 0)),
  ).defined((point) => point[rate] !== null);
  const dots = trend.flatMap((point) => (point[rate] === null ? [] : [{ x: at(point.month), y: tidy(y(point[rate])) }]));
  return { path: path([...trend]) ?? "", dots };
}

const tidy = (value: number): number => Math.round(value * 10) / 10;
