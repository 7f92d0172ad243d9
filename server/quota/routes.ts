import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { quotaApi } from "./api.ts";
import { exceptionPages } from "./exception-pages.ts";
import { quotaSockets } from "./live.ts";
import { policiesApi } from "./policy/api.ts";
import { policyPages } from "./policy-pages.ts";

/** The monthly quota: policies, exemptions and the counter. */
export const quota = (site: Pages): Module => ({
  pages: [policyPages(site), exceptionPages(site)],
  api: [policiesApi, quotaApi],
  sockets: quotaSockets,
});
