import { url } from "../../core/urls.ts";
import type { FeedbackEvent } from "../workflow/workflow.ts";
import type { StepName } from "./steps.ts";

/** What the form of a step asks for. */
export type StepField = "office" | "offices" | "body" | "days" | "reason" | "remark" | "into";

/** The steps that those who handle a question take on its page, in the order of the menu. `remark` is a reason that may be left out. */
export const HANDLING_STEPS = {
  answer: { event: "answered", fields: ["body"] },
  progress: { event: "progress", fields: ["body"] },
  correction: { event: "corrected", fields: ["body", "reason"] },
  assignment: { event: "assigned", fields: ["office", "remark"] },
  "hand-over": { event: "handedOver", fields: ["office", "reason"] },
  assistance: { event: "assisted", fields: ["offices"] },
  extension: { event: "extended", fields: ["days", "reason"] },
  complexity: { event: "marked", fields: ["reason"] },
  return: { event: "returned", fields: ["reason"] },
  decline: { event: "declined", fields: ["reason"] },
  merge: { event: "merged", fields: ["into", "remark"] },
} as const satisfies Partial<Record<StepName, { event: FeedbackEvent; fields: readonly StepField[] }>>;

export type HandlingStep = keyof typeof HANDLING_STEPS;
export const HANDLING_STEP_NAMES = Object.keys(HANDLING_STEPS) as HandlingStep[];

/** A step that can be taken now, with the address of its form. */
export interface FormLink<Name extends string> {
  step: Name;
  url: string;
}
export type StepLink = FormLink<HandlingStep>;

/** Where the form of a step is. */
export const stepUrl = (threadId: number, step: StepName): string => url(`/threads/${threadId}/feedback/${step}`);

/** Where an answer that waits for a signature is read and signed. */
export const signOffUrl = (threadId: number): string => url(`/threads/${threadId}/feedback/sign-off`);

/** Where colleagues say something to each other about it. */
export const notesUrl = (threadId: number, before: number | null = null): string => url(`/threads/${threadId}/feedback/notes`, { before });

/** Those of `names` that `may` be taken, in their order. */
export const linksOf = <Name extends StepName>(
  threadId: number,
  names: readonly Name[],
  eventOf: (step: Name) => FeedbackEvent,
  may: readonly FeedbackEvent[],
): FormLink<Name>[] => names.filter((step) => may.includes(eventOf(step))).map((step) => ({ step, url: stepUrl(threadId, step) }));

/** Those that whoever handles the question takes. */
export const stepLinks = (threadId: number, may: readonly FeedbackEvent[]): StepLink[] =>
  linksOf(threadId, HANDLING_STEP_NAMES, (step) => HANDLING_STEPS[step].event, may);

/** The name of the tick box for one office of several. */
export const officeBox = (slug: string): string => `offices.${slug}`;

/** A form's flat fields as the step's input takes them; a question to merge into may be named by its address. */
export function stepInput(step: HandlingStep, body: Record<string, unknown>): object {
  if (step === "assistance") {
    const ticked = Object.entries(body).filter(([name, value]) => name.startsWith(officeBox("")) && value === "1");
    return { ...body, offices: ticked.map(([name]) => name.slice(officeBox("").length)) };
  }
  if (step === "merge") return { ...body, into: numberIn(String(body.into ?? "").trim()) ?? body.into };
  return body;
}

/** The longest address that is read: a browser's own limit is not far above it, and the pattern's work grows faster than the text. */
const MOST_ADDRESS = 2000;

const numberIn = (address: string): string | undefined =>
  address.length > MOST_ADDRESS ? undefined : /(?:^|\/threads\/)(\d+)(?:[/?#].*)?$/.exec(address)?.[1];
