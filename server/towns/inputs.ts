import { z } from "zod";
import { MONTH_SHAPE } from "../quota/month.ts";
import { line } from "../text-fields.ts";

const month = z.string("required").regex(MONTH_SHAPE, "monthShape");
const slug = z
  .string("required")
  .trim()
  .min(1, "required")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slugShape")
  .max(64, "slugShape");
export const NewTownInput = z.object({ name: line({ max: 40 }), slug, onDutyFrom: month });
export type NewTownInput = z.infer<typeof NewTownInput>;

export const EditTownInput = z.object({
  name: line({ max: 40 }),
  onDutyFrom: month,
  position: z.coerce.number("wrongType").int("wrongType").min(0, "wrongType").max(10_000, "wrongType").default(0),
});
export type EditTownInput = z.infer<typeof EditTownInput>;
