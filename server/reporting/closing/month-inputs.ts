import { z } from "zod";
import { line, whole } from "../../core/text-fields.ts";
import { LIMITS } from "../../quota/policy/policy-inputs.ts";

/** What a town's frozen figure should have been, and why. */
export const CorrectionInput = z.object({ town: z.string("unknownTown"), credited: whole(0, 999), reason: line({ max: LIMITS.reason }) });
export type CorrectionInput = z.infer<typeof CorrectionInput>;

export const ReopeningInput = z.object({ reason: line({ max: LIMITS.reason }) });
