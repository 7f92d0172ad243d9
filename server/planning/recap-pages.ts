import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { allow } from "../access/permissions.ts";
import type { Problem } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import { threadUrl, url } from "../core/urls.ts";
import { StartThreadInput } from "../forum/inputs.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { uploaded, uploads } from "../http/uploads.ts";
import { form } from "../http/writes.ts";
import { PICTURE_LIMITS, PICTURE_SLOTS, PICTURE_UPLOAD } from "../media/inputs.ts";
import { preparePictures } from "../media/preparing.ts";
import { LIMITS } from "../threads/inputs.ts";
import { warnFirst, warningAgain } from "../threads/personal.ts";
import { readThread, type ThreadRecord } from "../threads/thread-facts.ts";
import { submitThread } from "./submit-thread.ts";

/** The page on which an association looks back on its activity. */
export function recapPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/recap", (req, res) => showRecap(req, res, null));
  router.post(
    "/threads/:id/recap",
    ...form(
      async (req, res) => {
        const announcement = await announcementOf(req);
        warnFirst(req.body);
        const pictures = await preparePictures(uploaded(req), req.body);
        const recap = { ofId: announcement.id, headCount: req.body.headCount };
        const input = StartThreadInput.parse({ ...req.body, town: announcement.townSlug, kind: "ACTIVITY", activity: null, recap });
        const submitted = await submitThread(req.actor, { ...input, pictures });
        req.session.notice = { key: "notice.recapped" };
        res.redirect(303, "draftId" in submitted ? url(`/planner/drafts/${submitted.draftId}`) : threadUrl(submitted.threadId));
      },
      showRecap,
      "upload",
      "members",
      uploads(PICTURE_UPLOAD, announcementOf),
    ),
  );

  async function showRecap(req: Request, res: Response, failed: Form | null, problem?: Problem) {
    const thread = await announcementOf(req);
    const typed = { title: req.t("recap.titleOf", { title: thread.title }).slice(0, LIMITS.title), body: "", headCount: "" };
    const model = {
      thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) },
      form: failed ?? { values: typed, errors: [] },
      submission: failed?.values.submission ?? randomUUID(),
      limits: LIMITS,
      slots: PICTURE_SLOTS,
      pictureLimits: PICTURE_LIMITS,
      personal: warningAgain(problem, failed),
    };
    await pages.show(req, res, "activities/recap", { title: req.t("recap.write"), scripts: ["writing"] }, model);
  }

  return router;
}

/** The announcement that the address names, for who may publish on its board. @throws NotFound, SignInNeeded, Forbidden */
async function announcementOf(req: Request): Promise<ThreadRecord> {
  const thread = await readThread(req.actor, idIn(req.params.id));
  allow(req.actor, "startThread", { kind: "ACTIVITY", townId: thread.townId });
  return thread;
}
