import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { whole } from "../core/output-fields.ts";
import { TOWN_STATUSES } from "./counting/standing.ts";

export const townStatusOutput = z.enum(TOWN_STATUSES);
export const byKindOutput = z.object({ QUESTION: whole, OPINION: whole, ACTIVITY: whole, HOT_TOPIC: whole });

export const PolicyJson = z
  .object({
    target: whole,
    kinds: z.array(z.enum(KINDS)),
    perKind: byKindOutput.partial(),
    minimumCharacters: whole,
    minimumCharactersWithPicture: whole,
    minimumDistinctCharacters: whole,
    duplicateThreshold: z.number(),
    settlementDay: whole,
    approvalDays: whole,
  })
  .meta({ id: "Policy" });
