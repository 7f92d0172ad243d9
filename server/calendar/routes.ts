import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { calendarApi } from "./api.ts";
import { calendarPages } from "./pages.ts";

/** The calendar of working days. */
export const calendar = (site: Pages): Module => ({
  pages: [calendarPages(site)],
  api: [calendarApi],
});
