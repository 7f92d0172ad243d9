import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { readThread } from "../forum/thread-facts.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { allow } from "../people/permissions.ts";
import { idIn } from "../text-fields.ts";
import { threadUrl } from "../urls.ts";
import { typedDetails } from "./activity-of.ts";
import { campaignDaysOf } from "./campaign-days.ts";
import { editActivity } from "./details.ts";
import { ACTIVITY_LIMITS, ActivityInput, activityOf } from "./inputs.ts";

const DetailsForm = z.object({ activity: ActivityInput });

/** The pages on which an association keeps its activity. */
export function activityPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/activity/edit", (req, res) => showDetails(req, res, null));
  router.post(
    "/threads/:id/activity/edit",
    ...form(async (req, res) => {
      const { activity } = DetailsForm.parse({ activity: activityOf(req.body) ?? {} });
      const { id } = await editActivity(req.actor, idIn(req.params.id), activity);
      req.session.notice = { key: "notice.activityEdited" };
      res.redirect(303, threadUrl(id));
    }, showDetails),
  );

  async function showDetails(req: Request, res: Response, failed: Form | null) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "keepActivity", thread);
    const shown = failed ?? { values: await typedDetails(thread.id), errors: [] };
    const model = { thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) }, form: shown, limits: ACTIVITY_LIMITS };
    const campaignDays = await campaignDaysOf(thread.townId);
    await pages.show(req, res, "activities/edit", { title: req.t("activity.edit"), scripts: ["new-thread"] }, { ...model, campaignDays });
  }

  return router;
}
