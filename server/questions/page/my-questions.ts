import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { visibleThreads } from "../../access/visible-threads.ts";
import { workingCalendar } from "../../calendar/calendar.ts";
import { lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { ASKING, type FeedbackState, type Kind } from "../../core/kinds.ts";
import { cursorInput, keysetPage, limitInput, type Pager, pagerOf, readIdCursor } from "../../core/paging.ts";
import { threadUrl, url } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { officeNames } from "../../offices/offices.ts";
import { partyOf, standingWith } from "../workflow/take-step.ts";
import { isOpen, possibleEvents } from "../workflow/workflow.ts";
import { type AskerLink, askerLinks } from "./asker-forms.ts";

export const MyQuestionsQuery = z.object({ limit: limitInput, cursor: cursorInput });

/** A question or opinion as its asker lists it. */
export interface MyQuestion {
  id: number;
  url: string;
  title: string;
  kind: Kind;
  town: string;
  private: boolean;
  removed: boolean;
  channel: "online" | "phone" | "counter";
  state: FeedbackState;
  office: string | null;
  askedAt: string;
  /** The last day (YYYY-MM-DD) on which it is in time; null where nothing is due. */
  dueDay: string | null;
  overdue: boolean;
  answeredAt: string | null;
  score: number | null;
  /** The question in which its answer is to be looked for. */
  mergedInto: { id: number; url: string } | null;
  steps: AskerLink[];
}

export interface MyQuestionsPage {
  questions: MyQuestion[];
  nextCursor: string | null;
  pager: Pager;
}

/** What `actor` asked, private ones too, newest first, with what can be done next. @throws SignInNeeded */
export async function myQuestions(actor: Actor, { cursor, limit }: z.infer<typeof MyQuestionsQuery>): Promise<MyQuestionsPage> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const before = readIdCursor(cursor);
  const found = await db.feedback.findMany({
    where: { askerId: actor.id, ...(before !== null && { threadId: { lt: before } }) },
    include: { answers: { orderBy: { id: "desc" }, take: 1, select: { ratedAt: true, score: true } } },
    orderBy: { threadId: "desc" },
    take: limit + 1,
  });
  const { rows: shown, nextCursor } = keysetPage(found, limit, ({ threadId }) => [threadId]);
  const [threads, names, days] = await Promise.all([
    db.thread.findMany({
      where: { id: { in: shown.map(({ threadId }) => threadId) }, ...visibleThreads(actor).where },
      select: { id: true, title: true, kind: true, private: true, state: true, town: { select: { name: true } } },
    }),
    officeNames(),
    workingCalendar(),
  ]);
  const threadOf = new Map(threads.map((thread) => [thread.id, thread]));
  const at = now();
  const { timeZone } = config();
  const questions = shown.flatMap((row): MyQuestion[] => {
    const thread = threadOf.get(row.threadId);
    if (!thread || !ASKING.includes(thread.kind)) return []; // it became a topic
    const [latest] = row.answers;
    const stands = thread.state !== "removed"; // else nobody handles it, and no step can be taken
    const waits = stands && isOpen(row.state);
    const may = stands ? possibleEvents(partyOf(actor, row), standingWith(row, latest ?? null, { at, days, timeZone })) : [];
    return [
      {
        id: thread.id,
        url: threadUrl(thread.id),
        title: thread.title,
        kind: thread.kind,
        town: thread.town.name,
        private: thread.private,
        removed: thread.state === "removed",
        channel: row.channel,
        state: row.state,
        office: (row.office && names.get(row.office)?.name) || null,
        askedAt: row.receivedAt.toISOString(),
        dueDay: waits ? lastDayBefore(row.dueAt, timeZone) : null,
        overdue: waits && at >= row.dueAt,
        answeredAt: row.answeredAt?.toISOString() ?? null,
        score: latest?.score ?? null,
        mergedInto: row.mergedIntoId === null ? null : { id: row.mergedIntoId, url: threadUrl(row.mergedIntoId) },
        steps: askerLinks(thread.id, may),
      },
    ];
  });
  return { questions, nextCursor, pager: pagerOf((to) => url("/me/questions", { cursor: to }), { cursor, nextCursor }) };
}
