import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { StatisticsQuery } from "./feedback/statistics-inputs.ts";

/** The word of openapi.ts that reading operations are written in. */
interface Words {
  reads(summary: string, answer: z.ZodType, more?: object): ZodOpenApiOperationObject;
}

const count = z.number().int();
const rate = z.number().min(0).max(1).nullable();

const Figures = z
  .object({
    received: count,
    answered: count.meta({ description: "Final answers given in the month; a reopened question that is answered again counts twice." }),
    onTime: count,
    onTimeRate: rate.meta({ description: "Answered on time ÷ (answered + overdue and still open)." }),
    open: count.meta({ description: "At the end of the month, or now; the overdue among them." }),
    overdue: count,
    medianWorkingHours: z.number().nullable(),
    p90WorkingHours: z.number().nullable().meta({ description: "Nearest rank: the smallest time that at least 90 % of the answers do not exceed." }),
    satisfaction: rate.meta({ description: "Mean score ÷ 5, from five ratings on." }),
    meanScore: z.number().min(1).max(5).nullable(),
    solvedRate: rate,
    ratings: count,
    reopened: count,
    reopenedRate: rate.meta({ description: "Answers of the month that were reopened by its end ÷ answers of the month." }),
    declined: count,
    withdrawn: count,
    merged: count,
  })
  .meta({ id: "FeedbackFigures" });
const Named = Figures.extend({ slug: z.string(), name: z.string() }).meta({ id: "NamedFeedbackFigures" });

const Statistics = Figures.extend({
  month: z.string(),
  asOf: z.string().meta({ format: "date-time" }),
  byTown: z.array(Named),
  byDepartment: z.array(Named),
  byCategory: z.array(Named),
  unassigned: Figures,
  uncategorised: Figures,
}).meta({ id: "FeedbackStatistics", description: "Private questions are in the figures. Removed ones are not." });

/** How questions and opinions were answered. */
export const statisticsPaths = ({ reads }: Words) => ({
  "/feedback/statistics": {
    get: reads("Public statistics of questions and opinions", Statistics, { requestParams: { query: StatisticsQuery } }),
  },
});
