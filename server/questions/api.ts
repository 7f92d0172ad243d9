import { Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { guarded } from "../http/writes.ts";
import { presentMonth } from "../quota/counting/counter.ts";
import { monthStatistics, statisticsJson } from "../reporting/statistics/month-statistics.ts";
import { StatisticsQuery } from "../reporting/statistics/statistics-inputs.ts";
import { dueExplained } from "./deadlines/due-explained.ts";
import { threadAfterStep } from "./page/after-step.ts";
import { MyQuestionsQuery, myQuestions } from "./page/my-questions.ts";
import { STEP_NAMES, STEPS } from "./page/steps.ts";
import { wholeThread } from "./page/thread-json.ts";
import { support, withdrawSupport } from "./workflow/support.ts";

/** The workflow as JSON: each step answers with the thread, as far as it may still be read. */
export function feedbackApi(): Router {
  const api = Router();

  api.get("/feedback/statistics", async (req, res) => {
    const { month = presentMonth(), town } = StatisticsQuery.parse(req.query);
    res.json(statisticsJson(await monthStatistics(month, town)));
  });
  api.get("/threads/:id/due", async (req, res) => {
    const { thread: _, ...explained } = await dueExplained(req.actor, idIn(req.params.id));
    res.json(explained);
  });
  api.get("/me/questions", async (req, res) => {
    const { questions, nextCursor } = await myQuestions(req.actor, MyQuestionsQuery.parse(req.query));
    res.json({ items: questions, nextCursor });
  });
  api.put("/threads/:id/support", ...guarded(), async (req, res) => {
    const { id } = await support(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });
  api.delete("/threads/:id/support", ...guarded(), async (req, res) => {
    const { id } = await withdrawSupport(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });
  for (const name of STEP_NAMES) {
    api.post(`/threads/:id/${name}`, ...guarded(), async (req, res) => {
      const { id, waits } = await STEPS[name].take(req.actor, idIn(req.params.id), req.body);
      res.status(waits ? 202 : 200).json(await threadAfterStep(req.actor, id)); // taken, but not published before it is signed
    });
  }

  return api;
}
