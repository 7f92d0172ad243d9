import { Router } from "express";
import { NotFound } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import type { Pages } from "../http/pages.ts";
import { pageKey } from "../threads/cache/page-key.ts";
import { readThread } from "../threads/thread-facts.ts";
import { officialAnswers } from "./answers/official-answers.ts";
import { dueExplained } from "./deadlines/due-explained.ts";
import { feedbackOf } from "./page/feedback-view.ts";

/** How a due date was counted, and what became of a question since its page was opened. */
export function feedbackPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/due", async (req, res) => {
    const model = await dueExplained(req.actor, idIn(req.params.id));
    await pages.show(req, res, "questions/page/due", { title: req.t("due.title") }, model);
  });

  router.get("/threads/:id/feedback/now", async (req, res) => {
    const thread = await readThread(req.actor, idIn(req.params.id));
    await pages.showCached(req, res, "questions/page/now", pageKey(thread), async () => {
      const [feedback, official] = await Promise.all([feedbackOf(req.actor, thread.id), officialAnswers(req.actor, thread)]);
      if (!feedback) throw new NotFound();
      return { page: { title: thread.title }, model: { thread, feedback, official } };
    });
  });

  return router;
}
