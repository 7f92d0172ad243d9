import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { planningApi } from "./api.ts";
import { approvalPages } from "./approval-pages.ts";
import { draftsApi } from "./draft-api.ts";
import { draftPages } from "./draft-pages.ts";
import { planningPages } from "./pages.ts";
import { recapPages } from "./recap-pages.ts";
import { startingPages } from "./starting-pages.ts";

/** Writing: drafts, templates, approvals and scheduled publication. */
export const planning = (site: Pages): Module => ({
  pages: [startingPages(site), recapPages(site), planningPages(site), draftPages(site), approvalPages(site)],
  api: [planningApi, draftsApi],
});
