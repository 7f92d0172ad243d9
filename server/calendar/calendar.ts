import { db } from "../data/client.ts";
import { KeptReading } from "../data/kept-reading.ts";
import type { DayKind, DaysByDate } from "./working-days.ts";

const kept = new KeptReading(readDays);

/** The calendar table, by date; days that it does not name follow the week. */
export const workingCalendar = (): Promise<DaysByDate> => kept.get();

/** The same inside a transaction. */
export const daysIn = (tx: Days): Promise<DaysByDate> => readDays(tx);

/** The calendar was changed here. */
export const forgetCalendar = (): void => kept.forget();

interface Days {
  calendarDay: { findMany(query: { select: { date: true; kind: true } }): Promise<{ date: string; kind: DayKind }[]> };
}

async function readDays(from: Days = db as unknown as Days): Promise<DaysByDate> {
  const days = await from.calendarDay.findMany({ select: { date: true, kind: true } });
  return new Map(days.map(({ date, kind }) => [date, kind]));
}
