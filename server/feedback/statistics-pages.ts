import { Router } from "express";
import type { Pages } from "../http/pages.ts";
import type { Pulse } from "../http/pulse.ts";
import { presentMonth } from "../quota/counter.ts";
import { StatisticsListQuery, StatisticsQuery } from "./statistics-inputs.ts";
import { statisticsListPage, statisticsPage } from "./statistics-page.ts";

/** How questions and opinions are answered, for everybody. */
export function statisticsPages(pages: Pages, pulse: Pulse): Router {
  const router = Router();

  router.get("/questions", async (req, res) => {
    const { month = presentMonth() } = StatisticsQuery.parse(req.query);
    const page = { title: req.t("statistics.title"), wide: true };
    await pages.showKept(req, res, "feedback/statistics", pulse.version, async () => ({ page, model: await statisticsPage(month) }));
  });

  router.get("/questions/list", async (req, res) => {
    const model = await statisticsListPage(req.actor, StatisticsListQuery.parse(req.query));
    await pages.show(req, res, "feedback/statistics-list", { title: req.t("statistics.listTitle") }, model);
  });

  return router;
}
