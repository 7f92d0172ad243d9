import { type Request, type Response, Router } from "express";
import { isMember } from "../../access/actor.ts";
import type { Problem } from "../../core/problems.ts";
import { idIn } from "../../core/text-fields.ts";
import { newThreadUrl, threadUrl, url } from "../../core/urls.ts";
import type { Form } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form, guarded } from "../../http/writes.ts";
import { warnFirst, warningAgain } from "../../threads/personal.ts";
import { ASKER_STEP_NAMES, type AskerStep } from "../page/asker-forms.ts";
import { type AskerPage, askerPage, askerPageAgain } from "../page/asker-page.ts";
import { MyQuestionsQuery, myQuestions } from "../page/my-questions.ts";
import { STEPS } from "../page/steps.ts";
import { SOLVED } from "../workflow/inputs.ts";
import { support, withdrawSupport } from "../workflow/support.ts";

/** What whoever asked sees and does: the own questions, rating, reopening, withdrawing; and who has the same problem. */
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
        async (req, res, failed, problem) => show(req, res, await askerPageAgain(req.actor, idIn(req.params.id), step, failed.values), failed, problem),
      ),
    );
  }

  router.get("/me/questions", async (req, res) => {
    if (!isMember(req.actor)) return res.redirect(303, url("/sign-in", { returnTo: req.originalUrl }));
    const model = await myQuestions(req.actor, MyQuestionsQuery.parse(req.query));
    await pages.show(
      req,
      res,
      "questions/asker/my-questions",
      { title: req.t("asker.myQuestions") },
      { ...model, newUrl: newThreadUrl(undefined, "QUESTION") },
    );
  });

  router.post("/threads/:id/support", ...guarded(), async (req, res) => {
    const { id } = await support(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.supported" };
    res.redirect(303, threadUrl(id));
  });
  router.post("/threads/:id/support/withdraw", ...guarded(), async (req, res) => {
    const { id } = await withdrawSupport(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.supportWithdrawn" };
    res.redirect(303, threadUrl(id));
  });

  async function take(req: Request, res: Response, step: AskerStep) {
    if (step === "reopen") warnFirst(req.body ?? {});
    const { id } = await STEPS[step].take(req.actor, idIn(req.params.id), req.body);
    req.session.notice = { key: `notice.${step}Taken` };
    res.redirect(303, threadUrl(id));
  }

  async function show(req: Request, res: Response, model: AskerPage, failed: Form | null, problem?: Problem) {
    const page = { title: req.t(`asker.step.${model.step}.title`, { context: model.question.kind }), scripts: ["writing"] };
    const personal = warningAgain(problem, failed, model.question.private);
    await pages.show(req, res, "questions/asker/asker-step", page, { ...model, form: failed, personal, scores: SCORES, solved: SOLVED });
  }

  return router;
}

/** Best first. */
const SCORES = [5, 4, 3, 2, 1];
