import { type Request, type Response, Router } from "express";
import { LIMITS } from "../forum/inputs.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { threadUrl } from "../urls.ts";
import { HANDLING_STEP_NAMES, type HandlingStep, stepInput } from "./step-forms.ts";
import { type StepPage, stepPage, stepPageAgain } from "./step-page.ts";
import { STEPS } from "./steps.ts";
import { MOST_EXTENSION_DAYS } from "./workflow.ts";

/** The form of each step that those who handle a question take. */
export function stepPages(pages: Pages): Router {
  const router = Router();

  for (const step of HANDLING_STEP_NAMES) {
    router.get(`/threads/:id/feedback/${step}`, async (req, res) => {
      await show(req, res, await stepPage(req.actor, idIn(req.params.id), step), null);
    });
    router.post(
      `/threads/:id/feedback/${step}`,
      ...form(
        (req, res) => take(req, res, step),
        async (req, res, failed) => show(req, res, await stepPageAgain(req.actor, idIn(req.params.id), step, failed.values), failed),
      ),
    );
  }

  async function take(req: Request, res: Response, step: HandlingStep) {
    const { id } = await STEPS[step].take(req.actor, idIn(req.params.id), stepInput(step, req.body));
    req.session.notice = { key: "notice.stepTaken" };
    res.redirect(303, threadUrl(id));
  }

  async function show(req: Request, res: Response, model: StepPage, failed: Form | null) {
    const page = { title: req.t(`desk.step.${model.step}.title`), scripts: ["new-thread"] };
    await pages.show(req, res, "feedback/step", page, { ...model, form: failed, limits: LIMITS, mostDays: MOST_EXTENSION_DAYS });
  }

  return router;
}
