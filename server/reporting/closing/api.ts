import { monthInput } from "../../calendar/month-inputs.ts";
import { apiRouter } from "../../http/api-router.ts";
import { MonthJson, monthJson } from "../month/month-json.ts";
import { closeMonth } from "./close-month.ts";
import { correctMonth } from "./correct-month.ts";
import { CorrectionInput, ReopeningInput } from "./month-inputs.ts";
import { reopenMonth } from "./reopen-month.ts";

/** Closing months, and what may be done to a closed one. */
export const closingApi = apiRouter();

closingApi.post("/quota/:month/close", {
  summary: "Close a month that is over; again changes nothing (administrators)",
  params: { month: monthInput },
  answers: { 200: MonthJson },
  handle: async (req, { month }) => {
    await closeMonth(req.actor, month);
    return monthJson(req.actor, month);
  },
});

closingApi.post("/quota/:month/corrections", {
  summary: "Put a figure of a closed month right, beside the frozen one (administrators)",
  params: { month: monthInput },
  body: CorrectionInput,
  answers: { 200: MonthJson },
  handle: async (req, { month, body }) => {
    await correctMonth(req.actor, month, body);
    return monthJson(req.actor, month);
  },
});

closingApi.post("/quota/:month/reopening", {
  summary: "Open a closed month again (administrators)",
  params: { month: monthInput },
  body: ReopeningInput,
  answers: { 200: MonthJson },
  handle: async (req, { month, body }) => {
    await reopenMonth(req.actor, month, body.reason);
    return monthJson(req.actor, month);
  },
});
