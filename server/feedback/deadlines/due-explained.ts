import type { Actor } from "../../actor.ts";
import { calendarNames, workingCalendar } from "../../calendar/calendar.ts";
import { config } from "../../config.ts";
import { db } from "../../data/client.ts";
import { readThread } from "../../forum/thread-facts.ts";
import { NotFound } from "../../problems.ts";
import { threadUrl } from "../../urls.ts";
import { type CountedDay, countedDays, lastDayBefore } from "./deadlines.ts";
import { ASSIGN_DAYS } from "./limits.ts";

export interface DueExplained {
  thread: { id: number; title: string; url: string };
  /** What is due: an assignment, or an answer. */
  what: "assignment" | "answer";
  /** From when it is counted, as ISO instant. */
  since: string;
  reopened: boolean;
  limitDays: number;
  extensionDays: number;
  dueDay: string;
  days: CountedDay[];
  /** Years on the way of whose holidays the calendar knows nothing. */
  missingYears: number[];
}

/** How the due date of a question was counted, day by day. @throws NotFound for what has none, or may not be read */
export async function dueExplained(actor: Actor, threadId: number): Promise<DueExplained> {
  const thread = await readThread(actor, threadId);
  const feedback = await db.feedback.findUnique({ where: { threadId }, include: { steps: { orderBy: { id: "desc" }, take: 1 } } });
  if (!feedback) throw new NotFound();
  const { timeZone } = config();
  const isUnassigned = feedback.state === "received";
  const since = isUnassigned ? feedback.steps[0]!.at : (feedback.reopenedAt ?? feedback.receivedAt);
  const limitDays = isUnassigned ? ASSIGN_DAYS : feedback.limitDays;
  const extensionDays = isUnassigned ? 0 : (feedback.extensionDays ?? 0);
  const [calendar, names] = await Promise.all([workingCalendar(), calendarNames()]);
  const days = countedDays(since, limitDays + extensionDays, calendar, names, timeZone);
  const years = [...new Set(days.map(({ date }) => date.slice(0, 4)))];
  return {
    thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) },
    what: isUnassigned ? "assignment" : "answer",
    since: since.toISOString(),
    reopened: feedback.reopenedAt !== null,
    limitDays,
    extensionDays,
    dueDay: lastDayBefore(feedback.dueAt, timeZone),
    days,
    missingYears: years.filter((year) => ![...calendar.keys()].some((date) => date.startsWith(year))).map(Number),
  };
}
