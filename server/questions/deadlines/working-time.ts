import { type DaysByDate, dateOf, daysAfter, instantAt, isWorkingDay } from "../../calendar/working-days.ts";

/** When offices work, as HH:MM. */
export interface OfficeHours {
  from: string;
  until: string;
}

/** Working time between two instants in minutes, in the hours of `office` on working days only. */
export function workingMinutes(from: Date, until: Date, days: DaysByDate, office: OfficeHours, timeZone: string): number {
  let minutes = 0;
  for (let date = dateOf(from, timeZone); date <= dateOf(until, timeZone); date = daysAfter(date, 1)) {
    if (!isWorkingDay(date, days)) continue;
    const opens = instantAt(date, office.from, timeZone).getTime();
    const closes = instantAt(date, office.until, timeZone).getTime();
    minutes += Math.max(0, Math.min(closes, until.getTime()) - Math.max(opens, from.getTime())) / 60_000;
  }
  return Math.round(minutes);
}
