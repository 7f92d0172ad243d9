import type { Actor } from "../../access/actor.ts";
import { dueAfter } from "../deadlines/due-dates.ts";
import { COMPLEX_DAYS } from "../deadlines/working-day-limits.ts";
import type { ExtensionInput, ReasonInput } from "./inputs.ts";
import { type StepContext, takeStep } from "./take-step.ts";

/** One extension, of up to ten working days, with a public reason. */
export const extend = (actor: Actor, input: ExtensionInput): Promise<{ id: number }> =>
  takeStep(actor, input, "extended", async (context) => ({
    data: { extensionDays: input.days, extensionReason: input.reason, dueAt: due(context, context.feedback.limitDays + input.days) },
    note: input.reason,
  }));

/** Marked complex, or of several offices, by the office, with a reason: the longer limit holds. */
export const markComplex = (actor: Actor, input: ReasonInput): Promise<{ id: number }> =>
  takeStep(actor, input, "marked", async (context) => ({
    data: { complexReason: input.reason, limitDays: COMPLEX_DAYS, dueAt: due(context, COMPLEX_DAYS + (context.feedback.extensionDays ?? 0)) },
    note: input.reason,
  }));

const due = ({ days, timeZone, feedback }: StepContext, limit: number): Date => dueAfter(feedback.reopenedAt ?? feedback.receivedAt, limit, days, timeZone);
