import { z } from "zod";
import { accepted } from "../../http/api-operation.ts";
import { apiRouter } from "../../http/api-router.ts";
import { PassedOnJson, threadAfterStep } from "./after-step.ts";
import { STEP_NAMES, STEPS, type StepName } from "./steps.ts";
import { ThreadJson, wholeThread } from "./thread-json.ts";

/** The workflow of questions and opinions: each step answers with the thread, as far as it may still be read. */
export const stepsApi = apiRouter();

/** What a step takes besides the thread of its address. */
function bodyOf(name: StepName): z.ZodObject {
  const { threadId: _, ...shape } = STEPS[name].input.shape;
  return z.object(shape);
}

const ENDS_READING: readonly StepName[] = ["hand-over", "return"];

for (const name of STEP_NAMES.filter((each) => each !== "answer")) {
  stepsApi.post(`/threads/:id/${name}`, {
    summary: `Feedback: ${name}`,
    body: bodyOf(name),
    answers: { 200: ENDS_READING.includes(name) ? z.union([ThreadJson, PassedOnJson]) : ThreadJson },
    handle: async (req, { id, body }) => {
      await STEPS[name].take(req.actor, id, body);
      return threadAfterStep(req.actor, id);
    },
  });
}

stepsApi.post("/threads/:id/answer", {
  summary: "Feedback: answer",
  body: bodyOf("answer"),
  answers: { 200: ThreadJson, 202: ThreadJson },
  handle: async (req, { id, body }) => {
    const { waits } = await STEPS.answer.take(req.actor, id, body);
    const thread = await wholeThread(req.actor, id);
    return waits ? accepted(thread) : thread; // 202: not published before it is signed
  },
});
