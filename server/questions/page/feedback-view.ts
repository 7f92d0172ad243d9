import { type Actor, isAdministrator, isMember } from "../../access/actor.ts";
import { visibleThreads } from "../../access/visible-threads.ts";
import { workingCalendar } from "../../calendar/calendar.ts";
import type { DaysByDate } from "../../calendar/working-days.ts";
import { lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import type { FeedbackState } from "../../core/kinds.ts";
import { db } from "../../data/client.ts";
import { maskText } from "../../masking/mask.ts";
import { assistingOf, type Office, officeNames } from "../../offices/offices.ts";
import { partyOf, standingWith } from "../workflow/take-step.ts";
import { type FeedbackEvent, isOpen, MOST_TRANSFERS, possibleEvents } from "../workflow/workflow.ts";
import { type AskerLink, askerLinks } from "./asker-forms.ts";
import { type StepBy, whoTook } from "./step-by.ts";
import { HANDLING_STEP_NAMES, type HandlingStep, type StepLink, signOffUrl, stepLinks } from "./step-forms.ts";

export interface TimelineStep {
  at: string;
  event: FeedbackEvent;
  by: StepBy;
  office: string | null;
  note: string;
  dueAt: string | null;
}

export interface RatingView {
  score: number;
  solved: "solved" | "partly" | "not_solved" | null;
  comment: string | null;
}

export interface FeedbackView {
  state: FeedbackState;
  /** It waits for an office. */
  isOpen: boolean;
  version: number;
  office: Office | null;
  assisting: Office[];
  channel: "online" | "phone" | "counter";
  category: string | null;
  receivedAt: string;
  /** When it is late, and the last day (YYYY-MM-DD) on which it is in time. */
  dueAt: string;
  dueDay: string;
  limitDays: number;
  extensionDays: number | null;
  answeredAt: string | null;
  onTime: boolean | null;
  overdue: boolean;
  reopened: boolean;
  /** It was passed on so often that its office passes it on no more: an administrator decides whose it is. For who speaks for that office. */
  isLeftToAdministrators: boolean;
  /** Null also for who may not read that one. */
  mergedInto: number | null;
  timeline: TimelineStep[];
  /** The latest official answer's post. */
  answerPostId: number | null;
  /** The word of the asker on it, for the asker, those who handle it and administrators; null for everybody else (docs/decisions/032). */
  rating: RatingView | null;
  may: FeedbackEvent[];
  /** Those of them that have a form of their own. */
  steps: StepLink[];
  /** … and those of whoever asked. */
  askerSteps: AskerLink[];
  /** Speaks for an office that handles it, or administers: sees notes and drafts. */
  isHandling: boolean;
  /** The steps at which such a person may see a colleague. */
  colleaguesAt: readonly HandlingStep[];
  isAsker: boolean;
  /** Where those who handle it find the answer that waits for a signature; null when none does. */
  signOffUrl: string | null;
}

/** What became of a question or opinion, as `actor` may know it; null for a thread that never asked anything. The thread was read before, by its own rule. */
export const feedbackOf = async (actor: Actor, threadId: number): Promise<FeedbackView | null> => (await feedbacksOf(actor, [threadId])).get(threadId) ?? null;

/** The same of several, by their threads: as many queries as for one. */
export async function feedbacksOf(actor: Actor, threadIds: readonly number[]): Promise<ReadonlyMap<number, FeedbackView>> {
  const rows = await rowsOf(threadIds);
  if (rows.length === 0) return new Map();
  const [names, days, byOf, categories, readable, waiting] = await Promise.all([
    officeNames(),
    workingCalendar(),
    whoTook(rows.flatMap(({ steps }) => steps)),
    db.category.findMany({ where: { id: { in: rows.flatMap(({ categoryId }) => categoryId ?? []) } }, select: { id: true, name: true } }),
    readableOf(
      actor,
      rows.flatMap(({ mergedIntoId }) => mergedIntoId ?? []),
    ),
    waitingOf(rows.filter((row) => isHandledBy(actor, row) && isOpen(row.state)).map(({ threadId }) => threadId)),
  ]);
  const around: Around = { names, days, byOf, categoryOf: new Map(categories.map(({ id, name }) => [id, name])), readable, waiting };
  return new Map(rows.map((row) => [row.threadId, viewOf(actor, row, around)]));
}

const rowsOf = (threadIds: readonly number[]) =>
  db.feedback.findMany({
    where: { threadId: { in: [...threadIds] } },
    include: { steps: { orderBy: { id: "asc" } }, answers: { orderBy: { id: "desc" }, take: 1 } },
  });
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** What views of several questions have in common. */
interface Around {
  names: ReadonlyMap<string, Office>;
  days: DaysByDate;
  byOf: Awaited<ReturnType<typeof whoTook>>;
  categoryOf: ReadonlyMap<number, string>;
  /** Threads that others were merged into, and that the reader may read. */
  readable: ReadonlySet<number>;
  /** Whose answer waits for a signature, of those that the reader handles. */
  waiting: ReadonlySet<number>;
}

function viewOf(actor: Actor, feedback: Row, { names, days, byOf, categoryOf, readable, waiting }: Around): FeedbackView {
  const { threadId } = feedback;
  const { timeZone } = config();
  const at = now();
  const party = partyOf(actor, feedback);
  const [latest] = feedback.answers;
  const isHandling = isHandledBy(actor, feedback);
  const may = isMember(actor) ? possibleEvents(party, standingWith(feedback, latest ?? null, { at, days, timeZone })) : [];
  return {
    state: feedback.state,
    isOpen: isOpen(feedback.state),
    version: feedback.version,
    office: (feedback.office && names.get(feedback.office)) || null,
    assisting: assistingOf(feedback).flatMap((key) => names.get(key) ?? []),
    channel: feedback.channel,
    category: (feedback.categoryId !== null && categoryOf.get(feedback.categoryId)) || null,
    receivedAt: feedback.receivedAt.toISOString(),
    dueAt: feedback.dueAt.toISOString(),
    dueDay: lastDayBefore(feedback.dueAt, timeZone),
    limitDays: feedback.limitDays,
    extensionDays: feedback.extensionDays || null,
    answeredAt: feedback.answeredAt?.toISOString() ?? null,
    onTime: feedback.onTime,
    overdue: isOpen(feedback.state) && at >= feedback.dueAt,
    reopened: feedback.reopenedAt !== null,
    isLeftToAdministrators: party.isLead && feedback.state === "assigned" && feedback.transfers >= MOST_TRANSFERS,
    mergedInto: feedback.mergedIntoId !== null && readable.has(feedback.mergedIntoId) ? feedback.mergedIntoId : null,
    timeline: feedback.steps.map((step) => ({
      at: step.at.toISOString(),
      event: step.event as FeedbackEvent,
      by: byOf(step, feedback.askerId),
      office: step.office === null ? null : (names.get(step.office)?.name ?? null),
      note: isHandling || party.isAsker ? step.note : maskText(step.note, at),
      dueAt: step.dueAt?.toISOString() ?? null,
    })),
    answerPostId: latest?.postId ?? null,
    rating: latest?.score == null || !(isHandling || party.isAsker) ? null : { score: latest.score, solved: latest.solved, comment: latest.comment },
    may,
    steps: stepLinks(threadId, may),
    askerSteps: askerLinks(threadId, may),
    isHandling,
    colleaguesAt: isHandling ? HANDLING_STEP_NAMES : [],
    isAsker: party.isAsker,
    signOffUrl: waiting.has(threadId) ? signOffUrl(threadId) : null,
  };
}

function isHandledBy(actor: Actor, feedback: Row): boolean {
  const { isLead, isAssisting } = partyOf(actor, feedback);
  return isLead || isAssisting || isAdministrator(actor);
}

async function waitingOf(threadIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (threadIds.length === 0) return new Set();
  const drafts = await db.answerDraft.findMany({ where: { threadId: { in: [...threadIds] }, step: { not: null } }, select: { threadId: true } });
  return new Set(drafts.map(({ threadId }) => threadId));
}

/** A public question may be merged into a private one of the same asker's: that one is named to who may read it. */
async function readableOf(actor: Actor, threadIds: readonly number[]): Promise<ReadonlySet<number>> {
  const where = { id: { in: [...threadIds] }, ...visibleThreads(actor).where };
  const threads = threadIds.length === 0 ? [] : await db.thread.findMany({ where, select: { id: true } });
  return new Set(threads.map(({ id }) => id));
}
