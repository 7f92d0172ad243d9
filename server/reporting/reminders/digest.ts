import { Temporal } from "@js-temporal/polyfill";
import { isOfficeHour } from "../../calendar/office-hours.ts";
import { type DateText, dateOf, daysAfter } from "../../calendar/working-days.ts";
import type { World } from "./reminders.ts";

/**
 * The week (by its digest day) whose digest is to be sent now; null outside office hours and when it was sent. It falls due with the first office
 * hour of its day; after a holiday, or when the machine was off, with the next one. @param sent the days of digests that were sent
 */
export function digestDue(weekday: number, sent: readonly DateText[], world: World): DateText | null {
  if (!isOfficeHour(world)) return null;
  const week = weekOf(weekday, dateOf(world.now, world.timeZone));
  return sent.some((each) => each >= week) ? null : week; // a later one was sent: the clock was set back
}

/** The latest `weekday` (1 is Monday) on or before `date`. */
const weekOf = (weekday: number, date: DateText): DateText => daysAfter(date, -((Temporal.PlainDate.from(date).dayOfWeek - weekday + 7) % 7));
