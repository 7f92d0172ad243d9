import { z } from "zod";
import { identifier, line, slug, whole } from "../core/text-fields.ts";

const position = whole(0, 10_000).default(0);
const name = line({ max: 40 });
/** A form's empty choice means: any. */
const anyOf = <T extends z.ZodType>(shape: T) => z.preprocess((value) => (value === "" || value === undefined ? null : value), shape.nullable());

export const NewDepartmentInput = z.object({ name, slug });
export type NewDepartmentInput = z.infer<typeof NewDepartmentInput>;

/** `lead` is the account that is told first when something is overdue. */
export const EditDepartmentInput = z.object({ name, position, lead: anyOf(identifier) });
export type EditDepartmentInput = z.infer<typeof EditDepartmentInput>;

export const NewCategoryInput = z.object({ name, slug });
export type NewCategoryInput = z.infer<typeof NewCategoryInput>;
export const EditCategoryInput = z.object({ name, position });
export type EditCategoryInput = z.infer<typeof EditCategoryInput>;

/** `office` is a slug; "" leaves it to an administrator. What is null fits everything; other kinds than those that ask would never fit. */
export const RuleInput = z.object({
  name,
  position,
  kind: anyOf(z.enum(["QUESTION", "OPINION"], "unknownKind")),
  town: anyOf(z.string().max(64, "unknownTown")),
  category: anyOf(z.string().max(64, "unknownCategory")),
  office: z.string().max(64, "unknownOffice").default(""),
});
export type RuleInput = z.infer<typeof RuleInput>;
