import type { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { correctAnswer, progress } from "../answers/answering.ts";
import { sendAnswer } from "../answers/send-answer.ts";
import { rate, reopen } from "../asker/rating.ts";
import { assign, assist, handOver, returnQuestion } from "../workflow/assigning.ts";
import { decline, merge, withdraw } from "../workflow/ending.ts";
import { extend, markComplex } from "../workflow/extending.ts";
import {
  AnswerInput,
  AssignInput,
  AssistInput,
  CorrectionInput,
  ExtensionInput,
  FinalAnswerInput,
  MergeInput,
  RatingInput,
  ReasonInput,
  StepInput,
} from "../workflow/inputs.ts";

interface Step {
  /** What it takes besides the thread of its address. */
  input: z.ZodObject;
  /** Parses what came and takes it. @throws ZodError and what the act throws */
  take(actor: Actor, threadId: number, body: unknown): Promise<Taken>;
}

/** `waits`: not published yet, it waits for a signature. */
type Taken = { id: number; waits?: boolean };

const step = <T extends z.ZodObject>(input: T, act: (actor: Actor, parsed: z.infer<T>) => Promise<Taken>): Step => ({
  input,
  take: (actor, threadId, body) => act(actor, input.parse({ ...(body as object), threadId })),
});

/** Every step as addresses call it; the same for pages and JSON. */
export const STEPS = {
  assignment: step(AssignInput, assign),
  "hand-over": step(AssignInput, handOver),
  return: step(ReasonInput, returnQuestion),
  assistance: step(AssistInput, assist),
  progress: step(AnswerInput, progress),
  answer: step(FinalAnswerInput, sendAnswer),
  correction: step(CorrectionInput, correctAnswer),
  extension: step(ExtensionInput, extend),
  complexity: step(ReasonInput, markComplex),
  decline: step(ReasonInput, decline),
  withdrawal: step(StepInput, withdraw),
  merge: step(MergeInput, merge),
  reopen: step(ReasonInput, reopen),
  rating: step(RatingInput, rate),
} satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as StepName[];
