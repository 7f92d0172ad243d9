import { Router } from "express";
import { monthsAfter } from "../../calendar/month.ts";
import { monthInput } from "../../calendar/month-inputs.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { NotFound } from "../../core/problems.ts";
import { XLSX } from "../../core/spreadsheets.ts";
import { url } from "../../core/urls.ts";
import type { Pages } from "../../http/pages.ts";
import { QuotaQuery } from "../../quota/inputs.ts";
import { quotaTabs } from "../../quota/quota-tabs.ts";
import { inspectionAsCsv, inspectionAsXlsx } from "../inspection/inspection-export.ts";
import { inspectionPage } from "../inspection/inspection-page.ts";
import { gamingReport } from "./gaming-report.ts";
import { monitoringPage } from "./monitoring-page.ts";
import { OverviewQuery } from "./overview-inputs.ts";

/** Boards that a page lists without being asked for all. */
const FEW_BOARDS = 100;
/** The administrators' pages that watch over the quota: monitoring, inspection, the report on how figures came about. */
export function monitoringPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/inspection", async (req, res) => {
    const inspected = await inspectionPage(req.actor);
    const isShort = req.query.all === undefined && inspected.towns.length > FEW_BOARDS;
    const model = {
      ...inspected,
      shown: isShort ? inspected.towns.filter(({ fails }) => fails) : inspected.towns,
      allUrl: isShort ? url("/admin/inspection", { all: 1 }) : null,
      tabs: quotaTabs(req, "inspection"),
    };
    await pages.show(req, res, "reporting/inspection/inspection", { title: req.t("inspection.title"), wide: true }, model);
  });
  router.get("/admin/inspection.csv", async (req, res) => {
    const table = await inspectionAsCsv(await inspectionPage(req.actor), req.t);
    res.set("cache-control", "private, no-store").attachment("inspection.csv").type("text/csv; charset=utf-8").send(table);
  });
  router.get("/admin/inspection.xlsx", async (req, res) => {
    const book = await inspectionAsXlsx(await inspectionPage(req.actor), req.t);
    res.set("cache-control", "private, no-store").attachment("inspection.xlsx").type(XLSX).send(book);
  });

  router.get("/admin/quota/gaming", async (req, res) => {
    const { month = presentMonth() } = QuotaQuery.parse(req.query);
    const links = {
      previousUrl: url("/admin/quota/gaming", { month: monthsAfter(month, -1) }),
      nextUrl: month < presentMonth() ? url("/admin/quota/gaming", { month: monthsAfter(month, 1) }) : null,
    };
    const model = { ...(await gamingReport(req.actor, month)), ...links, tabs: quotaTabs(req, "gaming") };
    await pages.show(req, res, "reporting/monitoring/gaming", { title: req.t("gaming.title") }, model);
  });

  router.get(["/admin/quota", "/admin/quota/:month"], async (req, res) => {
    const wanted = monthInput.safeParse(req.params.month ?? presentMonth());
    if (!wanted.success) throw new NotFound();
    const model = { ...(await monitoringPage(req.actor, wanted.data, OverviewQuery.parse(req.query))), tabs: quotaTabs(req, "monitoring") };
    await pages.show(req, res, "reporting/monitoring/monitoring", { title: req.t("monitoring.title"), scripts: ["quota"], live: true, wide: true }, model);
  });

  return router;
}
