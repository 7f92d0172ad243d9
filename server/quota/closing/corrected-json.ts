import { z } from "zod";
import { instant, whole } from "../../core/output-fields.ts";
import type { Correction } from "./frozen-month.ts";

export const CorrectedJson = z
  .object({ before: whole, credited: whole, reason: z.string(), by: z.string(), at: instant })
  .meta({ id: "Corrected", description: "Stands beside the frozen figure of a closed month, which stays." });

export const correctedJson = ({ before, after, reason, by, at }: Correction): z.infer<typeof CorrectedJson> => {
  return { before, credited: after, reason, by, at };
};
