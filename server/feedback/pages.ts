import { Router } from "express";
import type { Pages } from "../http/pages.ts";
import { guarded } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { threadUrl } from "../urls.ts";
import { dueExplained } from "./due-explained.ts";
import { STEPS } from "./steps.ts";

/** The asker's steps of the workflow as forms send them, and how a due date was counted. */
export function feedbackPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/due", async (req, res) => {
    const model = await dueExplained(req.actor, idIn(req.params.id));
    await pages.show(req, res, "feedback/due", { title: req.t("due.title") }, model);
  });

  for (const name of ["withdrawal", "reopen", "rating"] as const) {
    router.post(`/threads/:id/feedback/${name}`, ...guarded(), async (req, res) => {
      const { id } = await STEPS[name].take(req.actor, idIn(req.params.id), req.body);
      req.session.notice = { key: "notice.stepTaken" };
      res.redirect(303, threadUrl(id));
    });
  }

  return router;
}
