import type { Actor } from "../../access/actor.ts";
import { Conflict } from "../../core/problems.ts";
import { membersOf } from "../../offices/members.ts";
import { dueAfter } from "../deadlines/due-dates.ts";
import { limitOf } from "../deadlines/working-day-limits.ts";
import type { RatingInput, ReasonInput } from "../workflow/inputs.ts";
import { takeStep } from "../workflow/take-step.ts";
import { handlers } from "../workflow/telling.ts";

/** The asker's word on the latest answer, once for each: solved or not, 1 to 5, why when it is low. */
export const rate = (actor: Actor, input: RatingInput): Promise<{ id: number }> =>
  takeStep(actor, input, "rated", async ({ tx, at, thread }) => {
    const latest = await tx.officialAnswer.findFirst({ where: { threadId: thread.id }, orderBy: { id: "desc" } });
    if (!latest) throw new Conflict("stepNotNow");
    await tx.officialAnswer.update({
      where: { id: latest.id },
      data: { score: input.score, solved: input.solved ?? null, comment: input.comment || null, ratedAt: at },
    });
    return { alsoTell: [{ accounts: await membersOf(tx, latest.office), kind: "feedback_rated" }] };
  });

/** Not solved: the asker reopens it once within fifteen days of the answer, with text; the limit runs anew from now. */
export const reopen = (actor: Actor, input: ReasonInput): Promise<{ id: number }> =>
  takeStep(actor, input, "reopened", async ({ tx, at, days, timeZone, thread, feedback }) => {
    const limitDays = limitOf(thread.kind, feedback); // of the kind that it is now
    const data = {
      reopenedAt: at,
      assignedAt: at,
      answeredAt: null,
      onTime: null,
      closedAt: null,
      extensionDays: feedback.extensionDays === null ? null : 0, // used up: one for each question
      limitDays,
      dueAt: dueAfter(at, limitDays, days, timeZone),
    };
    return { data, note: input.reason, alsoTell: [{ accounts: await handlers(tx, feedback), kind: "feedback_reopened" }] };
  });
