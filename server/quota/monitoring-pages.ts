import { Router } from "express";
import type { Pages } from "../http/pages.ts";
import { NotFound } from "../problems.ts";
import { presentMonth } from "./counter.ts";
import { monthInput } from "./inputs.ts";
import { monitoringPage } from "./monitoring-page.ts";
import { OverviewQuery } from "./overview-inputs.ts";

/** The administrators' pages of the quota: monitoring, inspection, the report on how figures came about. */
export function monitoringPages(pages: Pages): Router {
  const router = Router();

  router.get(["/admin/quota", "/admin/quota/:month"], async (req, res) => {
    const wanted = monthInput.safeParse(req.params.month ?? presentMonth());
    if (!wanted.success) throw new NotFound();
    const model = await monitoringPage(req.actor, wanted.data, OverviewQuery.parse(req.query));
    await pages.show(req, res, "quota/monitoring", { title: req.t("monitoring.title"), scripts: ["quota"], live: true, wide: true }, model);
  });

  return router;
}
