import { type DaysByDate, dateOf, instantAt, isWorkingDay } from "./working-days.ts";

/** The instant, the zone, the calendar and the hours (HH:MM of the zone) by which it is judged. */
export interface OfficeTime {
  now: Date;
  timeZone: string;
  days: DaysByDate;
  settings: { officeFrom: string; officeUntil: string };
}

/** Whether `now` lies in the office hours of a working day: notices that nobody waits for at night keep to them. */
export function isOfficeHour({ now, timeZone, days, settings }: OfficeTime): boolean {
  const today = dateOf(now, timeZone);
  return isWorkingDay(today, days) && now >= instantAt(today, settings.officeFrom, timeZone) && now < instantAt(today, settings.officeUntil, timeZone);
}
