import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import type { Actor } from "../access/actor.ts";
import { allow, can } from "../access/permissions.ts";
import { ASKING } from "../core/kinds.ts";
import type { Problem } from "../core/problems.ts";
import { threadUrl, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { NoticeLink } from "../http/augment.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { categories } from "../offices/categories.ts";
import { feedbackOf } from "../questions/page/feedback-view.ts";
import { notesUrl } from "../questions/page/step-forms.ts";
import { LIMITS } from "../threads/inputs.ts";
import { warnFirst, warningAgain } from "../threads/personal.ts";
import { townLinks } from "../towns/towns.ts";
import { FileInput } from "./inputs.ts";
import { startThread } from "./start-thread.ts";

/** Filing a question or opinion for someone who phoned or came in. */
export function filePages(pages: Pages): Router {
  const router = Router();

  router.get("/desk/file", (req, res) => show(req, res, null));
  router.post("/desk/file", ...form(file, show));

  async function file(req: Request, res: Response) {
    allow(req.actor, "fileForOthers", {});
    const input = FileInput.parse(req.body);
    warnFirst(req.body);
    const { id } = await startThread(req.actor, input); // the asker's own words wait for no approval
    req.session.notice = { key: "notice.filed", args: { number: id }, links: await whatNext(req.actor, id) };
    res.redirect(303, threadUrl(id));
  }

  async function show(req: Request, res: Response, failed: Form | null, problem?: Problem) {
    allow(req.actor, "fileForOthers", {});
    const towns = await townLinks();
    const model = {
      deskUrl: can(req.actor, "useDesk", {}) ? url("/desk") : null,
      form: failed,
      submission: failed?.values.submission ?? randomUUID(),
      towns,
      ownTown: towns.find(({ id }) => id === req.actor.townId)?.slug ?? "",
      kinds: ASKING,
      asking: { categories: await categories() },
      limits: LIMITS,
      personal: warningAgain(problem, failed),
    };
    await pages.show(req, res, "forum/file", { title: req.t("filing.title"), scripts: ["writing"] }, model);
  }

  return router;
}

/** While the caller is on the line: what the own office can answer at once, and where it keeps whom to call back. */
async function whatNext(actor: Actor, threadId: number): Promise<NoticeLink[]> {
  const feedback = await feedbackOf(actor, threadId);
  if (!feedback?.isHandling) return [];
  const answer = feedback.steps.filter(({ step }) => step === "answer").map(({ url }) => ({ key: "filing.answerNow", url }));
  return [...answer, { key: "filing.noteNow", url: notesUrl(threadId) }];
}
