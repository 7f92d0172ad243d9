import { daysIn } from "../../calendar/calendar.ts";
import { dateOf, daysAfter, workingDaysBetween } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import type { After } from "../../core/events.ts";
import type { Tx } from "../../data/client.ts";
import { townOffice } from "../../offices/offices.ts";
import type { RaisedThread } from "../../threads/raise-version.ts";
import { dueAfter } from "../deadlines/due-dates.ts";
import { limitOf } from "../deadlines/working-day-limits.ts";
import { responsible } from "./assigning.ts";
import type { FeedbackRow } from "./receive.ts";
import { type StepContext, writeStep } from "./take-step.ts";
import { handlers } from "./telling.ts";
import { isOpen } from "./workflow.ts";

/**
 * A question became another kind of question or came to another board: what its old town was to answer passes to the new one, which is a
 * step of the section itself. What is answered or ended stays as it is. In the transaction of the move.
 */
export async function followMove(tx: Tx, after: After, moved: RaisedThread, feedback: FeedbackRow, fromTownId: number): Promise<void> {
  if (!isOpen(feedback.state)) return; // an answer stays the word, and the matter, of the office that gave it
  const context: StepContext = { tx, after, at: now(), days: await daysIn(tx), timeZone: config().timeZone, thread: moved, feedback };
  const limitDays = isLate(context) ? feedback.limitDays : limitFrom(context, limitOf(moved.kind, feedback)); // what is late stays late (docs/decisions/032)
  if (feedback.office === null) {
    await tx.feedback.update({ where: { threadId: moved.id }, data: { limitDays } }); // due now is the assignment, which stays
    return;
  }
  const passesOn = fromTownId !== moved.townId && feedback.office === townOffice(fromTownId);
  if (passesOn) await passOn(context, limitDays);
  else if (limitDays !== feedback.limitDays) await recount(context, limitDays);
}

/**
 * The limit of another kind, in working days from receipt or reopening. Nobody is late by a move: where it would be over already, it runs from
 * the move.
 */
function limitFrom({ at, days, timeZone, feedback }: StepContext, limitDays: number): number {
  const since = feedback.reopenedAt ?? feedback.receivedAt;
  if (limitDays === feedback.limitDays || dueAfter(since, limitDays + (feedback.extensionDays ?? 0), days, timeZone) > at) return limitDays;
  return workingDaysBetween(daysAfter(dateOf(since, timeZone), 1), dateOf(at, timeZone), days) + limitDays;
}

const isLate = ({ at, feedback }: StepContext): boolean => at >= feedback.dueAt;

const passOn = (context: StepContext, limitDays: number): Promise<void> => {
  const office = townOffice(context.thread.townId);
  const feedback = { ...context.feedback, limitDays };
  return writeStep(context, null, "assigned", { data: { limitDays, ...responsible({ ...context, feedback }, office) }, office });
};

/** The same office, and another limit: told to those who wait and those who work on it as just that. */
async function recount(context: StepContext, limitDays: number): Promise<void> {
  const { tx, feedback } = context;
  const { dueAt } = responsible({ ...context, feedback: { ...feedback, limitDays } }, feedback.office!);
  const accounts = [...(await handlers(tx, feedback)), feedback.askerId];
  await writeStep(context, null, "assigned", { data: { limitDays, dueAt }, quiet: true, alsoTell: [{ accounts, kind: "feedbackLimitChanged" }] });
}
