import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { knowledgeApi } from "./api.ts";
import { knowledgePages } from "./knowledge-pages.ts";

/** Common questions. */
export const knowledge = (site: Pages): Module => ({
  pages: [knowledgePages(site)],
  api: [knowledgeApi],
});
