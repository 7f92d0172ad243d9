import type { FeedbackEvent } from "../workflow/workflow.ts";
import { type FormLink, linksOf } from "./step-forms.ts";
import type { StepName } from "./steps.ts";

/** The steps that whoever asked takes on the question's page, in the order in which they are offered. */
export const ASKER_STEPS = { rating: "rated", reopen: "reopened", withdrawal: "withdrawn" } as const satisfies Partial<Record<StepName, FeedbackEvent>>;

export type AskerStep = keyof typeof ASKER_STEPS;
export const ASKER_STEP_NAMES = Object.keys(ASKER_STEPS) as AskerStep[];

export type AskerLink = FormLink<AskerStep>;

/** Those of `may` that are the asker's own, with the addresses of their forms. */
export const askerLinks = (threadId: number, may: readonly FeedbackEvent[]): AskerLink[] =>
  linksOf(threadId, ASKER_STEP_NAMES, (step) => ASKER_STEPS[step], may);
