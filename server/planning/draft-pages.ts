import { type Request, type Response, Router } from "express";
import { campaignDaysOf } from "../activities/campaign-days.ts";
import { ACTIVITY_LIMITS, activityOf } from "../activities/inputs.ts";
import { localText } from "../activities/site-time.ts";
import { config } from "../core/config.ts";
import { KINDS } from "../core/kinds.ts";
import { Conflict } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import { threadUrl, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { forecast } from "../quota/forecast.ts";
import { LIMITS } from "../threads/inputs.ts";
import { warningFor } from "../threads/personal.ts";
import { activityValues } from "./beside.ts";
import { approveDraft, sendBackDraft } from "./deciding.ts";
import { discardDraft, restoreDraft } from "./discarding.ts";
import { type DraftView, draftView } from "./draft-page.ts";
import { draftUrl } from "./draft-rows.ts";
import { ApproveInput, EditDraftInput, ScheduleInput, SendBackInput, SendInput } from "./inputs.ts";
import { editDraft } from "./save-draft.ts";
import { type Sent, sendDraft, withdrawDraft } from "./sending.ts";

/** A draft's pages: as it will look, its chain, and what can be done with it now. */
export function draftPages(pages: Pages): Router {
  const router = Router();

  router.get("/planner/drafts/:id", (req, res) => showDraft(req, res, null));
  router.get("/planner/drafts/:id/edit", (req, res) => showEdit(req, res, null));
  router.post(
    "/planner/drafts/:id/edit",
    ...form(async (req, res) => {
      const { id } = await editDraft(req.actor, idIn(req.params.id), editIn(req.body));
      done(req, res, "notice.draftSaved", draftUrl(id));
    }, showEdit),
  );

  router.post(
    "/planner/drafts/:id/send",
    ...form(async (req, res) => {
      const { version } = SendInput.parse(req.body);
      arrive(req, res, await sendDraft(req.actor, { id: idIn(req.params.id), version }, null));
    }, showDraft),
  );
  router.post(
    "/planner/drafts/:id/schedule",
    ...form(async (req, res) => {
      const { version } = SendInput.parse(req.body);
      const sent = await sendDraft(req.actor, { id: idIn(req.params.id), version }, ScheduleInput.parse(req.body).publishAt);
      arrive(req, res, sent, "notice.draftScheduled");
    }, showDraft),
  );
  router.post(
    "/planner/drafts/:id/approve",
    ...form(async (req, res) => {
      const sent = await approveDraft(req.actor, { id: idIn(req.params.id), ...ApproveInput.parse(req.body) });
      arrive(req, res, sent, "notice.draftApproved");
    }, showDraft),
  );
  router.post(
    "/planner/drafts/:id/send-back",
    ...form(async (req, res) => {
      const { id } = await sendBackDraft(req.actor, { id: idIn(req.params.id), ...SendBackInput.parse(req.body) });
      done(req, res, "notice.draftSentBack", draftUrl(id));
    }, showDraft),
  );
  router.post("/planner/drafts/:id/withdraw", ...guarded(), async (req, res) => {
    const { id } = await withdrawDraft(req.actor, idIn(req.params.id));
    done(req, res, "notice.draftWithdrawn", draftUrl(id));
  });
  router.post("/planner/drafts/:id/discard", ...guarded(), async (req, res) => {
    const { id } = await discardDraft(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.draftDiscarded", undoUrl: `${draftUrl(id)}/restore` };
    res.redirect(303, url("/planner"));
  });
  router.post("/planner/drafts/:id/restore", ...guarded(), async (req, res) => {
    const { id } = await restoreDraft(req.actor, idIn(req.params.id));
    done(req, res, "notice.restored", draftUrl(id));
  });

  async function showDraft(req: Request, res: Response, failed: Form | null) {
    const draft = await draftView(req.actor, idIn(req.params.id));
    const personal = draft.may.send || draft.may.decide ? warningFor(draft) : null;
    const told = draft.may.send ? await forecast(req.actor, { ...draft, recapOfId: draft.beside.recap?.ofId }) : null;
    await pages.show(
      req,
      res,
      "planning/draft",
      { title: draft.title },
      { draft, form: failed, forecast: told, personal, publishAt: fieldTime(draft.publishAt), details: detailsOf(draft), listUrl: listOf(req, draft.town) },
    );
  }

  async function showEdit(req: Request, res: Response, failed: Form | null) {
    const draft = await draftView(req.actor, idIn(req.params.id));
    if (!failed && !draft.may.edit) throw new Conflict("draftStepNotNow");
    const { kind, title, body, beside } = draft;
    const version = String(draft.version); // who was told of a colleague's edit may save over it
    const shown = failed
      ? { ...failed, values: { ...failed.values, version } }
      : { values: { kind, title, body, publishAt: fieldTime(draft.publishAt), ...activityValues(beside), version }, errors: [] };
    const campaignDays = await campaignDaysOf(draft.townId);
    const model = {
      draft,
      form: shown,
      kinds: KINDS,
      limits: LIMITS,
      campaignDays,
      activityLimits: ACTIVITY_LIMITS,
      changedMeanwhile: failed !== null && res.statusCode === 409,
    };
    await pages.show(req, res, "planning/edit-draft", { title: req.t("draft.editTitle"), scripts: ["writing"] }, model);
  }

  return router;
}

/** An instant as a form's date-and-time field takes it, in site time; "" for none. */
const fieldTime = (iso: string | null): string => (iso === null ? "" : localText(new Date(iso), config().timeZone));

/** What is filled in of where and when. */
const detailsOf = ({ kind, beside }: DraftView) =>
  kind !== "ACTIVITY"
    ? []
    : Object.entries(activityValues(beside)).flatMap(([field, value]) =>
        value ? [{ name: field.slice("activity.".length), value: value.replace("T", " ") }] : [],
      );

/** Where the reader came from. */
const listOf = ({ actor }: Request, town: string): string =>
  actor.role === "association" ? url("/planner") : actor.role === "responder" ? url("/planner/approvals") : url("/planner", { town });

/** A form's fields as an edit: what is no activity says nothing of where and when. */
const editIn = (body: Record<string, unknown>) =>
  EditDraftInput.parse({ ...body, activity: body.kind === "ACTIVITY" ? (activityOf(body) ?? null) : undefined });

function arrive(req: Request, res: Response, sent: Sent, waitingKey = "notice.draftSubmitted"): void {
  if ("threadId" in sent) done(req, res, "notice.posted", threadUrl(sent.threadId));
  else done(req, res, waitingKey, draftUrl(sent.draftId));
}

function done(req: Request, res: Response, key: string, to: string): void {
  req.session.notice = { key };
  res.redirect(303, to);
}
