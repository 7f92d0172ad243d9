import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { FileInput, LIMITS } from "../forum/inputs.ts";
import { warnFirst, warningAgain } from "../forum/personal.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { ASKING } from "../kinds.ts";
import { allow, can } from "../people/permissions.ts";
import { submitThread } from "../planning/submit-thread.ts";
import type { Problem } from "../problems.ts";
import { townLinks } from "../towns/towns.ts";
import { threadUrl, url } from "../urls.ts";
import { categories } from "./offices/categories.ts";

/** Filing a question or opinion for someone who phoned or came in. */
export function filePages(pages: Pages): Router {
  const router = Router();

  router.get("/desk/file", (req, res) => show(req, res, null));
  router.post("/desk/file", ...form(file, show));

  async function file(req: Request, res: Response) {
    allow(req.actor, "fileForOthers", {});
    const input = FileInput.parse(req.body);
    warnFirst(req.body);
    const sent = await submitThread(req.actor, input);
    const number = "threadId" in sent ? sent.threadId : null;
    req.session.notice = number ? { key: "notice.filed", args: { number } } : { key: "notice.draftSubmitted" };
    res.redirect(303, number ? threadUrl(number) : url("/desk"));
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
    await pages.show(req, res, "desk/file", { title: req.t("filing.title"), scripts: ["new-thread"] }, model);
  }

  return router;
}
