import { url } from "../../urls.ts";
import type { StepName } from "../steps/steps.ts";
import type { FeedbackEvent } from "../steps/workflow.ts";

/** The steps that whoever asked takes on the question's page, in the order in which they are offered. */
export const ASKER_STEPS = { rating: "rated", reopen: "reopened", withdrawal: "withdrawn" } as const satisfies Partial<Record<StepName, FeedbackEvent>>;

export type AskerStep = keyof typeof ASKER_STEPS;
export const ASKER_STEP_NAMES = Object.keys(ASKER_STEPS) as AskerStep[];

export interface AskerLink {
  step: AskerStep;
  url: string;
}

export const askerStepUrl = (threadId: number, step: AskerStep): string => url(`/threads/${threadId}/feedback/${step}`);

/** Those of `may` that are the asker's own, with the addresses of their forms. */
export const askerLinks = (threadId: number, may: readonly FeedbackEvent[]): AskerLink[] =>
  ASKER_STEP_NAMES.filter((step) => may.includes(ASKER_STEPS[step])).map((step) => ({ step, url: askerStepUrl(threadId, step) }));
