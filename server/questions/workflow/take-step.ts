import { type Actor, isAdministrator, isMember, isModerator, officesOf } from "../../access/actor.ts";
import { daysIn } from "../../calendar/calendar.ts";
import { addWorkingDays, type DaysByDate, dateOf } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { ASKING, type FeedbackState } from "../../core/kinds.ts";
import { Conflict, Forbidden, NotFound, SignInNeeded } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { type Prisma, transact } from "../../data/client.ts";
import { assistingOf } from "../../offices/offices.ts";
import { changeThread, changeThreadWithin, type MemberChange, type ThreadChange } from "../../threads/change-thread.ts";
import { setHandling } from "../../threads/thread-columns.ts";
import { type FeedbackRow, officesText } from "./receive.ts";
import { stopSignOff } from "./stop-sign-off.ts";
import { type Told, tellOfStep } from "./telling.ts";
import {
  DAY_MS,
  type FeedbackEvent,
  isOpen,
  isPartyTo,
  isPossible,
  type Party,
  REOPEN_DAYS,
  RETURN_DAYS,
  type Standing,
  stateAfter,
  whyNotNow,
} from "./workflow.ts";

/** What a step's own file says of it. */
export interface Step {
  /** What changes besides the stage and the version. */
  data?: Prisma.FeedbackUncheckedUpdateInput;
  /** Said in public on the timeline. */
  note?: string;
  /** The office that the timeline names; the lead office where absent. */
  office?: string | null;
  /** Who is told besides the asker, the followers and the offices that got it or are rid of it (see telling.ts). */
  alsoTell?: readonly Told[];
  /** Not told to the asker (a reminder between offices). */
  quiet?: boolean;
}

export interface StepContext extends Pick<ThreadChange, "tx" | "after" | "thread"> {
  feedback: FeedbackRow;
  at: Date;
  days: DaysByDate;
  timeZone: string;
}

/** The clock as the one who takes a step: the scheduler closes what was answered and not reopened. */
export const CLOCK = "clock";

/**
 * Takes one step of the workflow: who may and whether it is possible now, what it changes, its line on the timeline, the audit trail
 * and the notices, in one transaction. Whatever becomes of a question that was received goes through here; only a move to another board does not (follow-move.ts). @param input `version`: the one that the actor saw
 * @param alsoLocks another thread on which the step depends: nothing happens to it meanwhile
 * @throws SignInNeeded, NotFound, Forbidden (never this actor's step), Conflict (not now; changed meanwhile)
 */
export async function takeStep(
  actor: Actor | typeof CLOCK,
  input: SeenQuestion,
  event: FeedbackEvent,
  work: (context: StepContext) => Promise<Step>,
  alsoLocks: readonly number[] = [],
): Promise<{ id: number }> {
  const take = async (change: ThreadChange) => {
    const context = await beforeStep(change, actor, input, event);
    await writeStep(context, actor === CLOCK ? null : actor.id, event, await work(context));
    return { id: input.threadId };
  };
  if (actor === CLOCK) return transact((tx, after) => changeThreadWithin(tx, after, null, input.threadId, take));
  if (!isMember(actor)) throw new SignInNeeded();
  return changeThread(actor, { action: "readThread", alsoLocks }, input.threadId, take);
}

interface SeenQuestion {
  threadId: number;
  /** The question's version that the actor saw. */
  version?: number | undefined;
}

/** The question, if `actor` may take `event` now. @throws as takeStep */
export async function beforeStep(change: ThreadChange, actor: Actor | typeof CLOCK, input: SeenQuestion, event: FeedbackEvent): Promise<StepContext> {
  const { tx, after, thread } = change;
  const feedback = await questionIn(change);
  const context: StepContext = { tx, after, at: now(), days: await daysIn(tx), timeZone: config().timeZone, thread, feedback };
  const standing = await standingOf(context);
  const party = actor === CLOCK ? NOBODY_BUT_THE_CLOCK : partyOf(actor, feedback);
  if (!isPartyTo(event, party, standing)) throw new Forbidden();
  if (input.version !== undefined && input.version !== feedback.version) throw new Conflict("feedbackChanged");
  if (!isPossible(event, standing)) throw new Conflict(whyNotNow(event, standing));
  return context;
}

/** What a thread asks. @throws NotFound: also for what is removed, or became another kind and asks no more */
async function questionIn({ tx, thread }: ThreadChange): Promise<FeedbackRow> {
  const feedback = await tx.feedback.findUnique({ where: { threadId: thread.id } });
  if (!feedback || thread.state === "removed" || !ASKING.includes(thread.kind)) throw new NotFound();
  return feedback;
}

