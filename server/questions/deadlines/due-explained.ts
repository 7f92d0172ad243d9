import type { Actor } from "../../access/actor.ts";
import { calendarNames, workingCalendar } from "../../calendar/calendar.ts";
import { lastDayBefore } from "../../calendar/working-days.ts";
import { config } from "../../core/config.ts";
import { NotFound } from "../../core/problems.ts";
import { threadUrl } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { readThread } from "../../threads/thread-facts.ts";
import { BEGINS_ASSIGNMENT, type Counting, countingOf } from "./counting.ts";
import { type CountedDay, countedDays, lastDay } from "./due-dates.ts";

export interface DueExplained {
  thread: { id: number; title: string; url: string };
  what: Counting["what"];
  /** From when it is counted, as ISO instant. */
  since: string;
  reopened: boolean;
  limitDays: number;
  extensionDays: number;
  dueDay: string;
  /** The last day as the calendar has it now, where a date that was set stays another (docs/decisions/033); else null. */
  todaysDay: string | null;
  /** Up to `dueDay`. */
  days: CountedDay[];
  /** Years on the way of whose holidays the calendar knows nothing. */
  missingYears: number[];
}

/** How the due date of a question was counted, day by day. @throws NotFound for what has none, or may not be read */
export async function dueExplained(actor: Actor, threadId: number): Promise<DueExplained> {
  const thread = await readThread(actor, threadId);
  const feedback = await db.feedback.findUnique({
    where: { threadId },
    include: { steps: { where: { event: { in: [...BEGINS_ASSIGNMENT] } }, orderBy: { id: "desc" }, take: 1, select: { at: true } } },
  });
  if (!feedback) throw new NotFound();
  const { timeZone } = config();
  const { what, since, limitDays, extensionDays } = countingOf(feedback, feedback.steps[0]?.at ?? feedback.receivedAt);
  const [calendar, names] = await Promise.all([workingCalendar(), calendarNames()]);
  const dueDay = lastDayBefore(feedback.dueAt, timeZone);
  const todaysDay = lastDay(since, limitDays + extensionDays, calendar, timeZone);
  const days = countedDays(since, dueDay, calendar, names, timeZone);
  const years = [...new Set(days.map(({ date }) => date.slice(0, 4)))];
  return {
    thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) },
    what,
    since: since.toISOString(),
    reopened: feedback.reopenedAt !== null,
    limitDays,
    extensionDays,
    dueDay,
    todaysDay: todaysDay === dueDay ? null : todaysDay,
    days,
    missingYears: years.filter((year) => ![...calendar.keys()].some((date) => date.startsWith(year))).map(Number),
  };
}
