import { Router } from "express";
import { presentMonth } from "../../calendar/present-month.ts";
import { monthStatistics, statisticsJson } from "./month-statistics.ts";
import { StatisticsQuery } from "./statistics-inputs.ts";

/** How questions and opinions were answered, as JSON. */
export function statisticsApi(): Router {
  const api = Router();

  api.get("/feedback/statistics", async (req, res) => {
    const { month = presentMonth(), town } = StatisticsQuery.parse(req.query);
    res.json(statisticsJson(await monthStatistics(month, town)));
  });

  return api;
}
