import { type Request, type Response, Router } from "express";
import { MailInput } from "../accounts/inputs.ts";
import { url } from "../core/urls.ts";
import { spend } from "../http/limits.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { addressToConfirm, changeMailSettings, confirmAddress, mailSettingsOf } from "./mail-address.ts";

/** The e-mail address of one's account: chosen, and confirmed by its owner. */
export function mailPages(pages: Pages): Router {
  const router = Router();

  router.get("/account/mail", (req, res) => showMail(req, res, null));
  router.post(
    "/account/mail",
    ...form(async (req, res) => {
      const input = MailInput.parse({ email: req.body.email, mailNotices: req.body.mailNotices === "1" });
      await spend("mail", `account:${req.actor.id}`);
      const { confirming } = await changeMailSettings(req.actor, input);
      req.session.notice = { key: confirming ? "notice.confirmationSent" : "notice.saved" };
      res.redirect(303, url("/account/mail"));
    }, showMail),
  );

  router.get("/mail/confirm/:token", async (req, res) => {
    const { username, email } = await addressToConfirm(req.params.token);
    const model = {
      heading: req.t("mail.confirm"),
      text: req.t("mail.confirmText", { username, email }),
      action: req.originalUrl,
      submit: req.t("mail.confirm"),
    };
    await showLink(req, res, model);
  });
  router.post("/mail/confirm/:token", ...guarded("write", "linkHolders"), async (req, res) => {
    await confirmAddress(String(req.params.token));
    await showLink(req, res, { heading: req.t("mail.confirmed"), text: req.t("mail.confirmedText"), action: null, submit: null });
  });

  async function showMail(req: Request, res: Response, failed: object | null) {
    await pages.show(req, res, "notifications/mail", { title: req.t("account.mail") }, { form: failed, mail: await mailSettingsOf(req.actor) });
  }

  async function showLink(req: Request, res: Response, model: { heading: string; text: string; action: string | null; submit: string | null }) {
    await pages.show(req, res, "notifications/mail-link", { title: model.heading }, model);
  }

  return router;
}
