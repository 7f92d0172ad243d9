import { allow } from "../access/permissions.ts";
import { apiRouter } from "../http/api-router.ts";
import { changeSettings, type Settings, SettingsShape, settings } from "./settings.ts";

/** What administrators decide for the whole section. */
export const settingsApi = apiRouter();

settingsApi.get("/settings", {
  summary: "What is decided for the whole section (administrators)",
  answers: { 200: SettingsShape },
  handle: (req) => {
    allow(req.actor, "administrateQuota", {});
    return settings();
  },
});

settingsApi.put("/settings", {
  summary: "Change what the body names (administrators)",
  body: SettingsShape.partial(),
  answers: { 200: SettingsShape },
  handle: (req, { body }) => changeSettings(req.actor, onlyNamed(body, req.body)),
});

/** A setting that was left out keeps its value, where the schema would give its default. */
const onlyNamed = (parsed: Partial<Settings>, sent: object): Partial<Settings> => Object.fromEntries(Object.entries(parsed).filter(([name]) => name in sent));
