import { Temporal } from "@js-temporal/polyfill";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { missingYears, type NamedDay } from "./notice.ts";
import { type DateText, type DayKind, dateOf, isWorkingDay } from "./working-days.ts";

export interface CalendarYear {
  year: number;
  /** The calendar names no day of it: only weekends are known. */
  missing: boolean;
  /** By date. */
  days: NamedDay[];
}

/** A day as the year's grid shows it. */
export interface DayCell {
  date: DateText;
  day: number;
  works: boolean;
  /** Null: as the week has it. */
  kind: DayKind | null;
  name: string;
  url: string;
}

/** The days of `year` that the calendar names; by default of the present one. */
export async function calendarYear(year: number = presentYear()): Promise<CalendarYear> {
  const days = await db.calendarDay.findMany({ where: { date: { gte: `${year}-01-01`, lte: `${year}-12-31` } }, orderBy: { date: "asc" } });
  return { year, missing: days.length === 0, days };
}

/** The year's twelve months in weeks that begin on Monday; null where a week reaches into another month. */
export function monthGrids({ year, days }: CalendarYear): { month: string; weeks: (DayCell | null)[][] }[] {
  const named = new Map(days.map((day) => [day.date, day]));
  const kinds = new Map(days.map(({ date, kind }) => [date, kind]));
  const cellOf = (date: Temporal.PlainDate): DayCell => {
    const day = named.get(date.toString());
    const { kind = null, name = "" } = day ?? {};
    const address = `${url("/admin/calendar", { year, date: date.toString() })}#day`;
    return { date: date.toString(), day: date.day, works: isWorkingDay(date.toString(), kinds), kind, name, url: address };
  };
  return Array.from({ length: 12 }, (_, index) => {
    const month = Temporal.PlainYearMonth.from({ year, month: index + 1 });
    const dates = Array.from({ length: month.daysInMonth }, (_day, day) => cellOf(month.toPlainDate({ day: day + 1 })));
    const before = month.toPlainDate({ day: 1 }).dayOfWeek - 1;
    const cells = [...Array<null>(before).fill(null), ...dates];
    const whole = [...cells, ...Array<null>((7 - (cells.length % 7)) % 7).fill(null)];
    return { month: month.toString(), weeks: Array.from({ length: whole.length / 7 }, (_week, week) => whole.slice(week * 7, week * 7 + 7)) };
  });
}

/** The years whose notice should be in the calendar by now and is not. */
export async function yearsMissing(): Promise<number[]> {
  const today = dateOf(now(), config().timeZone);
  const known = await db.calendarDay.findMany({ where: { date: { gte: `${today.slice(0, 4)}-01-01` } }, select: { date: true } });
  const years = new Set(known.map(({ date }) => Number(date.slice(0, 4))));
  return missingYears(today, (year) => years.has(year));
}

/** The year that runs now in the site's time zone. */
export const presentYear = (): number => Number(dateOf(now(), config().timeZone).slice(0, 4));
