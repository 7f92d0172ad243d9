import { z } from "zod";
import { presentMonth } from "../../calendar/present-month.ts";
import { apiRouter } from "../../http/api-router.ts";
import { QuotaQuery } from "../../quota/inputs.ts";
import { LICENCE, OPEN_DATA } from "../reports/open-data.ts";
import { MonthJson, monthJson } from "./month-json.ts";

/** A month over all towns. */
export const monthApi = apiRouter();

const OpenMonth = MonthJson.extend({
  licence: z.object({ name: z.string(), url: z.string(), attribution: z.string() }),
}).meta({
  id: "OpenQuota",
  description: "Free to use, share and adapt under `licence`, which is also the answer's `Link` header; pages of other sites may read it.",
});

monthApi.get("/quota", {
  summary: "A month over all towns, as open data",
  query: QuotaQuery,
  answers: { 200: OpenMonth },
  headers: OPEN_DATA,
  handle: async (req, { query: { month = presentMonth() } }) => ({ ...(await monthJson(req.actor, month)), licence: LICENCE }),
});
