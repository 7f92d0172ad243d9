import { Router } from "express";
import { guarded } from "../http/writes.ts";
import { allow } from "../people/permissions.ts";
import { changeSettings, type Settings, SettingsShape, settings } from "./settings.ts";

/** What administrators decide for the whole section, as JSON. */
export function settingsApi(): Router {
  const api = Router();

  api.get("/settings", async (req, res) => {
    allow(req.actor, "administrateQuota", {});
    res.json(await settings());
  });
  api.put("/settings", ...guarded(), async (req, res) => {
    res.json(await changeSettings(req.actor, namedIn(req.body)));
  });

  return api;
}

/** What the body names and nothing else: a setting that it leaves out keeps its value, not its default. */
function namedIn(body: object): Partial<Settings> {
  const parsed = SettingsShape.partial().parse(body);
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => name in body));
}
