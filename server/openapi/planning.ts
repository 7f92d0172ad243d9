import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { DraftsQuery } from "../planning/api.ts";
import { APPROVAL_ROLES, DRAFT_STATES } from "../planning/approval.ts";
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
} from "../planning/inputs.ts";
import { TOWN_STATUSES } from "../quota/counting/standing.ts";
import { idPath, instant, list, orAccepts, reads, slugPath, whole, writes } from "./words.ts";

const name = z.object({ username: z.string(), displayName: z.string() });

const DraftItem = z
  .object({
    id: whole,
    url: z.string(),
    town: z.string(),
    kind: z.enum(KINDS),
    title: z.string(),
    state: z.enum(DRAFT_STATES),
    author: name,
    publishAt: instant.nullable(),
    submittedAt: instant.nullable(),
    round: whole,
    step: whole.nullable(),
    waitingFor: z.enum(APPROVAL_ROLES).nullable(),
    threadId: whole.nullable(),
    version: whole,
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: "DraftItem" });
const Draft = DraftItem.extend({
  body: z.string(),
  html: z.string(),
  activity: z.object({}).loose().nullable(),
  recap: z.object({ ofId: whole, headCount: whole.nullable() }).nullable(),
  private: z.boolean(),
  category: z.string().nullable(),
  chain: z.array(z.object({ role: z.enum(APPROVAL_ROLES), state: z.enum(["passed", "waiting", "ahead"]) })),
  decisions: z.array(
    z.object({
      at: instant,
      decision: z.enum(["submitted", "approved", "sent_back", "withdrawn", "published"]),
      round: whole,
      step: whole.nullable(),
      role: z.enum(APPROVAL_ROLES).nullable(),
      by: name,
      asDeputy: z.boolean(),
      remark: z.string(),
    }),
  ),
  may: z.object({}).loose(),
}).meta({ id: "Draft", description: "Seen by the town's association, its approvers once it was sent, and administrators." });
const Template = z
  .object({ id: whole, name: z.string(), kind: z.enum(KINDS), title: z.string(), dated: z.boolean(), createdAt: instant })
  .meta({ id: "Template" });
const OwnDay = z.object({ id: whole, day: z.string(), name: z.string() }).meta({ id: "OwnCampaignDay" });
const Chain = z
  .object({ steps: z.array(z.enum(APPROVAL_ROLES)), members: z.array(name.extend({ role: z.enum(APPROVAL_ROLES), deputy: z.boolean() })) })
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
      status: z.enum(TOWN_STATUSES),
      workingDaysLeft: whole,
      kinds: z.array(z.enum(KINDS)),
      perKind: z.array(z.object({ kind: z.enum(KINDS), missing: whole })),
      minimumCharacters: whole,
      minimumCharactersWithPicture: whole,
      scheduled: whole,
      exemption: z.string().nullable(),
    }),
    days: z.array(z.object({}).loose()),
  })
  .meta({ id: "Planner" });

/** What planning adds to the API's description: drafts and their way, the calendar, templates, memorial days, a town's chain. */
export const planningPaths = {
  "/planner": { get: reads("What is missing and what is planned in a month", Planner, { requestParams: { query: PlannerQuery } }) },
  "/drafts": {
    get: reads("Drafts that one may see; `waiting=me`: those whose next step is one's own", list(DraftItem), { requestParams: { query: DraftsQuery } }),
    post: writes("Keep a draft (associations)", "201", Draft, DraftInput),
  },
  "/drafts/{id}": {
    get: reads("A draft with its text and its chain", Draft, { requestParams: idPath }),
    patch: writes("Change a draft; another `version` is refused with 409", "200", Draft, EditDraftInput, idPath),
    delete: writes("Discard a draft", "204", null, null, idPath),
  },
  "/drafts/{id}/restoration": { post: writes("Take it out of the bin", "200", Draft, null, idPath) },
  "/drafts/{id}/publication": { post: orAccepts(writes("Publish it, or send it to the town's approvers (202)", "200", Draft, SendInput, idPath), Draft) },
  "/drafts/{id}/schedule": {
    put: orAccepts(writes("Publish it at a time to come (202)", "200", Draft, ScheduleInput.extend(SendInput.shape), idPath), Draft),
    delete: writes("Call that off", "200", Draft, null, idPath),
  },
  "/drafts/{id}/withdrawal": { post: writes("Take it back from its approvers or the clock", "200", Draft, null, idPath) },
  "/drafts/{id}/approval": {
    post: orAccepts(writes("Approve the version that was read (202 while it is not public)", "200", Draft, ApproveInput, idPath), Draft),
  },
  "/drafts/{id}/return": { post: writes("Send it back to its author, saying why", "200", Draft, SendBackInput, idPath) },
  "/templates": {
    get: reads("A town's templates", list(Template), { requestParams: { query: PlannerQuery.pick({ town: true }) } }),
    post: writes("Keep a draft's or an own thread's text", "201", Template, TemplateInput),
  },
  "/templates/{id}": {
    patch: writes("Rename a template", "200", Template, RenameTemplateInput, idPath),
    delete: writes("Delete a template", "204", null, null, idPath),
  },
  "/templates/{id}/drafts": { post: writes("A new draft with its text", "201", Draft, FromTemplateInput, idPath) },
  "/campaign-days": {
    get: reads("A town's own memorial days", list(OwnDay), { requestParams: { query: PlannerQuery.pick({ town: true }) } }),
    post: writes("Add one", "201", OwnDay, CampaignDayInput),
  },
  "/campaign-days/{id}": { delete: writes("Take one away", "204", null, null, idPath) },
  "/towns/{slug}/approvals": {
    get: reads("A town's chain of approvals (administrators)", Chain, { requestParams: slugPath }),
    put: writes("Set it", "200", Chain, ChainInput, slugPath),
  },
};
