import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { type Action, allow } from "../access/permissions.ts";
import { idIn } from "../core/text-fields.ts";
import { threadUrl } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { readThread, type ThreadRecord } from "../threads/thread-facts.ts";
import { typedDetails } from "./activity-of.ts";
import { campaignDaysOf } from "./campaign-days.ts";
import { cancelActivity, holdActivity } from "./course.ts";
import { editActivity } from "./details.ts";
import { ACTIVITY_LIMITS, activityOf, CancelActivityInput, EditActivityInput } from "./inputs.ts";

const DetailsForm = z.object({ activity: EditActivityInput });

/** The pages on which an association keeps its activity. */
export function activityPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/activity/edit", (req, res) => showDetails(req, res, null));
  router.post(
    "/threads/:id/activity/edit",
    ...form(async (req, res) => {
      const { activity } = DetailsForm.parse({ activity: activityOf(req.body) ?? {} });
      done(req, res, await editActivity(req.actor, idIn(req.params.id), activity), "notice.activityEdited");
    }, showDetails),
  );

  router.get("/threads/:id/activity/cancel", (req, res) => showCancelling(req, res, null));
  router.post(
    "/threads/:id/activity/cancel",
    ...form(async (req, res) => {
      const { reason } = CancelActivityInput.parse(req.body);
      done(req, res, await cancelActivity(req.actor, idIn(req.params.id), reason), "notice.activityCancelled");
    }, showCancelling),
  );

  router.post("/threads/:id/activity/held", ...guarded(), async (req, res) => {
    done(req, res, await holdActivity(req.actor, idIn(req.params.id)), "notice.activityHeld");
  });

  async function showDetails(req: Request, res: Response, failed: Form | null) {
    const { thread, model } = await about(req, "keepActivity");
    const shown = failed ?? { values: await typedDetails(thread.id), errors: [] };
    const more = { form: shown, limits: ACTIVITY_LIMITS, campaignDays: await campaignDaysOf(thread.townId) };
    await pages.show(req, res, "activities/edit", { title: req.t("activity.edit"), scripts: ["writing"] }, { ...model, ...more });
  }

  async function showCancelling(req: Request, res: Response, failed: Form | null) {
    const { model } = await about(req, "keepActivity");
    await pages.show(
      req,
      res,
      "activities/cancel",
      { title: req.t("activity.cancel"), scripts: ["writing"] },
      { ...model, form: failed, limits: ACTIVITY_LIMITS },
    );
  }

  return router;
}

/** The thread that a page is about, if this one may do `action` to it. */
export async function about(req: Request, action: Extract<Action, "keepActivity" | "signUp">) {
  const thread = await readThread(req.actor, idIn(req.params.id));
  allow(req.actor, action, thread);
  return { thread, model: { thread: linkOf(thread) } };
}

/** The thread as the pages about it name it. */
export const linkOf = ({ id, title }: ThreadRecord) => ({ id, title, url: threadUrl(id) });

/** Back on the thread, which says what was done. */
export function done(req: Request, res: Response, { id }: { id: number }, notice: string): void {
  req.session.notice = { key: notice };
  res.redirect(303, threadUrl(id));
}
