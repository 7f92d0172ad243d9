import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { cursorInput, limitInput } from "../core/paging.ts";
import { idIn, oneOf } from "../core/text-fields.ts";
import { submissionOf } from "../http/idempotency.ts";
import { guarded } from "../http/writes.ts";
import { townIdOf } from "../towns/towns.ts";
import { DRAFT_STATES } from "./approval.ts";
import { chainJson, setApprovals } from "./approval-settings.ts";
import { approveDraft, sendBackDraft } from "./deciding.ts";
import { discardDraft, restoreDraft } from "./discarding.ts";
import { draftJson } from "./draft-page.ts";
import { draftItems, draftUrl, waitingForMe } from "./draft-rows.ts";
import {
  ApproveInput,
  CampaignDayInput,
  ChainInput,
  DraftInput,
  EditDraftInput,
  FromTemplateInput,
  PlannerQuery,
  RenameTemplateInput,
  ScheduleInput,
  SendBackInput,
  SendInput,
  TemplateInput,
} from "./inputs.ts";
import { addCampaignDay, ownDaysOf, removeCampaignDay } from "./own-campaign-days.ts";
import { plannedTown, plannerPage } from "./planner-page.ts";
import { editDraft, saveDraft } from "./save-draft.ts";
import { type Sent, sendDraft, withdrawDraft } from "./sending.ts";
import { deleteTemplate, draftFromTemplate, renameTemplate, saveTemplate, templatesOf } from "./templates.ts";

export const DraftsQuery = z.object({
  town: z.string().max(64).optional(),
  state: oneOf(DRAFT_STATES, "wrongType").optional(),
  waiting: z.enum(["me"], { error: "wrongType" }).optional(),
  limit: limitInput,
  cursor: cursorInput,
});

/** Planning as JSON: drafts and their way, the calendar, templates, memorial days, a town's chain. */
export function planningApi(): Router {
  const api = Router();

  api.get("/planner", async (req, res) => {
    const { town, month, missing, weeks } = await plannerPage(req.actor, PlannerQuery.parse(req.query));
    const { counter, ...rest } = missing;
    res.json({ town: town.slug, month, missing: { ...counter, ...rest }, days: weeks.flat().filter((day) => day !== null) });
  });

  api.get("/drafts", async (req, res) => {
    const { town, state, waiting, limit, cursor } = DraftsQuery.parse(req.query);
    if (waiting) return void res.json({ items: await waitingForMe(req.actor), nextCursor: null });
    const townId = town === undefined ? undefined : await townIdOf(town);
    res.json(await draftItems(req.actor, { townId, states: state && [state] }, limit, cursor));
  });
  api.post("/drafts", ...guarded(), async (req, res) => {
    const { id } = await saveDraft(req.actor, DraftInput.parse({ submission: submissionOf(req), ...req.body }));
    res.status(201).location(draftUrl(id));
    await tell(req, res, id);
  });
  api.get("/drafts/:id", (req, res) => tell(req, res, idIn(req.params.id)));
  api.patch("/drafts/:id", ...guarded(), async (req, res) => {
    const { id } = await editDraft(req.actor, idIn(req.params.id), EditDraftInput.parse(req.body));
    await tell(req, res, id);
  });
  api.delete("/drafts/:id", ...guarded(), async (req, res) => {
    await discardDraft(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.post("/drafts/:id/restoration", ...guarded(), async (req, res) => {
    const { id } = await restoreDraft(req.actor, idIn(req.params.id));
    await tell(req, res, id);
  });
  api.post("/drafts/:id/publication", ...guarded(), async (req, res) => {
    const id = idIn(req.params.id);
    await arrive(req, res, id, await sendDraft(req.actor, { id, version: SendInput.parse(req.body ?? {}).version }, null));
  });
  api.put("/drafts/:id/schedule", ...guarded(), async (req, res) => {
    const id = idIn(req.params.id);
    await arrive(req, res, id, await sendDraft(req.actor, { id, version: SendInput.parse(req.body).version }, ScheduleInput.parse(req.body).publishAt));
  });
  api.delete("/drafts/:id/schedule", ...guarded(), async (req, res) => {
    const { id } = await withdrawDraft(req.actor, idIn(req.params.id));
    await tell(req, res, id);
  });
  api.post("/drafts/:id/withdrawal", ...guarded(), async (req, res) => {
    const { id } = await withdrawDraft(req.actor, idIn(req.params.id));
    await tell(req, res, id);
  });
  api.post("/drafts/:id/approval", ...guarded(), async (req, res) => {
    const id = idIn(req.params.id);
    await arrive(req, res, id, await approveDraft(req.actor, { id, ...ApproveInput.parse(req.body) }));
  });
  api.post("/drafts/:id/return", ...guarded(), async (req, res) => {
    const { id } = await sendBackDraft(req.actor, { id: idIn(req.params.id), ...SendBackInput.parse(req.body) });
    await tell(req, res, id);
  });

  api.get("/templates", async (req, res) => {
    const townId = await plannedTown(req.actor, PlannerQuery.parse(req.query).town);
    res.json({ items: await templatesOf(req.actor, townId), nextCursor: null });
  });
  api.post("/templates", ...guarded(), async (req, res) => {
    res.status(201).json(await saveTemplate(req.actor, TemplateInput.parse(req.body)));
  });
  api.patch("/templates/:id", ...guarded(), async (req, res) => {
    res.json(await renameTemplate(req.actor, idIn(req.params.id), RenameTemplateInput.parse(req.body).name));
  });
  api.delete("/templates/:id", ...guarded(), async (req, res) => {
    await deleteTemplate(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.post("/templates/:id/drafts", ...guarded(), async (req, res) => {
    const { id } = await draftFromTemplate(req.actor, idIn(req.params.id), FromTemplateInput.parse(req.body ?? {}).date);
    res.status(201).location(draftUrl(id));
    await tell(req, res, id);
  });

  api.get("/campaign-days", async (req, res) => {
    const townId = await plannedTown(req.actor, PlannerQuery.parse(req.query).town);
    res.json({ items: await ownDaysOf(req.actor, townId), nextCursor: null });
  });
  api.post("/campaign-days", ...guarded(), async (req, res) => {
    res.status(201).json(await addCampaignDay(req.actor, CampaignDayInput.parse(req.body)));
  });
  api.delete("/campaign-days/:id", ...guarded(), async (req, res) => {
    await removeCampaignDay(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  api.get("/towns/:slug/approvals", async (req, res) => {
    res.json(await chainJson(req.actor, String(req.params.slug)));
  });
  api.put("/towns/:slug/approvals", ...guarded(), async (req, res) => {
    const slug = String(req.params.slug);
    await setApprovals(req.actor, slug, ChainInput.parse(req.body));
    res.json(await chainJson(req.actor, slug));
  });

  return api;
}

const tell = async (req: Request, res: Response, id: number) => void res.json(await draftJson(req.actor, id));

/** Accepted, but not public yet: 202. */
async function arrive(req: Request, res: Response, id: number, sent: Sent): Promise<void> {
  res.status("threadId" in sent ? 200 : 202);
  await tell(req, res, id);
}