export interface QuestionChange extends MemberChange {
  feedback: FeedbackRow;
}

/** Changes the sign-off of an answer, which only those who handle its question see. @throws SignInNeeded, NotFound */
export function changeSignOff(actor: Actor, threadId: number, work: (question: QuestionChange) => Promise<void>): Promise<{ id: number }> {
  return changeThread(actor, { action: "readThread", announces: "nothing" }, threadId, async (change) => {
    await work({ ...change, feedback: await questionIn(change) });
    change.after("handling.changed", { threadId, byId: change.member.id, what: "signOff" });
    return { id: threadId };
  });
}

/**
 * Writes a step that may be taken: the question's new stage and version, its line on the timeline, its thread, the audit trail, the notices; an
 * answer that waits for a signature waits no more, and what was being written is gone, when another office or nobody is to answer. For takeStep, and for a move of the thread.
 */
export async function writeStep(context: StepContext, byId: number | null, event: FeedbackEvent, step: Step): Promise<void> {
  const { tx, after, at, thread, feedback } = context;
  const state = stateAfter(event, feedback.state);
  const kept = await tx.feedback.update({ where: { threadId: thread.id }, data: { ...step.data, state, version: { increment: 1 } } });
  const office = step.office === undefined ? kept.office : step.office;
  await tx.feedbackStep.create({
    data: { threadId: thread.id, at, event, byId, office, note: step.note ?? "", dueAt: isOpen(state) ? kept.dueAt : null },
  });
  await setHandling(tx, thread.id, {
    offices: officesText(kept.office, assistingOf(kept)),
    waitingSince: isOpen(state) ? (kept.reopenedAt ?? kept.receivedAt) : null,
    answeredAt: kept.answeredAt,
  });
  await record(tx, byId, `feedback.${event}`, `thread:${thread.id}`, { from: feedback.state, to: state, office, note: step.note ?? "" });
  await tellOfStep(tx, after, { thread, before: feedback, kept, byId, event, alsoTell: step.alsoTell ?? [], quiet: step.quiet ?? false });
  const because = kept.office !== feedback.office ? "elsewhere" : isOpen(state) ? null : "ended";
  if (because) {
    await stopSignOff(tx, after, thread, { office: feedback.office ?? "", byId, because });
    await tx.answerDraft.deleteMany({ where: { threadId: thread.id } }); // what one office was writing is nothing for the next
  }
  after("handling.changed", { threadId: thread.id, byId, what: "step" });
}

/** How a question stands, for the workflow's rules. @param latest its latest answer */
export function standingWith(feedback: FeedbackRow, latest: { ratedAt: Date | null } | null, { at, days, timeZone }: Moment): Standing {
  return {
    state: feedback.state as FeedbackState,
    transfers: feedback.transfers,
    extended: feedback.extensionDays !== null,
    reopened: feedback.reopenedAt !== null,
    marked: feedback.complexReason !== null,
    overdue: isOpen(feedback.state) && at >= feedback.dueAt,
    rated: latest?.ratedAt != null,
    mayStillReturn: feedback.assignedAt !== null && dateOf(at, timeZone) <= addWorkingDays(dateOf(feedback.assignedAt, timeZone), RETURN_DAYS, days),
    mayStillReopen: feedback.answeredAt !== null && at.getTime() < feedback.answeredAt.getTime() + REOPEN_DAYS * DAY_MS,
  };
}

type Moment = Pick<StepContext, "at" | "days" | "timeZone">;

async function standingOf({ tx, feedback, ...moment }: StepContext): Promise<Standing> {
  const latest = await tx.officialAnswer.findFirst({ where: { threadId: feedback.threadId }, orderBy: { id: "desc" }, select: { ratedAt: true } });
  return standingWith(feedback, latest, moment);
}

/** What `actor` is to a question. */
export function partyOf(actor: Actor, { askerId, filedById, office, ...feedback }: Pick<FeedbackRow, "askerId" | "filedById" | "office" | "assisting">): Party {
  const own = officesOf(actor);
  return {
    isAsker: actor.id === askerId,
    isFiler: actor.id !== null && actor.id === filedById,
    isLead: office !== null && own.includes(office),
    isAssisting: assistingOf(feedback).some((each) => own.includes(each)),
    isModerator: isModerator(actor),
    isAdministrator: isAdministrator(actor),
    isClock: false,
  };
}

const NOBODY_BUT_THE_CLOCK: Party = {
  ...{ isAsker: false, isFiler: false, isLead: false, isAssisting: false, isModerator: false, isAdministrator: false },
  isClock: true,
};
