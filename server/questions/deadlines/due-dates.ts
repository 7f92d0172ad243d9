import { addWorkingDays, type DateText, type DaysByDate, dateOf, daysAfter, isWorkingDay, startOfDay, weekdayOf } from "../../calendar/working-days.ts";

/** A day on the way to a due date, for "how this was counted". */
export interface CountedDay {
  date: DateText;
  /** 1 is Monday. */
  weekday: number;
  worked: boolean;
  /** What the calendar table calls it; "" for an ordinary day of the week. */
  name: string;
  /** Which working day it is, from 1; 0 for the day of receipt and for days that are not worked. */
  count: number;
}

/**
 * The first instant at which something comes too late: after the end of the `limitDays`-th working day after the day of receipt, which is day 0.
 * Source: domain.md, "Feedback, exactly", Time limits. @param timeZone whose days count
 */
export const dueAfter = (receivedAt: Date, limitDays: number, days: DaysByDate, timeZone: string): Date =>
  startOfDay(daysAfter(lastDay(receivedAt, limitDays, days, timeZone), 1), timeZone);

/** The date that people are told: the last day on which it is in time. */
export const lastDay = (receivedAt: Date, limitDays: number, days: DaysByDate, timeZone: string): DateText =>
  addWorkingDays(dateOf(receivedAt, timeZone), limitDays, days);

/** Day by day, how it is counted up to `last`. @param names what the calendar table calls its days */
export function countedDays(receivedAt: Date, last: DateText, days: DaysByDate, names: ReadonlyMap<DateText, string>, timeZone: string): CountedDay[] {
  const first = dateOf(receivedAt, timeZone);
  const counted: CountedDay[] = [];
  for (let date = first, count = 0; date <= last; date = daysAfter(date, 1)) {
    const worked = isWorkingDay(date, days);
    if (date > first && worked) count++;
    counted.push({ date, weekday: weekdayOf(date), worked, name: names.get(date) ?? "", count: date > first && worked ? count : 0 });
  }
  return counted;
}
