import { type Request, type Response, Router } from "express";
import { LIMITS } from "../forum/inputs.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { idIn } from "../text-fields.ts";
import { threadUrl, url } from "../urls.ts";
import { MOST_SIGN_OFF_STEPS } from "./sign-off/sign-off.ts";
import { SendBackInput, SignersInput, SignInput } from "./sign-off/sign-off-inputs.ts";
import { signOffPage } from "./sign-off/sign-off-page.ts";
import { setSignOff, signOffSettings } from "./sign-off/sign-off-settings.ts";
import { sendAnswerBack, signAnswer, takeAnswerBack } from "./sign-off/signing.ts";
import { stepUrl } from "./steps/step-forms.ts";

/** Signing off an answer inside its office, and where administrators say who does. */
export function signOffPages(pages: Pages): Router {
  const router = Router();

  router.get("/threads/:id/feedback/sign-off", (req, res) => show(req, res, null));
  router.post("/threads/:id/feedback/sign-off", ...form(sign, show));
  router.post(
    "/threads/:id/feedback/sign-off/return",
    ...form(async (req, res) => {
      const { id } = await sendAnswerBack(req.actor, SendBackInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
      req.session.notice = { key: "notice.answerSentBack" };
      res.redirect(303, threadUrl(id));
    }, show),
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
    const { id, published } = await signAnswer(req.actor, SignInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    req.session.notice = { key: published ? "notice.answerPublished" : "notice.answerSigned" };
    res.redirect(303, threadUrl(id));
  }

  /** Who comes when nothing waits any more, from an old notice, finds the question as it stands. */
  async function show(req: Request, res: Response, failed: Form | null) {
    const model = await signOffPage(req.actor, idIn(req.params.id));
    if (!model.waiting && !failed) return res.redirect(303, model.question.url);
    const page = { title: req.t("signOff.title"), scripts: ["new-thread", "handling"] };
    await pages.show(req, res, "feedback/sign-off", page, { ...model, form: failed, limits: LIMITS });
  }

  async function showSettings(req: Request, res: Response, failed: Form | null) {
    const { office, members } = await signOffSettings(req.actor, String(req.params.slug));
    const shown = members.map((member) => ({ ...member, field: signerField(member.username) }));
    const steps = Array.from({ length: MOST_SIGN_OFF_STEPS }, (_, index) => index + 1);
    await pages.show(req, res, "offices/sign-off", { title: req.t("signOff.settings") }, { office, members: shown, steps, form: failed });
  }

  return router;
}

const signerField = (username: string): string => `signer.${username}`;

/** A form's flat fields as the signers that they say. */
const signersIn = (body: Record<string, string>) =>
  Object.entries(body).flatMap(([field, value]) =>
    field.startsWith(signerField("")) && value !== "" ? [{ username: field.slice(signerField("").length), step: Number(value) }] : [],
  );
