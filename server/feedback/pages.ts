import { Router } from "express";
import { guarded } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { threadUrl } from "../urls.ts";
import { STEP_NAMES, STEPS } from "./steps.ts";

/** The steps of the workflow as forms send them. */
export function feedbackPages(): Router {
  const router = Router();

  for (const name of STEP_NAMES) {
    router.post(`/threads/:id/feedback/${name}`, ...guarded(), async (req, res) => {
      const { id } = await STEPS[name].take(req.actor, idIn(req.params.id), req.body);
      req.session.notice = { key: "notice.stepTaken" };
      res.redirect(303, threadUrl(id));
    });
  }

  return router;
}
