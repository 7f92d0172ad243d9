import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import type { Month } from "../../calendar/month.ts";

/** What is drawn as a line: a rate from 0 to 1 of each month, null where there is none. */
export interface RateLine {
  name: string;
  rates: readonly (number | null)[];
}

/** What is drawn as bars: a count of each month, null where there is none. */
export interface CountBars {
  name: string;
  counts: readonly (number | null)[];
}

/** Everything that the drawing needs, in the units of its viewBox. */
export interface MonthChart {
  width: number;
  height: number;
  curves: Curve[];
  bars: { name: string; x: number; y: number; width: number; height: number; count: number }[];
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
  name: string;
  path: string;
  dots: { x: number; y: number }[];
}

const WIDTH = 720;
const LEFT = 52;
const RIGHT = WIDTH - 20;
const RATES = { top: 16, bottom: 176 };
const BARS = { top: 216, bottom: 276 };
const MONTHS_Y = 298;

/** Two drawings over the same months: rates as lines above, counts as bars below, side by side where there are several. */
export function monthChart(months: readonly Month[], rateLines: readonly RateLine[], countBars: readonly CountBars[]): MonthChart {
  const scale = scalePoint<Month>(months, [LEFT + 20, RIGHT - 20]);
  const rateY = scaleLinear([0, 1], [RATES.bottom, RATES.top]);
  const countY = scaleLinear([0, Math.max(1, ...countBars.flatMap(({ counts }) => counts.map((count) => count ?? 0)))], [BARS.bottom, BARS.top]);
  const x = months.map((month) => tidy(scale(month) ?? LEFT));
  const width = Math.min(26, (scale.step() || 60) * (countBars.length > 1 ? 0.8 : 0.6)) / Math.max(1, countBars.length);
  return {
    width: WIDTH,
    height: MONTHS_Y + 8,
    curves: rateLines.map(({ name, rates }) => ({ name, ...curve(rates, x, rateY) })),
    bars: countBars.flatMap(({ name, counts }, index) =>
      counts.flatMap((count, at) => {
        if (count === null) return [];
        const place = { x: tidy(x[at]! + width * (index - countBars.length / 2)), y: tidy(countY(count)) };
        return [{ name, ...place, width: tidy(width), height: tidy(BARS.bottom - countY(count)), count }];
      }),
    ),
    rateLines: [0, 0.5, 1].map((rate) => ({ rate, y: rateY(rate) })),
    months: months.map((month, index) => ({ x: x[index]!, month, isMain: (months.length - 1 - index) % Math.ceil(months.length / 6) === 0 })),
    monthsY: MONTHS_Y,
    barsY: BARS.bottom,
    left: LEFT,
    right: RIGHT,
  };
}

function curve(rates: readonly (number | null)[], x: readonly number[], y: (rate: number) => number): Omit<Curve, "name"> {
  const path = line<number | null>(
    (_, index) => x[index]!,
    (rate) => tidy(y(rate ?? 0)),
  ).defined((rate) => rate !== null);
  return { path: path([...rates]) ?? "", dots: rates.flatMap((rate, index) => (rate === null ? [] : [{ x: x[index]!, y: tidy(y(rate)) }])) };
}

const tidy = (value: number): number => Math.round(value * 10) / 10;
