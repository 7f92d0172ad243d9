import { Router } from "express";
import { monthIn, monthInput } from "../../calendar/month-inputs.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { NotFound } from "../../core/problems.ts";
import { boardUrl, url } from "../../core/urls.ts";
import type { Pages } from "../../http/pages.ts";
import { siteVersion } from "../../http/site-version.ts";
import { MonthThreadsQuery } from "../../quota/counting/month-threads.ts";
import { monthThreadsPage } from "../../quota/counting/month-threads-page.ts";
import { townMonths } from "../../quota/counting/town-page.ts";
import { TownQuotaQuery } from "../../quota/inputs.ts";
import { threadRowsOf } from "../../threads/thread-rows.ts";
import { OverviewQuery } from "../monitoring/overview-inputs.ts";
import { sentReminders } from "../reminders/reminders-page.ts";
import { quotaPage } from "./quota-page.ts";

/** The counter's pages: a month over all towns, and a town month by month. */
export function quotaPages(pages: Pages): Router {
  const router = Router();

  router.get(["/quota", "/quota/:month"], async (req, res) => {
    const wanted = monthInput.safeParse(req.params.month ?? presentMonth());
    if (!wanted.success) throw new NotFound();
    const page = { title: req.t("quota.title"), scripts: ["quota"], live: true, wide: true };
    const query = OverviewQuery.parse(req.query);
    const path = req.params.month === undefined ? "/quota" : `/quota/${wanted.data}`;
    await pages.showCached(req, res, "reporting/month/month", siteVersion(), async () => ({
      page,
      model: await quotaPage(req.actor, wanted.data, query, path),
    }));
  });

  router.get("/quota/:month/threads", async (req, res) => {
    const [month, query] = [monthIn(req.params.month), MonthThreadsQuery.parse(req.query)];
    await pages.showCached(req, res, "reporting/month/threads", siteVersion(), async () => {
      return { page: { title: req.t("monthThreads.page") }, model: await monthThreadsPage(month, query) };
    });
  });

  router.get("/towns/:slug/quota", async (req, res) => {
    const { town, months, ...links } = await townMonths(req.params.slug, TownQuotaQuery.parse(req.query));
    const rows = await threadRowsOf(months.flatMap(({ threadIds }) => threadIds));
    const listed = months.map(({ threadIds, ...month }) => ({ ...month, threads: rows.filter((row) => threadIds.includes(row.id)) }));
    const model = { town: { slug: town.slug, name: town.name, url: boardUrl(town.slug) }, boardUrl: boardUrl(town.slug), months: listed, ...links };
    const reminders = await sentReminders(
      req.actor,
      town.id,
      months.map(({ month }) => month),
    );
    await pages.show(
      req,
      res,
      "reporting/month/town",
      { title: req.t("quota.townTitle", { town: town.name }), scripts: ["quota"], live: true },
      { ...model, reminders, recipientsUrl: url("/me/recipients", { town: town.slug }) },
    );
  });

  return router;
}
