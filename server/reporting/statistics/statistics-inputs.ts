import { z } from "zod";
import { monthInput } from "../../calendar/month-inputs.ts";
import { cursorInput } from "../../core/paging.ts";
import { OCCURRENCES } from "./occurrences.ts";

const slug = z.string().min(1).max(64).optional();

export const StatisticsQuery = z.object({ month: monthInput.optional(), town: slug });

/** The list behind a figure. */
export const StatisticsListQuery = StatisticsQuery.extend({
  what: z.enum(OCCURRENCES).default("received").catch("received"),
  department: slug,
  category: slug,
  /** What no office was responsible for, or what was filed under no category. */
  without: z.enum(["office", "category"]).optional().catch(undefined),
  cursor: cursorInput,
});
export type StatisticsListQuery = z.infer<typeof StatisticsListQuery>;
