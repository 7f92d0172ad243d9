import { z } from "zod";
import { monthInput } from "../calendar/month-inputs.ts";

/** The most months that one answer tells of a town. */
export const MOST_MONTHS = 36;

export const QuotaQuery = z.object({ month: monthInput.optional() });
export const TownQuotaQuery = z
  .object({ from: monthInput.optional(), to: monthInput.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ["from"], message: "monthShape" });
