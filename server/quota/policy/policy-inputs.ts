import { z } from "zod";
import { monthInput } from "../../calendar/month-inputs.ts";
import { KINDS, type Kind } from "../../core/kinds.ts";
import { line, lines, whole } from "../../core/text-fields.ts";

export const LIMITS = { reason: 200, note: 1_000 };
const target = whole(1, 99);
const reason = line({ max: LIMITS.reason });
const note = lines({ min: 0, max: LIMITS.note });

/** What is decided of one town in a change of policy: its own target from that month on, its exemption for that month alone. */
const TownChange = z
  .object({ target: target.nullable().optional(), exempt: z.boolean("wrongType").optional(), reason: reason.optional(), note: note.optional() })
  .superRefine((change, context) => {
    if (change.exempt && change.reason === undefined) context.addIssue({ code: "custom", path: ["reason"], message: "required" });
  });
export type TownChange = z.infer<typeof TownChange>;

/** What is owed from a month on; what is left out stays as it is in that month. */
export const PolicyInput = z
  .object({
    target,
    kinds: z.array(z.enum(KINDS, "unknownKind"), "wrongType").min(1, "kindNeeded"),
    perKind: z.partialRecord(z.enum(KINDS), whole(0, 99), "wrongType").optional(),
    minimumCharacters: whole(0, 5_000).optional(),
    minimumCharactersWithPicture: whole(0, 5_000).optional(),
    minimumDistinctCharacters: whole(0, 500).optional(),
    duplicateThreshold: z.number("wrongType").min(0.3, "thresholdShape").max(1, "thresholdShape").optional(),
    settlementDay: whole(1, 20).optional(),
    approvalDays: whole(0, 20).optional(),
    towns: z.record(z.string(), TownChange, "wrongType").optional(),
  })
  .superRefine(({ kinds, perKind }, context) => {
    for (const [kind, least] of Object.entries(perKind ?? {})) {
      if (least > 0 && !kinds.includes(kind as Kind)) context.addIssue({ code: "custom", path: ["perKind", kind], message: "kindNotCounted" });
    }
  });
export type PolicyInput = z.infer<typeof PolicyInput>;

/** The month from which a policy is to hold, as a form names it. */
export const MonthInput = z.object({ month: monthInput });

/** `?dryRun=true`: tells what the change would do, and saves nothing. */
export const DryRunQuery = z.object({
  dryRun: z
    .enum(["true", "false"], "wrongType")
    .default("false")
    .transform((word) => word === "true"),
});

/** A town's own target from a month on; empty goes back to everybody's. */
export const TownTargetInput = z.object({
  town: z.string("unknownTown"),
  month: monthInput,
  target: z
    .literal("")
    .transform(() => null)
    .or(target)
    .nullable(),
});
export type TownTargetInput = z.infer<typeof TownTargetInput>;

export const ExemptionInput = z.object({ town: z.string("unknownTown"), month: monthInput, reason, note });
export type ExemptionInput = z.infer<typeof ExemptionInput>;

/** A town and a month: what is withdrawn. */
export const TownMonthInput = z.object({ town: z.string("unknownTown"), month: monthInput });
export type TownMonthInput = z.infer<typeof TownMonthInput>;
