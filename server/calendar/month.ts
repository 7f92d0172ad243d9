import { Temporal } from "@js-temporal/polyfill";
import { type DateText, type DaysByDate, dateOf, workingDaysBetween } from "./working-days.ts";

/** A calendar month of the site's time zone, as YYYY-MM. */
export type Month = string;

export const MONTH_SHAPE = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/;

/** The calendar month in which `instant` lies, read in `timeZone`. */
export function monthOf(instant: Date, timeZone: string): Month {
  const ms = instant.getTime();
  const known = spans.find((span) => span.timeZone === timeZone && span.fromMs <= ms && ms < span.untilMs);
  if (known) return known.month;
  const month = dateOf(instant, timeZone).slice(0, 7);
  spans.unshift({ timeZone, month, fromMs: startOf(month, timeZone).getTime(), untilMs: startOf(monthsAfter(month, 1), timeZone).getTime() });
  spans.length = Math.min(spans.length, SPANS_KEPT);
  return month;
}

/** Months asked for lately: calendar arithmetic takes a tenth of a millisecond, and nearly everything asks for the same few. */
const spans: { timeZone: string; month: Month; fromMs: number; untilMs: number }[] = [];
const SPANS_KEPT = 24;

/** `month` moved by `count` months; negative goes back. By plain arithmetic: asked for every thread that is judged. */
export function monthsAfter(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** `count` months that end with `last`, oldest first. */
export const monthsUpTo = (last: Month, count: number): Month[] => Array.from({ length: count }, (_, index) => monthsAfter(last, index + 1 - count));

/** Whether `month` lies wholly before `now` in `timeZone`. */
export const isOver = (month: Month, now: Date, timeZone: string): boolean => month < monthOf(now, timeZone);

/** Whether `now` lies in `month`. */
export const isRunning = (month: Month, now: Date, timeZone: string): boolean => month === monthOf(now, timeZone);

/** The days of `month` on which something can still be published, today included; 0 when it is over. */
export function daysLeft(month: Month, now: Date, timeZone: string): number {
  const days = Temporal.PlainYearMonth.from(month).daysInMonth;
  if (isOver(month, now, timeZone)) return 0;
  return isRunning(month, now, timeZone) ? days - Number(dateOf(now, timeZone).slice(8)) + 1 : days;
}

/** `daysLeft` as a share of the whole month, 0 to 1. */
export const shareLeft = (month: Month, now: Date, timeZone: string): number =>
  daysLeft(month, now, timeZone) / Temporal.PlainYearMonth.from(month).daysInMonth;

/** The working days among the days left, today included. */
export function workingDaysLeft(month: Month, now: Date, timeZone: string, days: DaysByDate): number {
  if (isOver(month, now, timeZone)) return 0;
  const first = isRunning(month, now, timeZone) ? dateOf(now, timeZone) : firstDayOf(month);
  return workingDaysBetween(first, lastDayOf(month), days);
}

/** The first and the last date of `month`. */
export const firstDayOf = (month: Month): DateText => `${month}-01`;
export const lastDayOf = (month: Month): DateText => `${month}-${Temporal.PlainYearMonth.from(month).daysInMonth}`;

/** The first instant of `month` in `timeZone`. */
export const startOf = (month: Month, timeZone: string): Date =>
  new Date(Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
