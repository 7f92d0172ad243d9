import { firstDayOf, lastDayOf, type Month } from "../calendar/month.ts";
import { type DateText, type DaysByDate, daysAfter, isWorkingDay } from "../calendar/working-days.ts";

/** A day of a month's calendar. */
export interface GridDay {
  date: DateText;
  /** 1 (Monday) to 7. */
  weekday: number;
  isToday: boolean;
  isPast: boolean;
  isWorked: boolean;
}

/** The weeks of `month`, Monday first; null where another month's days would stand. @param today in the site's time zone */
export function weeksOf(month: Month, today: DateText, days: DaysByDate): (GridDay | null)[][] {
  const cells: (GridDay | null)[] = Array.from({ length: weekdayOf(firstDayOf(month)) - 1 }, () => null);
  for (let date = firstDayOf(month); date <= lastDayOf(month); date = daysAfter(date, 1)) {
    cells.push({ date, weekday: weekdayOf(date), isToday: date === today, isPast: date < today, isWorked: isWorkingDay(date, days) });
  }
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

const weekdayOf = (date: DateText): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
