import { TimedCache } from "../core/cache/timed.ts";
import { db } from "../data/client.ts";
import type { DateText, DayKind, DaysByDate } from "./working-days.ts";

export const calendarCache = new TimedCache<Promise<DaysByDate>>({ max: 1 });

/** The calendar table, by date; days that it does not name follow the week. */
export const workingCalendar = (): Promise<DaysByDate> => calendarCache.get("all", readDays);

/** The same inside a transaction. */
export const daysIn = (tx: Days): Promise<DaysByDate> => readDays(tx);

interface Days {
  calendarDay: { findMany(query: { select: { date: true; kind: true } }): Promise<{ date: string; kind: DayKind }[]> };
}

async function readDays(from: Days = db as unknown as Days): Promise<DaysByDate> {
  const days = await from.calendarDay.findMany({ select: { date: true, kind: true } });
  return new Map(days.map(({ date, kind }) => [date, kind]));
}

/** What the calendar table calls its days, by date. */
export async function calendarNames(): Promise<ReadonlyMap<DateText, string>> {
  const days = await db.calendarDay.findMany({ select: { date: true, name: true } });
  return new Map(days.map(({ date, name }) => [date, name]));
}
