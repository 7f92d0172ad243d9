import { z } from "zod";
import { presentMonth } from "../../calendar/present-month.ts";
import { instant, whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { monthStatistics, statisticsJson } from "./month-statistics.ts";
import { StatisticsQuery } from "./statistics-inputs.ts";

/** How questions and opinions were answered. */
export const statisticsApi = apiRouter();

const rate = z.number().min(0).max(1).nullable();

const Figures = z
  .object({
    received: whole,
    answered: whole.meta({
      description: "Final answers given in the month; a reopened question that is answered again counts twice.",
    }),
    onTime: whole,
    onTimeRate: rate.meta({ description: "Answered on time ÷ (answered + overdue and still open)." }),
    open: whole.meta({ description: "At the end of the month, or now; the overdue among them." }),
    overdue: whole,
    medianWorkingHours: z.number().nullable(),
    p90WorkingHours: z.number().nullable().meta({
      description: "Nearest rank: the smallest time that at least 90 % of the answers do not exceed.",
    }),
    satisfaction: rate.meta({ description: "Mean score ÷ 5, from five ratings on." }),
    meanScore: z.number().min(1).max(5).nullable(),
    solvedRate: rate,
    ratings: whole,
    reopened: whole,
    reopenedRate: rate.meta({ description: "Answers of the month that were reopened by its end ÷ answers of the month." }),
    declined: whole,
    withdrawn: whole,
    merged: whole,
  })
  .meta({ id: "FeedbackFigures" });
const NamedFigures = Figures.extend({ slug: z.string(), name: z.string() }).meta({ id: "NamedFeedbackFigures" });

const Statistics = Figures.extend({
  month: z.string(),
  asOf: instant,
  byTown: z.array(NamedFigures),
  byDepartment: z.array(NamedFigures),
  byCategory: z.array(NamedFigures),
  unassigned: Figures,
  uncategorised: Figures,
}).meta({ id: "FeedbackStatistics", description: "Private questions are in the figures. Removed ones are not." });

statisticsApi.get("/feedback/statistics", {
  summary: "Public statistics of questions and opinions",
  query: StatisticsQuery,
  answers: { 200: Statistics },
  handle: async (_req, { query: { month = presentMonth(), town } }) => statisticsJson(await monthStatistics(month, town)),
});
