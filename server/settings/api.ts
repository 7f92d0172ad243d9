import { Router } from "express";
import { guarded } from "../http/writes.ts";
import { allow } from "../people/permissions.ts";
import { changeSettings, SettingsShape, settings } from "./settings.ts";

/** What administrators decide for the whole section, as JSON. */
export function settingsApi(): Router {
  const api = Router();

  api.get("/settings", async (req, res) => {
    allow(req.actor, "administrateQuota", {});
    res.json(await settings());
  });
  api.put("/settings", ...guarded(), async (req, res) => {
    res.json(await changeSettings(req.actor, SettingsShape.partial().parse(req.body)));
  });

  return api;
}
