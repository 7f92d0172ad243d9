import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { isMember } from "../access/actor.ts";
import { allow, can } from "../access/permissions.ts";
import { campaignDaysOf } from "../activities/campaign-days.ts";
import { ACTIVITY_LIMITS, activityOf } from "../activities/inputs.ts";
import { ASKING, KINDS } from "../core/kinds.ts";
import type { Problem } from "../core/problems.ts";
import { threadUrl, url } from "../core/urls.ts";
import { SIMILAR, showSimilar, warnOfShortfall } from "../forum/asked-once.ts";
import { StartThreadInput } from "../forum/inputs.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { uploaded, uploads } from "../http/uploads.ts";
import { form } from "../http/writes.ts";
import { PICTURE_LIMITS, PICTURE_SLOTS, PICTURE_UPLOAD } from "../media/inputs.ts";
import { preparePictures } from "../media/preparing.ts";
import { categories } from "../offices/categories.ts";
import { closeTo } from "../questions/asker/suggestions.ts";
import { forecast } from "../quota/forecast.ts";
import { ForecastInput } from "../quota/forecast-input.ts";
import { LIMITS } from "../threads/inputs.ts";
import { warnFirst, warningAgain } from "../threads/personal.ts";
import { townLinks } from "../towns/towns.ts";
import { choicesFor } from "./choices.ts";
import { DraftInput, IntentInput, NotScheduled, ScheduleInput } from "./inputs.ts";
import { saveDraft } from "./save-draft.ts";
import { submitThread } from "./submit-thread.ts";

const NewThreadQuery = z.object({
  town: z.string().max(64).catch(""),
  kind: z.enum(KINDS).or(z.literal("")).catch(""),
  publishAt: z.string().max(40).catch(""),
});

/** More can be added once it is published. */
const SLOTS_AT_FIRST = 3;

/** The page on which a thread is written, and where it is sent to. */
export function startingPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/new", async (req, res) => {
    if (!isMember(req.actor)) return res.redirect(303, url("/sign-in", { returnTo: req.originalUrl }));
    await showNewThread(req, res, null);
  });

  router.post(
    "/threads",
    ...form(
      async (req, res) => {
        const { notice, to } = await take(req);
        req.session.notice = { key: notice };
        res.redirect(303, to);
      },
      (req, res, form, problem) => showNewThread(req, res, form, problem),
      "write",
      "members",
      uploads(PICTURE_UPLOAD, (req) => allow(req.actor, "sendPictures", {})),
    ),
  );

  async function showNewThread(req: Request, res: Response, form: Form | null, problem?: Problem) {
    const asked = NewThreadQuery.parse(form ? form.values : req.query);
    const { town } = asked;
    const kind = asked.kind || (form ? "QUESTION" : ""); // a form that failed comes back as a form, whatever its kind was
    const towns = await townLinks();
    const ownTown = towns.find(({ id }) => id === req.actor.townId)?.slug ?? "";
    const chosen = { town: town || ownTown, kind: kind || (req.actor.role === "association" ? ("ACTIVITY" as const) : ("" as const)) };
    const townId = towns.find(({ slug }) => slug === chosen.town)?.id ?? req.actor.townId ?? 0;
    await pages.show(
      req,
      res,
      "planning/new-thread",
      { title: req.t("newThread.title"), scripts: ["writing"] },
      {
        form,
        submission: form?.values.submission ?? randomUUID(),
        campaignDays: chosen.kind === "ACTIVITY" ? await campaignDaysOf(townId) : [],
        activityLimits: ACTIVITY_LIMITS,
        slots: chosen.kind && can(req.actor, "sendPictures", {}) && !ASKING.includes(chosen.kind) ? PICTURE_SLOTS.slice(0, SLOTS_AT_FIRST) : [],
        pictureLimits: PICTURE_LIMITS,
        towns,
        kinds: KINDS.map((each) => ({ kind: each, allowed: can(req.actor, "startThread", { kind: each, townId }) })),
        chosen,
        forecast: await forecast(req.actor, writtenIn(form, chosen)),
        mayConfirm: problem?.key === "wouldNotCount",
        similar: problem?.key === SIMILAR ? await closeTo(req.actor, form?.values.title ?? "") : null,
        asking: chosen.kind && ASKING.includes(chosen.kind) ? { categories: await categories() } : null,
        choices: await choicesFor(req.actor),
        publishAt: asked.publishAt,
        limits: LIMITS,
        lost: problem?.key === "sessionLost",
        personal: warningAgain(problem, form),
      },
    );
  }

  return router;
}

/** What a form that came back says, as far as the forecast asks; its pictures are kept under names that begin so. */
const writtenIn = (form: Form | null, { town, kind }: { town: string; kind: string }): ForecastInput => {
  const pictures = Object.entries(form?.values ?? {}).filter(([name, value]) => name.startsWith("kept") && value !== "").length;
  return ForecastInput.parse({ body: "", ...form?.values, town, kind: kind || null, pictures });
};

/** What the writing form was sent for: published, or kept as a draft, or published at its time; who was warned confirms the same. */
async function take(req: Request): Promise<{ notice: string; to: string }> {
  const { actor, body } = req;
  const pictures = await preparePictures(uploaded(req), body);
  const written = { ...body, activity: activityOf(body) };
  const { intent } = IntentInput.parse({ intent: body.intent ?? body.confirmed ?? body.personalSeen ?? body.similarSeen });
  if (intent === "draft") {
    const { id } = await saveDraft(actor, { ...DraftInput.parse(written), pictures });
    return { notice: "notice.draftSaved", to: url(`/planner/drafts/${id}`) };
  }
  warnFirst(body);
  const publishAt = intent === "schedule" ? ScheduleInput.parse(body).publishAt : NotScheduled.parse(body).publishAt;
  const input = { ...StartThreadInput.parse(written), pictures };
  if (!body.confirmed) await warnOfShortfall(actor, input);
  if (!body.similarSeen) await showSimilar(actor, input);
  const sent = await submitThread(actor, input, publishAt);
  if ("threadId" in sent) return { notice: postedNotice(input), to: threadUrl(sent.threadId) };
  return { notice: intent === "schedule" ? "notice.draftScheduled" : "notice.draftSubmitted", to: url(`/planner/drafts/${sent.draftId}`) };
}

/** Whoever asked wants to know what comes next; "published" would frighten whoever asked privately. */
const postedNotice = ({ kind, private: hidden }: StartThreadInput): string =>
  ASKING.includes(kind) ? (hidden ? "notice.askedPrivately" : "notice.asked") : "notice.posted";
