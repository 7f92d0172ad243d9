import { randomUUID } from "node:crypto";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { campaignDaysOf } from "../activities/campaign-days.ts";
import { ACTIVITY_LIMITS, activityOf } from "../activities/inputs.ts";
import { type Actor, isMember } from "../actor.ts";
import type { Locale } from "../config.ts";
import { db } from "../data/client.ts";
import { categories } from "../feedback/categories.ts";
import { closeTo, SuggestionsQuery, suggestions } from "../feedback/suggestions.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { uploaded, uploads } from "../http/uploads.ts";
import { form, guarded } from "../http/writes.ts";
import { ASKING, KINDS } from "../kinds.ts";
import { PICTURE_LIMITS, PICTURE_SLOTS, PICTURE_UPLOAD } from "../media/inputs.ts";
import { preparePictures } from "../media/preparing.ts";
import { allow, can } from "../people/permissions.ts";
import { choicesFor } from "../planning/choices.ts";
import { DraftInput, IntentInput, NotScheduled, ScheduleInput } from "../planning/inputs.ts";
import { saveDraft } from "../planning/save-draft.ts";
import { submitThread } from "../planning/submit-thread.ts";
import { Problem, SignInNeeded } from "../problems.ts";
import { idIn } from "../text-fields.ts";
import { townLinks } from "../towns/towns.ts";
import { postUrl, threadUrl, url } from "../urls.ts";
import { editPost, editThread } from "./edit-post.ts";
import { forecast, isMendable } from "./forecast.ts";
import { grantCredit, withdrawGrant } from "./granting.ts";
import {
  EditPostInput,
  EditThreadInput,
  ForecastInput,
  GrantInput,
  LIMITS,
  MoveThreadInput,
  PersonalPreviewInput,
  PreviewInput,
  StartThreadInput,
} from "./inputs.ts";
import { renderMarkup } from "./markup.ts";
import { moveThread } from "./moving.ts";
import { warnFirst, warningAgain, warningFor } from "./personal.ts";
import { postAndThread } from "./post-and-thread.ts";
import { openingPost } from "./post-rows.ts";
import { isBlank, writtenText } from "./publishing.ts";
import { sameSubmission } from "./start-thread.ts";
import { readThread, threadView } from "./thread-facts.ts";

const NewThreadQuery = z.object({
  town: z.string().max(64).catch(""),
  kind: z.enum(KINDS).or(z.literal("")).catch(""),
  publishAt: z.string().max(40).catch(""),
});

/** More can be added once it is published. */
const SLOTS_AT_FIRST = 3;

