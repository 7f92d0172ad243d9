import { Temporal } from "@js-temporal/polyfill";

/** The kinds of day that the week alone does not tell: a day of rest, a public holiday, a weekend day that is worked. */
export const DAY_KINDS = ["rest", "holiday", "workday"] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** A date as YYYY-MM-DD, without a time or a zone. */
export type DateText = string;

/** What the calendar table says, by date; days that it does not name follow the week: Monday to Friday are worked. */
export type DaysByDate = ReadonlyMap<DateText, DayKind>;

/** No more days than this are ever looked through: a calendar without any working day must not hang. */
const MOST_DAYS = 4_000;

/** Whether `date` is worked. Source: domain.md, "Feedback, exactly", Time limits: three kinds of day. */
export function isWorkingDay(date: DateText, days: DaysByDate): boolean {
  const kind = days.get(date);
  return kind === undefined ? Temporal.PlainDate.from(date).dayOfWeek <= 5 : kind === "workday";
}

/** The `count`-th working day on or after `from` (1 is the first). */
export function nthWorkingDay(count: number, from: DateText, days: DaysByDate): DateText {
  let date = Temporal.PlainDate.from(from);
  for (let left = count, seen = 0; seen < MOST_DAYS; seen++, date = date.add({ days: 1 })) {
    if (isWorkingDay(date.toString(), days) && --left === 0) return date.toString();
  }
  return date.toString();
}

/** The `count`-th working day on or before `until`, going back (1 is the last). */
export function nthWorkingDayBack(count: number, until: DateText, days: DaysByDate): DateText {
  let date = until;
  for (let left = count, seen = 0; seen < MOST_DAYS; seen++, date = daysAfter(date, -1)) if (isWorkingDay(date, days) && --left === 0) return date;
  return date;
}

/** The working day that lies `count` working days after `date` (0: `date` itself, worked or not). */
export const addWorkingDays = (date: DateText, count: number, days: DaysByDate): DateText =>
  count === 0 ? date : nthWorkingDay(count, Temporal.PlainDate.from(date).add({ days: 1 }).toString(), days);

/** The day of the week of `date`: 1 is Monday. */
export const weekdayOf = (date: DateText): number => Temporal.PlainDate.from(date).dayOfWeek;

/** `date` moved by `count` days; negative goes back. */
export const daysAfter = (date: DateText, count: number): DateText => Temporal.PlainDate.from(date).add({ days: count }).toString();

/** How many of the days from `from` to `until` are worked, both included; 0 when `until` lies before. */
export function workingDaysBetween(from: DateText, until: DateText, days: DaysByDate): number {
  const last = Temporal.PlainDate.from(until);
  let worked = 0;
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (isWorkingDay(date.toString(), days)) worked++;
  }
  return worked;
}

/** The date on which `instant` lies in `timeZone`. */
export const dateOf = (instant: Date, timeZone: string): DateText =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The first instant of `date` in `timeZone`. */
export const startOfDay = (date: DateText, timeZone: string): Date => new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);

/** The instant at `hour` (HH:MM) of `date` in `timeZone`. */
export const instantAt = (date: DateText, hour: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(hour) }).epochMilliseconds);

/** The same for a due instant that is kept. */
export const lastDayBefore = (dueAt: Date, timeZone: string): DateText => dateOf(new Date(dueAt.getTime() - 1), timeZone);
