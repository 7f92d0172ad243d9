import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { anyObject, instant, listOf, whole } from "../core/output-fields.ts";
import { created } from "../http/api-operation.ts";
import { apiRouter } from "../http/api-router.ts";
import { townStatusOutput } from "../quota/outputs.ts";
import { APPROVAL_ROLES } from "./approval.ts";
import { chainJson, setApprovals } from "./approval-settings.ts";
import { draftJson } from "./draft-page.ts";
import { draftUrl } from "./draft-rows.ts";
import { CampaignDayInput, ChainInput, FromTemplateInput, PlannerQuery, RenameTemplateInput, TemplateInput } from "./inputs.ts";
import { DraftJson, personOutput } from "./outputs.ts";
import { addCampaignDay, ownDaysOf, removeCampaignDay } from "./own-campaign-days.ts";
import { plannedTown, plannerPage } from "./planner-page.ts";
import { deleteTemplate, draftFromTemplate, renameTemplate, saveTemplate, templatesOf } from "./templates.ts";

/** A town's month, templates, memorial days and chain of approvals. */
export const planningApi = apiRouter();

const Template = z
  .object({ id: whole, name: z.string(), kind: z.enum(KINDS), title: z.string(), dated: z.boolean(), createdAt: instant })
  .meta({ id: "Template" });
const OwnDay = z.object({ id: whole, day: z.string(), name: z.string() }).meta({ id: "OwnCampaignDay" });
const Chain = z
  .object({
    steps: z.array(z.enum(APPROVAL_ROLES)),
    members: z.array(personOutput.extend({ role: z.enum(APPROVAL_ROLES), deputy: z.boolean() })),
  })
  .meta({ id: "ApprovalChain" });
const Planner = z
  .object({
    town: z.string(),
    month: z.string(),
    missing: z.object({
      month: z.string(),
      credited: whole,
      target: whole,
      short: whole,
      daysLeft: whole,
      status: townStatusOutput,
      workingDaysLeft: whole,
      kinds: z.array(z.enum(KINDS)),
      perKind: z.array(z.object({ kind: z.enum(KINDS), missing: whole })),
      minimumCharacters: whole,
      minimumCharactersWithPicture: whole,
      scheduled: whole,
      exemption: z.string().nullable(),
    }),
    days: z.array(anyObject),
  })
  .meta({ id: "Planner" });
const TownQuery = PlannerQuery.pick({ town: true });

planningApi.get("/planner", {
  summary: "What is missing and what is planned in a month",
  query: PlannerQuery,
  answers: { 200: Planner },
  handle: async (req, { query }) => {
    const { town, month, missing, weeks } = await plannerPage(req.actor, query);
    const { counter, ...rest } = missing;
    const { credited, target, short, daysLeft, status } = counter;
    return {
      town: town.slug,
      month,
      missing: { month, credited, target, short, daysLeft, status, ...rest },
      days: weeks.flat().filter((each) => each !== null),
    };
  },
});

planningApi.get("/templates", {
  summary: "A town's templates",
  query: TownQuery,
  answers: { 200: listOf(Template) },
  handle: async (req, { query }) => {
    const townId = await plannedTown(req.actor, query.town);
    return { items: await templatesOf(req.actor, townId), nextCursor: null };
  },
});

planningApi.post("/templates", {
  summary: "Keep a draft's or an own thread's text",
  body: TemplateInput,
  answers: { 201: Template },
  handle: (req, { body }) => saveTemplate(req.actor, body),
});

planningApi.patch("/templates/:id", {
  summary: "Rename a template",
  body: RenameTemplateInput,
  answers: { 200: Template },
  handle: (req, { id, body }) => renameTemplate(req.actor, id, body.name),
});

planningApi.delete("/templates/:id", {
  summary: "Delete a template",
  handle: (req, { id }) => deleteTemplate(req.actor, id),
});

planningApi.post("/templates/:id/drafts", {
  summary: "A new draft with its text",
  body: FromTemplateInput,
  answers: { 201: DraftJson },
  handle: async (req, { id, body }) => {
    const draft = await draftFromTemplate(req.actor, id, body.date);
    return created(draftUrl(draft.id), await draftJson(req.actor, draft.id));
  },
});

planningApi.get("/campaign-days", {
  summary: "A town's own memorial days",
  query: TownQuery,
  answers: { 200: listOf(OwnDay) },
  handle: async (req, { query }) => {
    const townId = await plannedTown(req.actor, query.town);
    return { items: await ownDaysOf(req.actor, townId), nextCursor: null };
  },
});

planningApi.post("/campaign-days", {
  summary: "Add one",
  body: CampaignDayInput,
  answers: { 201: OwnDay },
  handle: (req, { body }) => addCampaignDay(req.actor, body),
});

planningApi.delete("/campaign-days/:id", {
  summary: "Take one away",
  handle: (req, { id }) => removeCampaignDay(req.actor, id),
});

planningApi.get("/towns/:slug/approvals", {
  summary: "A town's chain of approvals (administrators)",
  answers: { 200: Chain },
  handle: (req, { slug }) => chainJson(req.actor, slug),
});

planningApi.put("/towns/:slug/approvals", {
  summary: "Set it",
  body: ChainInput,
  answers: { 200: Chain },
  handle: async (req, { slug, body }) => {
    await setApprovals(req.actor, slug, body);
    return chainJson(req.actor, slug);
  },
});