/** The pages on which something is written: a new thread, an edit, a move. */
export function writingPages(pages: Pages): Router {
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

  router.get("/suggestions", async (req, res) => {
    const found = await suggestions(req.actor, SuggestionsQuery.parse(req.query).title);
    res
      .set("cache-control", "private, no-store")
      .type("html")
      .send(pages.fragment("feedback/suggestions", req.locale as Locale, { suggestions: found }));
  });

  router.post("/preview", ...guarded("preview"), (req, res) => {
    if (!isMember(req.actor)) throw new SignInNeeded();
    res.type("html").send(renderMarkup(PreviewInput.parse(req.body).body));
  });

  router.post("/forecast", ...guarded("preview"), async (req, res) => {
    const told = await forecast(req.actor, ForecastInput.parse(req.body));
    res.type("html").send(told ? pages.fragment("forum/forecast", req.locale as Locale, { forecast: told }) : "");
  });

  router.post("/preview/personal", ...guarded("preview"), (req, res) => {
    if (!isMember(req.actor)) throw new SignInNeeded();
    const personal = warningFor(PersonalPreviewInput.parse(req.body));
    res.type("html").send(personal ? pages.fragment("parts/personal-told", req.locale as Locale, { personal }) : "");
  });

  router.get("/threads/:id/edit", (req, res) => showEditThread(req, res, null));
  router.post(
    "/threads/:id/edit",
    ...form(async (req, res) => {
      warnFirst(req.body);
      const { id } = await editThread(req.actor, EditThreadInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.edited" };
      res.redirect(303, threadUrl(id));
    }, showEditThread),
  );

  router.get("/posts/:id/edit", (req, res) => showEditPost(req, res, null));
  router.post(
    "/posts/:id/edit",
    ...form(async (req, res) => {
      warnFirst(req.body);
      const post = await editPost(req.actor, EditPostInput.parse({ ...req.body, postId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.edited" };
      res.redirect(303, postUrl(post));
    }, showEditPost),
  );

  router.get("/threads/:id/move", (req, res) => showMove(req, res, null));
  router.post(
    "/threads/:id/move",
    ...form(async (req, res) => {
      const { id } = await moveThread(req.actor, MoveThreadInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.moved" };
      res.redirect(303, threadUrl(id));
    }, showMove),
  );

  router.get("/threads/:id/grant", (req, res) => showGrant(req, res, null));
  router.post(
    "/threads/:id/grant",
    ...form(async (req, res) => {
      const { id } = await grantCredit(req.actor, GrantInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.creditGranted" };
      res.redirect(303, threadUrl(id));
    }, showGrant),
  );
  router.post("/threads/:id/grant/withdraw", ...guarded(), async (req, res) => {
    const { id } = await withdrawGrant(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.grantWithdrawn" };
    res.redirect(303, threadUrl(id));
  });

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
      "forum/new-thread",
      { title: req.t("newThread.title"), scripts: ["new-thread"] },
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

  async function showEditThread(req: Request, res: Response, form: Form | null, problem?: Problem) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    if (!form) allow(req.actor, "editThread", thread);
    const post = await openingPost(thread.id);
    const shown = again(form, { title: thread.title, body: post.body, version: String(thread.version) });
    const model = {
      thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) },
      form: shown,
      limits: LIMITS,
      personal: warningAgain(problem, form),
    };
    await pages.show(req, res, "forum/edit-thread", { title: req.t("edit.title"), scripts: ["new-thread"] }, model);
  }

  async function showEditPost(req: Request, res: Response, form: Form | null, problem?: Problem) {
    const { post, thread } = await postAndThread(req.actor, idIn(req.params.id));
    if (!form) allow(req.actor, "editPost", { ...post, thread });
    const shown = again(form, { body: post.body, version: String(post.version) });
    const model = { post: { id: post.id, url: postUrl(post) }, threadTitle: thread.title, form: shown, limits: LIMITS, personal: warningAgain(problem, form) };
    await pages.show(req, res, "forum/edit-post", { title: req.t("edit.title"), scripts: ["new-thread"] }, model);
  }

  async function showMove(req: Request, res: Response, form: Form | null) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "moveThread", thread);
    const shown = form ?? { values: { town: thread.townSlug, kind: thread.kind }, errors: [] };
    const model = { thread: { id: thread.id, title: thread.title, url: threadUrl(thread.id) }, form: shown, towns: await townLinks(), kinds: KINDS };
    await pages.show(req, res, "forum/move", { title: req.t("move.title") }, model);
  }

  async function showGrant(req: Request, res: Response, form: Form | null) {
    const thread = await readThread(req.actor, idIn(req.params.id));
    allow(req.actor, "grantCredit", thread);
    const model = { thread: threadView(req.actor, thread), form };
    await pages.show(req, res, "forum/grant", { title: req.t("grant.title") }, model);
  }

  return router;
}

/** What a form that came back says, as far as the forecast asks; its pictures are kept under names that begin so. */
const writtenIn = (form: Form | null, { town, kind }: { town: string; kind: string }): ForecastInput => {
  const pictures = Object.entries(form?.values ?? {}).filter(([name, value]) => name.startsWith("kept") && value !== "").length;
  return ForecastInput.parse({ body: "", ...form?.values, town, kind: kind || null, pictures });
};

/** Publishing what will not count is asked about once. @throws Problem: the form again, with why and a button that publishes anyway */
async function warnOfShortfall(actor: Actor, { town, kind, title, body, pictures = [] }: StartThreadInput): Promise<void> {
  const told = await forecast(actor, { town, kind, title, body, pictures: pictures.length });
  if (told && isMendable(told)) throw new Problem(422, "wouldNotCount");
}

const SIMILAR = "similarFound";

/** Whoever asks what may be answered already is told once, with everything that was typed. @throws Problem: the form again, with them and a button */
async function showSimilar(actor: Actor, input: StartThreadInput): Promise<void> {
  if (input.kind !== "QUESTION" || !isMember(actor)) return;
  if (!(await isComplete(input)) || (await closeTo(actor, input.title)).length === 0) return;
  // Asked last: the same form sent at the same moment may be what it is like.
  if (!(await sameSubmission(db, actor.id, input.submission))) throw new Problem(422, SIMILAR);
}

const isComplete = async ({ title, body, town }: StartThreadInput): Promise<boolean> =>
  !isBlank(writtenText(title, body)) && (await townLinks()).some(({ slug }) => slug === town);

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
  if ("threadId" in sent) return { notice: "notice.posted", to: threadUrl(sent.threadId) };
  return { notice: intent === "schedule" ? "notice.draftScheduled" : "notice.draftSubmitted", to: url(`/planner/drafts/${sent.draftId}`) };
}

/** A failed edit keeps what was typed, but takes the present version: who was told of the other edit may save over it. */
const again = (failed: Form | null, present: Record<string, string>): Form =>
  failed ? { ...failed, values: { ...failed.values, version: present.version ?? "" } } : { values: present, errors: [] };
