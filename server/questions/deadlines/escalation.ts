import { addWorkingDays, type DaysByDate, dateOf, daysAfter, nthWorkingDayBack, startOfDay } from "../../calendar/working-days.ts";

/** Who is told that something is late, one after the other. Source: the order of responsibility: the office, its lead, administrators. */
export const ESCALATION = ["dueSoon", "overdue", "overdueLead", "overdueAdministrators"] as const;
export type EscalationStage = (typeof ESCALATION)[number];

/** Due within so many working days: due soon. */
const DUE_SOON_DAYS = 1;
/** Working days past the due date after which the office's lead, and then administrators, are told. */
const LEAD_AFTER_DAYS = 1;
const ADMINISTRATORS_AFTER_DAYS = 3;

/** For each stage the latest due instant of the questions for which it has come at `now`: what is due then or before. Pure. */
export function dueUntil(now: Date, days: DaysByDate, timeZone: string): Record<EscalationStage, Date> {
  const today = dateOf(now, timeZone);
  /** Due before a day that so many whole working days and a beginning one have followed: the `count + 1`-th last of them is that day. */
  const lateBy = (count: number) => startOfDay(nthWorkingDayBack(count + 1, today, days), timeZone);
  return {
    dueSoon: startOfDay(daysAfter(addWorkingDays(today, DUE_SOON_DAYS, days), 1), timeZone), // the end of the next working day
    overdue: now,
    overdueLead: lateBy(LEAD_AFTER_DAYS),
    overdueAdministrators: lateBy(ADMINISTRATORS_AFTER_DAYS),
  };
}
