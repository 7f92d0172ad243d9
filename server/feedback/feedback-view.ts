import { type Actor, isAdministrator, isMember } from "../actor.ts";
import { workingCalendar } from "../calendar/calendar.ts";
import { now } from "../clock.ts";
import { config } from "../config.ts";
import { db } from "../data/client.ts";
import { maskText } from "../masking/mask.ts";
import { can } from "../people/permissions.ts";
import { type AskerLink, askerLinks } from "./asker/asker-forms.ts";
import { lastDayBefore } from "./deadlines/due-dates.ts";
import { assistingOf, type Office, officeNames } from "./offices/offices.ts";
import { HANDLING_STEP_NAMES, type HandlingStep, type StepLink, signOffUrl, stepLinks } from "./steps/step-forms.ts";
import { partyOf, standingWith } from "./steps/take-step.ts";
import { type FeedbackEvent, type FeedbackState, isOpen, possibleEvents } from "./steps/workflow.ts";

/** Who took a step, as the public sees it: the office, never the clerk. */
export type StepBy = "asker" | "office" | "administrator" | "section";

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
  /** Null also for who may not read that one. */
  mergedInto: number | null;
  timeline: TimelineStep[];
  /** The latest official answer's post. */
  answerPostId: number | null;
  /** The word of the asker on it; its comment is for the asker, the office and administrators. */
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

/** What became of a question or opinion, as `actor` may know it; null for other threads. The thread was read before, by its own rule. */
export async function feedbackOf(actor: Actor, threadId: number): Promise<FeedbackView | null> {
  const feedback = await db.feedback.findUnique({
    where: { threadId },
    include: { steps: { orderBy: { id: "asc" } }, answers: { orderBy: { id: "desc" }, take: 1 } },
  });
  if (!feedback) return null;
  const [names, days, category] = await Promise.all([
    officeNames(),
    workingCalendar(),
    feedback.categoryId === null ? null : db.category.findUnique({ where: { id: feedback.categoryId }, select: { name: true } }),
  ]);
  const { timeZone } = config();
  const at = now();
  const party = partyOf(actor, feedback);
  const [latest] = feedback.answers;
  const isHandling = party.isLead || party.isAssisting || isAdministrator(actor);
  const may = isMember(actor) ? possibleEvents(party, standingWith(feedback, latest ?? null, { at, days, timeZone })) : [];
  return {
    state: feedback.state,
    isOpen: isOpen(feedback.state),
    version: feedback.version,
    office: (feedback.office && names.get(feedback.office)) || null,
    assisting: assistingOf(feedback).flatMap((key) => names.get(key) ?? []),
    channel: feedback.channel,
    category: category?.name ?? null,
    receivedAt: feedback.receivedAt.toISOString(),
    dueAt: feedback.dueAt.toISOString(),
    dueDay: lastDayBefore(feedback.dueAt, timeZone),
    limitDays: feedback.limitDays,
    extensionDays: feedback.extensionDays || null,
    answeredAt: feedback.answeredAt?.toISOString() ?? null,
    onTime: feedback.onTime,
    overdue: isOpen(feedback.state) && at >= feedback.dueAt,
    reopened: feedback.reopenedAt !== null,
    mergedInto: await ifReadable(actor, feedback.mergedIntoId),
    timeline: feedback.steps.map((step) => ({
      at: step.at.toISOString(),
      event: step.event as FeedbackEvent,
      by: byOf(step, feedback.askerId),
      office: step.office === null ? null : (names.get(step.office)?.name ?? null),
      note: isHandling || party.isAsker ? step.note : maskText(step.note, at),
      dueAt: step.dueAt?.toISOString() ?? null,
    })),
    answerPostId: latest?.postId ?? null,
    rating: latest?.score == null ? null : { score: latest.score, solved: latest.solved, comment: isHandling || party.isAsker ? latest.comment : null },
    may,
    steps: stepLinks(threadId, may),
    askerSteps: askerLinks(threadId, may),
    isHandling,
    colleaguesAt: isHandling ? HANDLING_STEP_NAMES : [],
    isAsker: party.isAsker,
    signOffUrl: isHandling && isOpen(feedback.state) && (await waits(threadId)) ? signOffUrl(threadId) : null,
  };
}

const waits = async (threadId: number): Promise<boolean> => (await db.answerDraft.findUnique({ where: { threadId }, select: { step: true } }))?.step != null;

/** A public question may be merged into a private one of the same asker's: that one is named to who may read it. */
async function ifReadable(actor: Actor, threadId: number | null): Promise<number | null> {
  const thread = threadId && (await db.thread.findUnique({ where: { id: threadId } }));
  return thread && can(actor, "readThread", thread) ? thread.id : null;
}

const ASKERS: readonly string[] = ["received", "rated", "reopened", "withdrawn"];
const ADMINISTRATORS: readonly string[] = ["reminded"];

const byOf = ({ event, byId }: { event: string; byId: number | null }, askerId: number): StepBy => {
  if (ASKERS.includes(event) || (byId !== null && byId === askerId && event === "closed")) return "asker";
  if (byId === null) return "section";
  return ADMINISTRATORS.includes(event) ? "administrator" : "office";
};

/** The same as the API tells it. */
export const feedbackJson = (view: FeedbackView) => ({
  state: view.state,
  office: view.office?.slug ?? null,
  assisting: view.assisting.map(({ slug }) => slug),
  channel: view.channel,
  category: view.category,
  receivedAt: view.receivedAt,
  dueAt: view.dueAt,
  dueDay: view.dueDay,
  answeredAt: view.answeredAt,
  onTime: view.onTime,
  overdue: view.overdue,
  reopened: view.reopened,
  mergedInto: view.mergedInto,
  timeline: view.timeline,
  rating: view.rating,
  version: view.version,
});
