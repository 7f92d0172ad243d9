import { config } from "../config.ts";
import { db } from "../data/client.ts";
import { url } from "../urls.ts";
import { type CountedMonth, countedMonths, figuresOf, type MonthFigures, monthFigures, presentMonth, type TownLine, townLines } from "./counter.ts";
import { type Month, monthOf, monthsAfter, monthsUpTo } from "./month.ts";

export const MONTHS_SHOWN = 12;

export interface QuotaPage {
  figures: MonthFigures;
  towns: (TownLine & { months: CountedMonth[] })[];
  previousUrl: string | null;
  nextUrl: string | null;
  monthUrl: string;
  trend: { month: Month; participationRate: number | null; attainmentRate: number | null; credited: number }[];
}

/** A month over all towns, with the twelve months that end with it. */
export async function quotaPage(month: Month): Promise<QuotaPage> {
  const months = monthsUpTo(month, MONTHS_SHOWN);
  const [lines, duties, first] = await Promise.all([townLines(month), onDuty(), firstMonth()]);
  const [figures, counted] = await Promise.all([monthFigures(month, lines), countedMonths(duties, months)]);
  const towns = lines.map((line) => ({ ...line, months: counted.get(line.id) ?? [] }));
  const trend = await Promise.all(
    months.map(async (each, index) => {
      const counters = towns.map((town) => ({ counter: town.months[index]! }));
      const { participationRate, attainmentRate, credited } = await figuresOf(each, counters);
      return { month: each, participationRate, attainmentRate, credited };
    }),
  );
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

const onDuty = () => db.town.findMany({ select: { id: true, onDutyFrom: true, onDutyUntil: true } });

/** The first month that has anything to show. */
async function firstMonth(): Promise<Month> {
  const town = await db.town.findFirst({ orderBy: { onDutyFrom: "asc" }, select: { onDutyFrom: true } });
  return town?.onDutyFrom ?? monthOf(new Date(0), config().timeZone);
}
