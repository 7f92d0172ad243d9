import { createHash } from "node:crypto";
import { type Request, type Response, Router } from "express";
import type { Problem } from "../../core/problems.ts";
import { idIn } from "../../core/text-fields.ts";
import { threadUrl, url } from "../../core/urls.ts";
import { type Form, typed } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form, guarded } from "../../http/writes.ts";
import { LIMITS } from "../../threads/inputs.ts";
import { warnFirst, warningAgain } from "../../threads/personal.ts";
import { MOST_SIGN_OFF_STEPS, SendBackInput, SignersInput, SignInput } from "../sign-off/sign-off-inputs.ts";
import { setSignOff, signOffSettings } from "../sign-off/sign-off-settings.ts";
import { type SignOffPage, signOffPage, signOffPageAgain } from "./sign-off-page.ts";
import { sendAnswerBack, signAnswer, takeAnswerBack } from "./signing.ts";
import { stepUrl } from "./step-forms.ts";

/** Signing off an answer inside its office, and where administrators say who does. */
export function signOffPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/feedback/sign-off", async (req, res) => {
    const model = await signOffPage(req.actor, idIn(req.params.id));
    if (model.waiting) await show(req, res, model, null);
    else res.redirect(303, model.question.url); // from an old notice: the question as it stands
  });
  router.post("/threads/:id/feedback/sign-off", ...form(sign, showAgain));
  router.post(
    "/threads/:id/feedback/sign-off/return",
    ...form(async (req, res) => {
      if (req.body?.anew) return showAnew(req, res);
      const { id } = await sendAnswerBack(req.actor, SendBackInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.answerSentBack" };
      res.redirect(303, threadUrl(id));
    }, showAgain),
  );
  router.post("/threads/:id/feedback/sign-off/take-back", ...guarded(), async (req, res) => {
    const { id } = await takeAnswerBack(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.answerTakenBack" };
    res.redirect(303, stepUrl(id, "answer"));
  });

  router.get("/admin/offices/:slug/sign-off", (req, res) => showSettings(req, res, null));
  router.post(
    "/admin/offices/:slug/sign-off",
    ...form(async (req, res) => {
      await setSignOff(req.actor, String(req.params.slug), SignersInput.parse({ signers: signersIn(req.body) }));
      req.session.notice = { key: "notice.saved" };
      res.redirect(303, url("/admin/offices"));
    }, showSettings),
  );

  async function sign(req: Request, res: Response) {
    if (req.body?.anew) return showAnew(req, res);
    if (markOf(String(req.body?.body ?? "")) !== req.body?.bodySeen) warnFirst({ ...req.body, reason: "" }); // who sent it in was told of theirs
    const { id, published } = await signAnswer(req.actor, SignInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    req.session.notice = { key: published ? "notice.answerPublished" : "notice.answerSigned" };
    res.redirect(303, threadUrl(id));
  }

  /** As it now is, with what was typed. Writes nothing. */
  async function showAnew(req: Request, res: Response) {
    await show(req, res, await signOffPage(req.actor, idIn(req.params.id)), { values: typed(req.body), errors: [] });
  }

  async function showAgain(req: Request, res: Response, failed: Form, problem: Problem) {
    await show(req, res, await signOffPageAgain(req.actor, idIn(req.params.id)), failed, problem);
  }

  async function show(req: Request, res: Response, model: SignOffPage, failed: Form | null, problem?: Problem) {
    const page = { title: req.t("signOff.title"), scripts: ["step"] };
    const bodySeen = model.waiting && markOf(model.waiting.draft.body);
    const personal = warningAgain(problem, failed, model.question.private, model.question.private);
    await pages.show(req, res, "questions/page/sign-off", page, { ...model, form: failed && withoutSeen(failed), personal, bodySeen, limits: LIMITS });
  }

  async function showSettings(req: Request, res: Response, failed: Form | null) {
    const { office, members } = await signOffSettings(req.actor, String(req.params.slug));
    const shown = members.map((member) => ({ ...member, field: signerField(member.username) }));
    const steps = Array.from({ length: MOST_SIGN_OFF_STEPS }, (_, index) => index + 1);
    await pages.show(req, res, "questions/sign-off/sign-off", { title: req.t("signOff.settings") }, { office, members: shown, steps, form: failed });
  }

  return router;
}

/** By which a form knows its text again, so that only one that the signer changed is kept: else the next press would sign the text of before. */
const markOf = (body: string): string => createHash("sha256").update(body.replace(/\r\n?/g, "\n").trim()).digest("base64url");

function withoutSeen({ values: { bodySeen, ...values }, errors }: Form): Form {
  const { body, ...rest } = values;
  return { values: body !== undefined && markOf(body) === bodySeen ? rest : values, errors };
}

const signerField = (username: string): string => `signer.${username}`;

/** A form's flat fields as the signers that they say. */
const signersIn = (body: Record<string, string>) =>
  Object.entries(body).flatMap(([field, value]) =>
    field.startsWith(signerField("")) && value !== "" ? [{ username: field.slice(signerField("").length), step: Number(value) }] : [],
  );
