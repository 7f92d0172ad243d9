import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { settingsApi } from "./api.ts";
import { settingsPages } from "./pages.ts";

/** The settings of the section. */
export const settings = (site: Pages): Module => ({
  pages: [settingsPages(site)],
  api: [settingsApi],
});
