import { addWorkingDays, type DaysByDate, dateOf, startOfDay } from "../../calendar/working-days.ts";

/** Who is told that something is late, one after the other. Source: the order of responsibility: the office, its lead, administrators. */
export const ESCALATION = ["dueSoon", "overdue", "overdueLead", "overdueAdministrators"] as const;
export type EscalationStage = (typeof ESCALATION)[number];

/** Due within so many working days: due soon. */
export const DUE_SOON_DAYS = 1;
/** Working days past the due date after which the office's lead, and then administrators, are told. */
const LEAD_AFTER_DAYS = 1;
const ADMINISTRATORS_AFTER_DAYS = 3;

/** From which instant a question due before `dueAt` is due soon: the beginning of the working day before its last day. */
export function dueSoonFrom(dueAt: Date, days: DaysByDate, timeZone: string): Date {
  const last = dateOf(new Date(dueAt.getTime() - 1), timeZone);
  let first = last;
  // The earliest date from which `last` lies no more than DUE_SOON_DAYS working days ahead.
  for (let date = dayBefore(last); addWorkingDays(date, DUE_SOON_DAYS, days) >= last; date = dayBefore(date)) first = date;
  return startOfDay(first, timeZone);
}

/** The stages that have come at `now` for a question due at `dueAt`, in their order. Pure. */
export function stagesAt(dueAt: Date, now: Date, days: DaysByDate, timeZone: string): EscalationStage[] {
  const last = dateOf(new Date(dueAt.getTime() - 1), timeZone);
  const after = (count: number) => startOfDay(addWorkingDays(last, count + 1, days), timeZone);
  const begins: Record<EscalationStage, Date> = {
    dueSoon: dueSoonFrom(dueAt, days, timeZone),
    overdue: dueAt,
    overdueLead: after(LEAD_AFTER_DAYS),
    overdueAdministrators: after(ADMINISTRATORS_AFTER_DAYS),
  };
  return ESCALATION.filter((stage) => begins[stage] <= now);
}

const DAY_MS = 24 * 3600 * 1000;
const dayBefore = (date: string): string => new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10);
