import { type DaysByDate, dateOf, daysAfter, startOfDay } from "../../calendar/working-days.ts";
import { dueAfter } from "./due-dates.ts";
import { ASSIGN_DAYS } from "./working-day-limits.ts";

/** From when, and for how many working days, a due date is counted. */
export interface Counting {
  /** What is due: an assignment, or an answer. */
  what: "assignment" | "answer";
  since: Date;
  limitDays: number;
  extensionDays: number;
}

export interface Counted {
  office: string | null;
  receivedAt: Date;
  reopenedAt: Date | null;
  limitDays: number;
  extensionDays: number | null;
  dueAt: Date;
}

/** The steps from which the assignment of a question that no office has is counted. */
export const BEGINS_ASSIGNMENT = ["received", "returned"] as const;

/**
 * How the due date of a question is counted; what was given back when it was overdue is still counted as the answer that it owes
 * (docs/decisions/032). Pure. @param begunAt its latest step of `BEGINS_ASSIGNMENT`
 */
export const countingOf = ({ office, receivedAt, reopenedAt, limitDays, extensionDays, dueAt }: Counted, begunAt: Date): Counting =>
  office === null && dueAt > begunAt
    ? { what: "assignment", since: begunAt, limitDays: ASSIGN_DAYS, extensionDays: 0 }
    : { what: "answer", since: reopenedAt ?? receivedAt, limitDays, extensionDays: extensionDays ?? 0 };

/**
 * Tells, for as many questions as one likes, the due instant that the calendar gives now to what is due at `dueAt`; null where it stays: it is the
 * same, the old one is over, or the new one would be over before tomorrow is. Nothing becomes overdue, and nobody has less than a day left, by a
 * recount. Source: docs/decisions/033. Pure.
 */
export function recounting(now: Date, days: DaysByDate, timeZone: string): (dueAt: Date, counting: Counting) => Date | null {
  const endOfToday = startOfDay(daysAfter(dateOf(now, timeZone), 1), timeZone);
  const known = new Map<string, Date>();
  /** What comes on one day is due on one day: of thousands each is counted once. */
  const dueOf = ({ since, limitDays, extensionDays }: Counting): Date => {
    const limit = limitDays + extensionDays;
    const key = `${dateOf(since, timeZone)} ${limit}`;
    const due = known.get(key) ?? dueAfter(since, limit, days, timeZone);
    known.set(key, due);
    return due;
  };
  return (dueAt, counting) => {
    if (dueAt <= now) return null;
    const due = dueOf(counting);
    return due.getTime() === dueAt.getTime() || due <= endOfToday ? null : due;
  };
}
