import { z } from "zod";
import { MONTH_SHAPE } from "./month.ts";

/** A month in an address or a query: YYYY-MM. */
export const monthInput = z.string("monthShape").regex(MONTH_SHAPE, "monthShape");

/** The most months that one answer tells of a town. */
export const MOST_MONTHS = 36;

export const QuotaQuery = z.object({ month: monthInput.optional() });
export const TownQuotaQuery = z
  .object({ from: monthInput.optional(), to: monthInput.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["from"], message: "monthShape" });
