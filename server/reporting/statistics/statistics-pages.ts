import { Router } from "express";
import type { Month } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { XLSX } from "../../core/spreadsheets.ts";
import { attached } from "../../http/attached.ts";
import { limited } from "../../http/limits.ts";
import type { Pages } from "../../http/pages.ts";
import { siteVersion } from "../../http/site-version.ts";
import { monthStatistics } from "./month-statistics.ts";
import { type Say, statisticsAsCsv, statisticsAsXlsx } from "./statistics-export.ts";
import { StatisticsListQuery, StatisticsQuery } from "./statistics-inputs.ts";
import { statisticsListPage, statisticsPage } from "./statistics-page.ts";

/** How questions and opinions are answered, for everybody. */
export function statisticsPages(pages: Pages): Router {
  const router = Router();

  router.get("/questions", async (req, res) => {
    const { month = presentMonth() } = StatisticsQuery.parse(req.query);
    const page = { title: req.t("statistics.title"), wide: true };
    await pages.showCached(req, res, "reporting/statistics/statistics", siteVersion(), async () => ({ page, model: await statisticsPage(month) }));
  });

  router.get("/questions.xlsx", limited("report"), async (req, res) => {
    const { month = presentMonth() } = StatisticsQuery.parse(req.query);
    const file = await statisticsAsXlsx(await monthStatistics(month), req.t);
    res
      .set("content-disposition", named(month, "xlsx", req.t))
      .type(XLSX)
      .send(file);
  });
  router.get("/questions.csv", limited("report"), async (req, res) => {
    const { month = presentMonth() } = StatisticsQuery.parse(req.query);
    const table = await statisticsAsCsv(await monthStatistics(month), req.t);
    res
      .set("content-disposition", named(month, "csv", req.t))
      .type("text/csv; charset=utf-8")
      .send(table);
  });

  router.get("/questions/list", async (req, res) => {
    const model = await statisticsListPage(req.actor, StatisticsListQuery.parse(req.query));
    await pages.show(req, res, "reporting/statistics/statistics-list", { title: req.t("statistics.listTitle") }, model);
  });

  return router;
}

const named = (month: Month, ending: string, t: Say): string =>
  attached(`${t("statistics.export.fileName", { month })}.${ending}`, `questions-${month}.${ending}`);
