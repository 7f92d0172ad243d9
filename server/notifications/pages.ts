import { Router } from "express";
import { isMember } from "../access/actor.ts";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import type { Pages } from "../http/pages.ts";
import { wordsOf } from "../http/words.ts";
import { guarded } from "../http/writes.ts";
import { NotificationsQuery, ReadInput } from "./inputs.ts";
import { leave, leaverOf } from "./leaving.ts";
import { notificationsPage } from "./notifications-page.ts";
import { openNotification, readAll } from "./reading.ts";

/** What an account was told, and the links that end its mails. */
export function notificationPages(pages: Pages): Router {
  const router = Router();

  router.get("/me/notifications", async (req, res) => {
    if (!isMember(req.actor)) return res.redirect(303, url("/sign-in", { returnTo: req.originalUrl }));
    const model = await notificationsPage(req.actor, wordsOf(req), NotificationsQuery.parse(req.query));
    await pages.show(req, res, "notifications/list", { title: req.t("notifications.title") }, { ...model });
  });
  router.post("/me/notifications/read", ...guarded(), async (req, res) => {
    await readAll(req.actor, ReadInput.parse(req.body).upTo);
    res.redirect(303, url("/me/notifications"));
  });
  router.post("/me/notifications/:id", ...guarded(), async (req, res) => {
    res.redirect(303, url(await openNotification(req.actor, idIn(req.params.id))));
  });

  router.get("/mail/leave/:token", async (req, res) => {
    const leaver = await leaverOf(req.params.token);
    const text = "town" in leaver ? req.t("mail.leaveTownText", { town: leaver.town }) : req.t("mail.leaveText");
    const model = { heading: req.t("mail.leaveTitle"), text, action: req.originalUrl, submit: req.t("mail.leaveSubmit") };
    await pages.show(req, res, "notifications/mail-link", { title: model.heading }, model);
  });
  /** Mail programs press the button for their reader (RFC 8058): no session, no token, only the link. */
  router.post("/mail/leave/:token", ...guarded("write", "linkHolders"), async (req, res) => {
    await leave(String(req.params.token));
    const model = { heading: req.t("mail.left"), text: req.t("mail.leftText"), action: null, submit: null };
    await pages.show(req, res, "notifications/mail-link", { title: model.heading }, model);
  });

  return router;
}
