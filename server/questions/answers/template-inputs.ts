import { z } from "zod";
import { identifier, line, lines } from "../../core/text-fields.ts";
import { refuseUnknown } from "./placeholders.ts";

const name = line({ max: 60 });
const body = lines({ max: 5000 }).superRefine(refuseUnknown);

/** `office` is the slug of the office whose template it is. */
export const NewTemplateInput = z.object({ office: z.string("required").min(1, "required").max(64, "unknownOffice"), name, body });
export type NewTemplateInput = z.infer<typeof NewTemplateInput>;

export const EditTemplateInput = z.object({ name: name.optional(), body: body.optional() });
export type EditTemplateInput = z.infer<typeof EditTemplateInput>;

/** The template that the answer's form begins with, if any. */
export const TemplateQuery = z.object({ template: z.preprocess((value) => (value === "" ? undefined : value), identifier.optional()).catch(undefined) });
