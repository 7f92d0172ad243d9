import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { adminApi } from "./api.ts";
import { adminPages } from "./pages.ts";

/** Towns, accounts, invitations and the audit trail, for administrators. */
export const admin = (site: Pages): Module => ({
  pages: [adminPages(site)],
  api: [adminApi],
});
