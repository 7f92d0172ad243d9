import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { identifier, line, lines } from "../core/text-fields.ts";
import { LIMITS } from "../threads/inputs.ts";
/** A thread as far as it is written; what could not be published is left out. */
export const ForecastInput = z.object({
  town: z.string().max(64).catch(""),
  kind: z.enum(KINDS).nullable().catch(null),
  title: line({ min: 0, max: LIMITS.title }).catch(""),
  body: lines({ min: 0, max: LIMITS.body }).catch(""),
  recapOfId: identifier.nullish().catch(null),
  /** How many will be sent with it. */
  pictures: z.coerce.number().int().min(0).max(LIMITS.pictures).optional().catch(undefined),
});

export type ForecastInput = z.infer<typeof ForecastInput>;
