import { z } from "zod";
import { monthOutput } from "../../calendar/outputs.ts";
import { instant, listOf } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { TownQuotaQuery } from "../../quota/inputs.ts";
import { remindersOf } from "./reminders-page.ts";

export const remindersApi = apiRouter();

remindersApi.get("/quota/:slug/reminders", {
  summary: "What a town was reminded of, newest first (its association, administrators)",
  query: TownQuotaQuery,
  answers: { 200: listOf(z.object({ month: monthOutput, stage: z.string(), sentAt: instant })) },
  handle: async (req, { slug, query }) => ({ items: await remindersOf(req.actor, slug, query), nextCursor: null }),
});
