import { z } from "zod";
import { MONTH_SHAPE } from "../calendar/month.ts";
import { line, slug, whole } from "../core/text-fields.ts";

const month = z.string("required").regex(MONTH_SHAPE, "monthShape");
export const NewTownInput = z.object({ name: line({ max: 40 }), slug, onDutyFrom: month });
export type NewTownInput = z.infer<typeof NewTownInput>;

/** Left empty: none. */
const optional = <T extends z.ZodType>(shape: T) =>
  z
    .literal("")
    .transform(() => null)
    .or(shape)
    .nullable()
    .default(null);

/** The fields alone: what a partial change names. */
export const EditTownFields = z.object({
  name: line({ max: 40 }),
  onDutyFrom: month,
  /** The last month on duty. */
  onDutyUntil: optional(month),
  /** Towns of one group are compared with each other in the standings. */
  peerGroup: optional(line({ max: 40 })),
  position: whole(0, 10_000).default(0),
});

export const EditTownInput = EditTownFields.superRefine(({ onDutyFrom, onDutyUntil }, context) => {
  if (onDutyUntil !== null && onDutyUntil < onDutyFrom) context.addIssue({ code: "custom", path: ["onDutyUntil"], message: "endsBeforeBegin" });
});
export type EditTownInput = z.infer<typeof EditTownInput>;
