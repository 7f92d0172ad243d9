import { type Request, type Response, Router } from "express";
import { allow } from "../../access/permissions.ts";
import type { Problem } from "../../core/problems.ts";
import { url } from "../../core/urls.ts";
import { type Form, problemInWords } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form } from "../../http/writes.ts";
import { LIMITS } from "../../threads/inputs.ts";
import { warningAgain, warnFirst as warnOfNumbers } from "../../threads/personal.ts";
import { type SeveralPage, severalPage } from "../page/several-page.ts";
import { answerSeveral, type SeveralOutcome } from "./answer-several.ts";
import { emptyWarning, isEmptyWarning } from "./empty-warning.ts";
import { wordsOfEmptyAnswers } from "./empty-words.ts";
import { PLACEHOLDER_INSERTS } from "./placeholders.ts";
import { chosenIn, MOST_AT_ONCE, type SeveralForm, SeveralInput, SeveralPreviewInput, severalForm } from "./several-inputs.ts";
import { TemplateQuery } from "./template-inputs.ts";
import { warningsForSeveral } from "./warnings.ts";

/** One text for several questions of the desk. */
export function severalPages(pages: Pages): Router {
  const router = Router();

  router.get("/desk/answer", async (req, res) => {
    allow(req.actor, "answerSeveral", {});
    const thread = chosenIn(req.query.thread);
    const { template } = TemplateQuery.parse(req.query);
    const opened = { listed: thread.map((id) => ({ id })), ticked: new Set(thread), answered: [], body: "" };
    await show(req, res, opened, { template, rest: thread.slice(MOST_AT_ONCE) });
  });
  router.post(
    "/desk/answer",
    ...form(send, (req, res, failed, problem) => show(req, res, severalForm(req.body), { failed, problem, warned: isEmptyWarning(problem) })),
  );
  router.post(
    "/desk/answer/preview",
    ...form(
      (req, res) => {
        SeveralPreviewInput.parse(req.body ?? {});
        return show(req, res, severalForm(req.body), { template: templateIn(req), preview: true });
      },
      (req, res, failed) => show(req, res, severalForm(req.body), { failed }),
      "preview",
    ),
  );

  async function send(req: Request, res: Response) {
    const typed = severalForm(req.body);
    const input = SeveralInput.parse({ threads: typed.listed.filter(({ id }) => typed.ticked.has(id)), body: typed.body });
    warnOfNumbers(req.body ?? {});
    if (!req.body?.anyway) await warnFirst(req, input, typed.answered);
    const outcomes = await answerSeveral(req.actor, input);
    const done = outcomes.filter(({ ok }) => ok).map(({ threadId }) => threadId);
    if (done.length < outcomes.length) return showRest(req, res, typed, done, outcomes);
    const waits = outcomes.some((outcome) => outcome.ok && outcome.waits);
    req.session.notice = { key: waits ? "notice.severalSubmitted" : "notice.severalAnswered", args: { count: typed.answered.length + done.length } };
    res.redirect(303, url("/desk"));
  }

  /** Some were not answered: why, and the text again for those that still can be. */
  async function showRest(req: Request, res: Response, typed: SeveralForm, done: number[], outcomes: SeveralOutcome[]) {
    const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [{ threadId: outcome.threadId, ...problemInWords(req, outcome.error) }]));
    res.status(409);
    await show(req, res, { ...typed, answered: [...typed.answered, ...done] }, { result: { done: done.length, failures } });
  }

  async function show(req: Request, res: Response, typed: SeveralForm, shown: Shown) {
    const { template = null, failed = null, problem, warned = false, result = null, rest = [] } = shown;
    const preview = shown.preview ?? (warned || result !== null);
    const page = await severalPage(req.actor, typed, { preview, template });
    const ticked = page.questions.filter((question) => question.ticked);
    const toAsker = ticked.length > 0 && ticked.every((question) => question.private); // one that is public is read by everybody
    const model = {
      ...page,
      toAsker,
      personal: warningAgain(problem, failed, toAsker, toAsker),
      template,
      form: failed && { ...failed, values: { ...failed.values, body: page.body } },
      warned,
      result: result && { ...result, failures: result.failures.map((failure) => ({ ...failure, title: titleIn(page, failure.threadId) })) },
      rest: rest.length > 0 ? { count: rest.length, url: addressFor(rest) } : null,
      mostAtOnce: MOST_AT_ONCE,
      inserts: PLACEHOLDER_INSERTS,
      limits: LIMITS,
    };
    await pages.show(req, res, "questions/answers/several", { title: req.t("several.title"), scripts: ["bulk-answers"], wide: true }, model);
  }

  return router;
}

/** What is shown besides the questions and the text. */
interface Shown {
  template?: number | null;
  preview?: boolean;
  failed?: Form;
  problem?: Problem | undefined;
  warned?: boolean;
  result?: { done: number; failures: { threadId: number; detail: string }[] };
  /** More than are answered at once: for the next time. */
  rest?: number[];
}

/** Of what the reader handles; the rest is told by its number only. */
const titleIn = ({ questions, apart }: SeveralPage, threadId: number): string | null =>
  [...questions, ...apart].find(({ id }) => id === threadId)?.title ?? null;

const templateIn = (req: Request): number | null => (req.body?.use ? (TemplateQuery.parse(req.body).template ?? null) : null);

/** Said once; whoever sends it all the same has seen it. @throws Invalid */
async function warnFirst(req: Request, input: SeveralInput, answered: readonly number[]): Promise<void> {
  const found = await warningsForSeveral(req.actor, input, answered, wordsOfEmptyAnswers());
  if (found.length > 0) throw emptyWarning(found);
}

const addressFor = (ids: readonly number[]): string => `${url("/desk/answer")}?${ids.map((id) => `thread=${id}`).join("&")}`;
