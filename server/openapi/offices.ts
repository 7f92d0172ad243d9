import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { EditDepartmentInput, NewCategoryInput, NewDepartmentInput, RuleInput } from "../offices/office-inputs.ts";
import { idPath, list, Named, Numbered, reads, slugPath, whole, writes } from "./words.ts";

const Office = z.object({ slug: z.string(), name: z.string(), kind: z.enum(["town", "department"]) }).meta({ id: "Office" });
const Slug = z.object({ slug: z.string() });
const Departments = z
  .object({
    departments: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        position: whole,
        retired: z.boolean(),
        lead: z.string().nullable(),
        members: whole,
      }),
    ),
    categories: z.array(z.object({ id: whole, slug: z.string(), name: z.string(), position: whole, retired: z.boolean() })),
    rules: z.array(
      z.object({
        id: whole,
        name: z.string(),
        position: whole,
        kind: z.enum(KINDS).nullable(),
        town: Named.nullable(),
        category: Named.nullable(),
        office: Office.nullable(),
      }),
    ),
  })
  .meta({ id: "Departments" });

/** Who answers for what. */
export const officePaths = {
  "/offices": { get: reads("Towns and departments: who answers", list(Office)) },
  "/departments": {
    get: reads("Departments, categories and rules of assignment (administrators)", Departments),
    post: writes("Open a department (administrators)", "201", Slug, NewDepartmentInput),
  },
  "/departments/{slug}": {
    patch: writes("Change its name, place or lead", "200", Slug, EditDepartmentInput.partial(), slugPath),
    delete: writes("Give it nothing new any more", "204", null, null, slugPath),
  },
  "/categories": {
    get: reads("What questions and opinions are about", list(Named)),
    post: writes("Add a category (administrators)", "201", Slug, NewCategoryInput),
  },
  "/categories/{slug}": { delete: writes("Offer it no longer", "204", null, null, slugPath) },
  "/assignment-rules": { post: writes("Add a rule (administrators)", "201", Numbered, RuleInput) },
  "/assignment-rules/{id}": { put: writes("Change a rule", "200", Numbered, RuleInput, idPath), delete: writes("Remove it", "204", null, null, idPath) },
};
