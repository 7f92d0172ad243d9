import type { Actor } from "../../access/actor.ts";
import { Invalid } from "../../core/problems.ts";
import { administrators } from "../../offices/members.ts";
import { assistingOf, officeOfSlug, officesOfSlugs } from "../../offices/offices.ts";
import { dueAfter } from "../deadlines/due-dates.ts";
import { ASSIGN_DAYS } from "../deadlines/working-day-limits.ts";
import type { AssignInput, AssistInput, ReasonInput } from "./inputs.ts";
import { type StepContext, takeStep } from "./take-step.ts";
import { MOST_TRANSFERS } from "./workflow.ts";

/** Makes an office responsible: an administrator, where no rule did or an office gave it back. @throws NotFound (office), Conflict */
export const assign = (actor: Actor, input: AssignInput): Promise<{ id: number }> =>
  takeStep(actor, input, "assigned", async (context) => {
    const office = await officeOfSlug(context.tx, input.office);
    return { data: responsible(context, office.key), note: input.reason, office: office.key };
  });

/** Passes it to the office whose matter it is, with a reason; the clock goes on. After three transfers an administrator decides. */
export const handOver = (actor: Actor, input: AssignInput): Promise<{ id: number }> =>
  takeStep(actor, input, "handedOver", async (context) => {
    if (input.reason === "") throw new Invalid([{ path: "reason", key: "required" }]);
    const office = await officeOfSlug(context.tx, input.office);
    if (office.key === context.feedback.office) throw new Invalid([{ path: "office", key: "sameOffice" }]);
    return { data: { ...responsible(context, office.key), transfers: { increment: 1 } }, note: input.reason, office: office.key };
  });

/**
 * Gives it back within two working days, with a reason, also after three transfers: an administrator assigns it anew. What is overdue keeps its due date:
 * what is late stays late (docs/decisions/032).
 */
export const returnQuestion = (actor: Actor, input: ReasonInput): Promise<{ id: number }> =>
  takeStep(actor, input, "returned", async ({ tx, at, days, timeZone, feedback }) => ({
    data: {
      office: null,
      assignedAt: null,
      assisting: "[]",
      dueAt: at >= feedback.dueAt ? feedback.dueAt : dueAfter(at, ASSIGN_DAYS, days, timeZone),
      transfers: { increment: 1 },
    },
    note: input.reason,
    office: feedback.office,
    alsoTell: [{ accounts: await administrators(tx), kind: feedback.transfers + 1 < MOST_TRANSFERS ? "feedback_returned" : "feedbackToDecide" }],
  }));

/** Which other offices help the lead; replaces those named before; the timeline names them. */
export const assist = (actor: Actor, input: AssistInput): Promise<{ id: number }> =>
  takeStep(actor, input, "assisted", async ({ tx, feedback }) => {
    const helping = (await officesOfSlugs(tx, input.offices)).filter(({ key }) => key !== feedback.office);
    return { data: { assisting: JSON.stringify(helping.map(({ key }) => key)) }, note: helping.map(({ name }) => name).join(" · ") };
  });

/** What makes `office` the responsible one. The clock runs from receipt, or from reopening, whoever answers: the assignment's own day is over. */
export function responsible({ at, days, timeZone, feedback }: Pick<StepContext, "at" | "days" | "timeZone" | "feedback">, office: string) {
  const since = feedback.reopenedAt ?? feedback.receivedAt;
  const limit = feedback.limitDays + (feedback.extensionDays ?? 0);
  const assisting = assistingOf(feedback).filter((key) => key !== office);
  const dueAt = dueAfter(since, limit, days, timeZone);
  return { office, assignedAt: at, assisting: JSON.stringify(assisting), dueAt, toldDueAt: null }; // this office was told of nothing
}
