import { addWorkingDays, type DaysByDate, dateOf, daysAfter, startOfDay } from "../calendar/working-days.ts";
import type { Kind } from "../kinds.ts";

/** What of a town's questions and opinions was answered, and how much of that in time. */
export interface OnTime {
  answered: number;
  onTime: number;
  /** Late and still open: counts from the day it is late. */
  overdue: number;
}

export const NOTHING_DUE: OnTime = Object.freeze({ answered: 0, onTime: 0, overdue: 0 });

/** Working days after the day of receipt within which an office answers. Source: domain.md, "Feedback, exactly", Time limits. */
export const ANSWER_DAYS: Partial<Record<Kind, number>> = { QUESTION: 5, OPINION: 7 };

/** The first instant at which an answer to what was received at `receivedAt` comes too late; the day of receipt is day 0. */
export const lateFrom = (receivedAt: Date, limitDays: number, days: DaysByDate, timeZone: string): Date =>
  startOfDay(daysAfter(addWorkingDays(dateOf(receivedAt, timeZone), limitDays, days), 1), timeZone);

/**
 * Answered on time ÷ (answered + overdue and still open), 0 to 1; null below `floor` of them: whoever received nothing has
 * neither 0 nor 100 %. Source: domain.md, "Feedback, exactly", Public statistics, and "Standings are a setting".
 */
export function onTimeRate({ answered, onTime, overdue }: OnTime, floor: number): number | null {
  const judged = answered + overdue;
  return judged < Math.max(1, floor) ? null : onTime / judged;
}
