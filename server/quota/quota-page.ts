import { config } from "../config.ts";
import { db } from "../data/client.ts";
import { url } from "../urls.ts";
import { countCredited, counterIn, figuresOf, type MonthFigures, monthFigures, presentMonth, type TownLine, townLines } from "./counter.ts";
import { type Month, monthOf, monthsAfter, monthsUpTo } from "./month.ts";
import type { TownStatus } from "./standing.ts";

export const MONTHS_SHOWN = 12;

interface TownMonth {
  month: Month;
  credited: number;
  target: number;
  status: TownStatus;
}

export interface QuotaPage {
  figures: MonthFigures;
  towns: (TownLine & { months: TownMonth[] })[];
  previousUrl: string | null;
  nextUrl: string | null;
  monthUrl: string;
  trend: { month: Month; participationRate: number | null; attainmentRate: number | null; credited: number }[];
}

/** A month over all towns, with the twelve months that end with it. */
export async function quotaPage(month: Month): Promise<QuotaPage> {
  const months = monthsUpTo(month, MONTHS_SHOWN);
  const [lines, counts, duties, first] = await Promise.all([townLines(month), countCredited(months), onDutyFrom(), firstMonth()]);
  const figures = await monthFigures(month, lines);
  const byTown = new Map<string, number>();
  for (const count of counts) byTown.set(`${count.townId}:${count.month}`, (byTown.get(`${count.townId}:${count.month}`) ?? 0) + count.credited);
  const monthIn = (townId: number, each: Month): TownMonth => {
    const { credited, target, status } = counterIn(each, byTown.get(`${townId}:${each}`) ?? 0, duties.get(townId) ?? each);
    return { month: each, credited, target, status };
  };
  const towns = lines.map((line) => ({ ...line, months: months.map((each) => monthIn(line.id, each)) }));
  const trend = months.map((each, index) => {
    const { participationRate, attainmentRate, credited } = figuresOf(
      each,
      towns.map((town) => ({ ...town, counter: { ...town.counter, ...town.months[index]! } })),
    );
    return { month: each, participationRate, attainmentRate, credited };
  });
  const link = (each: Month) => url(`/quota/${each}`);
  return {
    figures,
    towns,
    previousUrl: month > first ? link(monthsAfter(month, -1)) : null,
    nextUrl: month < presentMonth() ? link(monthsAfter(month, 1)) : null,
    monthUrl: link(month),
    trend,
  };
}

const onDutyFrom = async (): Promise<Map<number, Month>> =>
  new Map((await db.town.findMany({ select: { id: true, onDutyFrom: true } })).map((town) => [town.id, town.onDutyFrom]));

/** The first month that has anything to show. */
async function firstMonth(): Promise<Month> {
  const town = await db.town.findFirst({ orderBy: { onDutyFrom: "asc" }, select: { onDutyFrom: true } });
  return town?.onDutyFrom ?? monthOf(new Date(0), config().timeZone);
}
