import { Router } from "express";
import { isMember } from "../access/actor.ts";
import type { Locale } from "../core/config.ts";
import { SignInNeeded } from "../core/problems.ts";
import type { Pages } from "../http/pages.ts";
import { guarded } from "../http/writes.ts";
import { SuggestionsQuery, suggestions } from "../questions/asker/suggestions.ts";
import { forecast } from "../quota/forecast.ts";
import { ForecastInput } from "../quota/forecast-input.ts";
import { renderMarkup } from "../text/markup.ts";
import { PersonalPreviewInput, PreviewInput } from "../threads/inputs.ts";
import { warningFor } from "../threads/personal.ts";

/** What whoever writes is told meanwhile, as fragments; nothing is kept. */
export function previewPages(pages: Pages): Router {
  const router = Router();

  router.get("/suggestions", async (req, res) => {
    const found = await suggestions(req.actor, SuggestionsQuery.parse(req.query).title);
    res
      .set("cache-control", "private, no-store")
      .type("html")
      .send(pages.fragment("questions/asker/suggestions", req.locale as Locale, { suggestions: found }));
  });

  router.post("/preview", ...guarded("preview"), (req, res) => {
    if (!isMember(req.actor)) throw new SignInNeeded();
    res.type("html").send(renderMarkup(PreviewInput.parse(req.body).body));
  });

  router.post("/forecast", ...guarded("preview"), async (req, res) => {
    const told = await forecast(req.actor, ForecastInput.parse(req.body));
    res.type("html").send(told ? pages.fragment("quota/forecast", req.locale as Locale, { forecast: told }) : "");
  });

  router.post("/preview/personal", ...guarded("preview"), (req, res) => {
    if (!isMember(req.actor)) throw new SignInNeeded();
    const personal = warningFor(PersonalPreviewInput.parse({ ...req.query, ...req.body }));
    res.type("html").send(personal ? pages.fragment("parts/personal-told", req.locale as Locale, { personal }) : "");
  });

  return router;
}
