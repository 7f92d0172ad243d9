import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { officesApi } from "./api.ts";
import { officePages } from "./office-pages.ts";

/** Departments, categories and rules of assignment. */
export const offices = (site: Pages): Module => ({
  pages: [officePages(site)],
  api: [officesApi],
});
