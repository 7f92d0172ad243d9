import { type Request, type Response, Router } from "express";
import { Invalid, NotFound, type Problem } from "../../core/problems.ts";
import { idIn } from "../../core/text-fields.ts";
import { type Form, typed } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form } from "../../http/writes.ts";
import { LIMITS } from "../../threads/inputs.ts";
import { warningAgain, warnFirst as warnOfNumbers } from "../../threads/personal.ts";
import { saveAnswerDraft } from "../answers/answer-draft.ts";
import { emptyWarning, isEmptyWarning } from "../answers/empty-warning.ts";
import { wordsOfEmptyAnswers } from "../answers/empty-words.ts";
import { TemplateQuery } from "../answers/template-inputs.ts";
import { warningsFor } from "../answers/warnings.ts";
import { questionHandled } from "../workflow/handled.ts";
import { AnswerInput, DraftInput, ReasonInput } from "../workflow/inputs.ts";
import { MOST_EXTENSION_DAYS } from "../workflow/workflow.ts";
import { whereNext } from "./after-step.ts";
import { HANDLING_STEP_NAMES, type HandlingStep, signOffUrl, stepInput, stepUrl } from "./step-forms.ts";
import { type StepPage, stepPage, stepPageAgain } from "./step-page.ts";
import { STEPS } from "./steps.ts";

/** The form of each step that those who handle a question take. */
export function stepPages(pages: Pages): Router {
  const router = Router();

  for (const step of HANDLING_STEP_NAMES) {
    router.get(`/threads/:id/feedback/${step}`, async (req, res) => {
      const model = await stepPage(req.actor, idIn(req.params.id), step, TemplateQuery.parse(req.query).template);
      if (model.draft?.waits) res.redirect(303, signOffUrl(model.question.id));
      else await show(req, res, model, null);
    });
    router.post(
      `/threads/:id/feedback/${step}`,
      ...form(
        (req, res) => take(req, res, step),
        async (req, res, failed, problem) => show(req, res, await stepPageAgain(req.actor, idIn(req.params.id), step, failed.values), failed, problem),
      ),
    );
  }

  router.post(
    "/threads/:id/feedback/draft",
    ...form(
      async (req, res) => {
        const { id } = await saveAnswerDraft(req.actor, DraftInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
        req.session.notice = { key: "notice.answerDraftSaved" };
        res.redirect(303, stepUrl(id, "answer"));
      },
      async (req, res, failed, problem) => show(req, res, await stepPageAgain(req.actor, idIn(req.params.id), "answer", failed.values), failed, problem),
    ),
  );
  async function take(req: Request, res: Response, step: HandlingStep) {
    if (req.body?.anew) return showAnew(req, res, step);
    warnOfNumbers(req.body ?? {});
    if (step === "answer" && !req.body?.anyway) await warnFirst(req);
    if (step === "decline" && !req.body?.anyway) confirmShort(req.body?.reason);
    const { id, waits } = await STEPS[step].take(req.actor, idIn(req.params.id), stepInput(step, req.body)).catch(besideItsField);
    const next = await whereNext(req.actor, id);
    req.session.notice = { key: waits ? "notice.answerSubmitted" : next.passedOn ? "notice.passedOn" : `notice.stepTaken.${step}` };
    res.redirect(303, next.url);
  }

  /** As it now is, with what was typed, and a template after it where one was chosen. Writes nothing. */
  async function showAnew(req: Request, res: Response, step: HandlingStep) {
    const id = idIn(req.params.id);
    await questionHandled(req.actor, id);
    const values = typed(req.body);
    const template = req.body.anew === "template" ? TemplateQuery.parse(req.body).template : undefined;
    const model = await stepPageAgain(req.actor, id, step, values, template);
    await show(req, res, model, { values: template ? { ...values, body: model.body } : values, errors: [] });
  }

  async function show(req: Request, res: Response, model: StepPage, failed: Form | null, problem?: Problem) {
    const warned = isEmptyWarning(problem) || (problem?.errors.some(({ key }) => key === SHORT) ?? false);
    const page = { title: req.t(`desk.step.${model.step}.title`), scripts: ["step"] };
    const readers = readersOf(model);
    const personal = warningAgain(problem, failed, readers.allSee, readers.toAsker);
    const more = { ...readers, personal, limits: LIMITS, mostDays: MOST_EXTENSION_DAYS };
    await pages.show(req, res, "questions/page/step", page, { ...model, ...more, form: failed, warned });
  }

  return router;
}

const SHORT = "declineShort";
/** What says both why and who else can help is longer, in characters. */
const SHORT_REASON = 8;

/** Nothing takes a refusal back: one with hardly a reason comes back once. @throws Invalid */
function confirmShort(reason: unknown): void {
  const { data } = ReasonInput.shape.reason.safeParse(reason); // what is missing is refused when the step is taken
  if (data !== undefined && [...data].length < SHORT_REASON) throw new Invalid([{ path: "reason", key: SHORT }]);
}

/** Of a private question the asker reads reasons on the timeline in full, and numbers in what an office publishes masked. */
const readersOf = ({ question, fields }: StepPage) => ({ allSee: question.private, toAsker: question.private && fields.includes("body") });

/** No question of the number that was typed is no missing page: the form comes back with what was typed. @throws whatever it was given */
function besideItsField(error: unknown): never {
  throw error instanceof NotFound && error.key === "cannotMerge" ? new Invalid([{ path: "into", key: error.key }]) : error;
}

/** An answer that says nothing comes back once, with what is wrong with it; whoever sends it all the same has seen it. @throws Invalid */
async function warnFirst(req: Request): Promise<void> {
  const { data: text } = AnswerInput.shape.body.safeParse(req.body?.body);
  if (text === undefined) return; // refused when the step is taken
  const found = await warningsFor(req.actor, idIn(req.params.id), text, wordsOfEmptyAnswers());
  if (found.length > 0) throw emptyWarning(found);
}
