import { type Request, type Response, Router } from "express";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { threadUrl } from "../urls.ts";
import { ASKER_STEP_NAMES, type AskerStep } from "./asker-forms.ts";
import { type AskerPage, askerPage, askerPageAgain } from "./asker-page.ts";
import { SOLVED } from "./inputs.ts";
import { STEPS } from "./steps.ts";

/** What whoever asked does with the own question: rates the answer, reopens it, withdraws it. */
export function askerPages(pages: Pages): Router {
  const router = Router();

  for (const step of ASKER_STEP_NAMES) {
    router.get(`/threads/:id/feedback/${step}`, async (req, res) => {
      await show(req, res, await askerPage(req.actor, idIn(req.params.id), step), null);
    });
    router.post(
      `/threads/:id/feedback/${step}`,
      ...form(
        (req, res) => take(req, res, step),
        async (req, res, failed) => show(req, res, await askerPageAgain(req.actor, idIn(req.params.id), step, failed.values), failed),
      ),
    );
  }

  async function take(req: Request, res: Response, step: AskerStep) {
    const { id } = await STEPS[step].take(req.actor, idIn(req.params.id), req.body);
    req.session.notice = { key: `notice.${step}Taken` };
    res.redirect(303, threadUrl(id));
  }

  async function show(req: Request, res: Response, model: AskerPage, failed: Form | null) {
    const page = { title: req.t(`asker.step.${model.step}.title`), scripts: ["new-thread"] };
    await pages.show(req, res, "feedback/asker-step", page, { ...model, form: failed, scores: SCORES, solved: SOLVED });
  }

  return router;
}

/** Best first. */
const SCORES = [5, 4, 3, 2, 1];
