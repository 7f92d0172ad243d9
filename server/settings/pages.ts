import { type Request, type Response, Router } from "express";
import { allow } from "../access/permissions.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { changeSettings, SettingsShape, settings } from "./settings.ts";

/** The administrators' page of what is decided for the whole section. */
export function settingsPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/settings", (req, res) => showSettings(req, res, null));
  router.post(
    "/admin/settings",
    ...form(async (req, res) => {
      await changeSettings(req.actor, SettingsShape.parse(req.body));
      req.session.notice = { key: "notice.saved" };
      res.redirect(303, url("/admin/settings"));
    }, showSettings),
  );

  async function showSettings(req: Request, res: Response, failed: Form | null) {
    allow(req.actor, "administrateQuota", {});
    await pages.show(req, res, "settings/settings", { title: req.t("settings.title") }, { form: failed, settings: await settings() });
  }

  return router;
}
