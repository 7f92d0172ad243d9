import { type Request, type Response, Router } from "express";
import { can } from "../access/permissions.ts";
import { SignInNeeded } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import { threadUrl, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { draftUrl, waitingForMe } from "./draft-rows.ts";
import { CampaignDayInput, FromTemplateInput, OriginInput, PlannerQuery, RenameTemplateInput, TemplateInput } from "./inputs.ts";
import { addCampaignDay, removeCampaignDay } from "./own-campaign-days.ts";
import { plannerPage } from "./planner-page.ts";
import { deleteTemplate, draftFromTemplate, renameTemplate, saveTemplate, titleToKeep } from "./templates.ts";

/** The planner: the month, its drafts, templates and memorial days; and what waits for one's approval. */
export function planningPages(pages: Pages): Router {
  const router = Router();

  router.get("/planner", async (req, res) => {
    if (req.actor.id === null) return res.redirect(303, url("/sign-in", { returnTo: req.originalUrl }));
    if (req.actor.role === "responder") return res.redirect(303, url("/planner/approvals"));
    await showPlanner(req, res, null);
  });

  router.get("/planner/approvals", async (req, res) => {
    if (req.actor.id === null) throw new SignInNeeded();
    const model = { waiting: await waitingForMe(req.actor), plannerUrl: can(req.actor, "plan", { townId: req.actor.townId ?? 0 }) ? url("/planner") : null };
    await pages.show(req, res, "planning/waiting", { title: req.t("planner.waiting") }, model);
  });

  router.post(
    "/planner/campaign-days",
    ...form(
      async (req, res) => {
        const { day, month } = req.body as Record<string, string>;
        await addCampaignDay(req.actor, CampaignDayInput.parse({ ...req.body, day: month && day ? `${pad(month)}-${pad(day)}` : day }));
        done(req, res, "notice.campaignDayAdded", url("/planner"));
      },
      (req, res, failed) => showPlanner(req, res, failed),
    ),
  );
  router.post("/planner/campaign-days/:id/remove", ...guarded(), async (req, res) => {
    await removeCampaignDay(req.actor, idIn(req.params.id));
    done(req, res, "notice.campaignDayRemoved", url("/planner"));
  });

  router.get("/planner/templates/new", (req, res) => showNewTemplate(req, res, null));
  router.post(
    "/planner/templates",
    ...form(async (req, res) => {
      const input = TemplateInput.parse(req.body);
      await saveTemplate(req.actor, input);
      done(req, res, "notice.templateSaved", input.threadId ? threadUrl(input.threadId) : url("/planner"));
    }, showNewTemplate),
  );
  router.post("/planner/templates/:id/draft", ...guarded(), async (req, res) => {
    const { id } = await draftFromTemplate(req.actor, idIn(req.params.id), FromTemplateInput.parse(req.body).date);
    done(req, res, "notice.draftFromTemplate", url(`/planner/drafts/${id}/edit`));
  });
  router.post("/planner/templates/:id/rename", ...guarded(), async (req, res) => {
    await renameTemplate(req.actor, idIn(req.params.id), RenameTemplateInput.parse(req.body).name);
    done(req, res, "notice.saved", url("/planner"));
  });
  router.post("/planner/templates/:id/remove", ...guarded(), async (req, res) => {
    await deleteTemplate(req.actor, idIn(req.params.id));
    done(req, res, "notice.templateRemoved", url("/planner"));
  });

  /** The name that a draft's or a thread's text is kept under. */
  async function showNewTemplate(req: Request, res: Response, failed: Form | null) {
    const { draftId, threadId } = OriginInput.parse(failed ? failed.values : req.query);
    const backUrl = draftId ? draftUrl(draftId) : threadUrl(threadId ?? 0);
    const title = await titleToKeep(req.actor, { draftId, threadId });
    await pages.show(req, res, "planning/new-template", { title: req.t("draft.templateTitle") }, { form: failed, title, draftId, threadId, backUrl });
  }

  async function showPlanner(req: Request, res: Response, failed: Form | null) {
    const model = await plannerPage(req.actor, PlannerQuery.parse(req.query));
    await pages.show(req, res, "planning/planner", { title: req.t("planner.title"), wide: true }, { ...model, form: failed });
  }

  return router;
}

const pad = (number: string): string => number.padStart(2, "0");

function done(req: Request, res: Response, key: string, to: string): void {
  req.session.notice = { key };
  res.redirect(303, to);
}
