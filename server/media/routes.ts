import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { mediaApi } from "./api.ts";
import { mediaPages } from "./pages.ts";

/** Pictures. */
export const media = (site: Pages): Module => ({
  pages: [mediaPages(site)],
  api: [mediaApi],
});
