import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { bulletinApi } from "./bulletin/api.ts";
import { bulletinPages } from "./bulletin/bulletin-pages.ts";
import { closingApi } from "./closing/api.ts";
import { closingPages } from "./closing/closing-pages.ts";
import { inspectionApi } from "./inspection/api.ts";
import { monitoringApi } from "./monitoring/api.ts";
import { monitoringPages } from "./monitoring/monitoring-pages.ts";
import { adminHomePages } from "./month/admin-pages.ts";
import { monthApi } from "./month/api.ts";
import { quotaPages } from "./month/pages.ts";
import { remindersApi } from "./reminders/api.ts";
import { reportPages } from "./reports/report-pages.ts";
import { statisticsApi } from "./statistics/api.ts";
import { statisticsPages } from "./statistics/statistics-pages.ts";

/** The month as pages, reports and figures. */
export const reporting = (site: Pages): Module => ({
  pages: [adminHomePages(site), quotaPages(site), statisticsPages(site), closingPages(site), bulletinPages(site), monitoringPages(site), reportPages(site)],
  api: [monthApi, closingApi, bulletinApi, monitoringApi, inspectionApi, remindersApi, statisticsApi],
});
