import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { listOf, named, numbered, whole } from "../core/output-fields.ts";
import { apiRouter } from "../http/api-router.ts";
import { createRule, editRule, type RuleView, removeRule } from "./assignment-rules.ts";
import { categories, createCategory, retireCategory } from "./categories.ts";
import { createDepartment, editDepartment, retireDepartment } from "./departments.ts";
import { EditDepartmentInput, NewCategoryInput, NewDepartmentInput, RuleInput } from "./office-inputs.ts";
import { offices } from "./offices.ts";
import { departmentToEdit, officesPage } from "./offices-page.ts";

/** Who answers for what. */
export const officesApi = apiRouter();

const Office = z.object({ slug: z.string(), name: z.string(), kind: z.enum(["town", "department"]) }).meta({ id: "Office" });
const slugOnly = z.object({ slug: z.string() });
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
        town: named.nullable(),
        category: named.nullable(),
        office: Office.nullable(),
      }),
    ),
  })
  .meta({ id: "Departments" });

officesApi.get("/offices", {
  summary: "Towns and departments: who answers",
  answers: { 200: listOf(Office) },
  handle: async () => ({ items: (await offices()).map(({ slug, name, kind }) => ({ slug, name, kind })), nextCursor: null }),
});

officesApi.get("/departments", {
  summary: "Departments, categories and rules of assignment (administrators)",
  answers: { 200: Departments },
  handle: async (req) => {
    const { departments, categories, rules } = await officesPage(req.actor);
    return { departments, categories, rules: rules.map(ruleJson) };
  },
});

officesApi.post("/departments", {
  summary: "Open a department (administrators)",
  body: NewDepartmentInput,
  answers: { 201: slugOnly },
  handle: async (req, { body }) => {
    const { slug } = await createDepartment(req.actor, body);
    return { slug };
  },
});

officesApi.patch("/departments/:slug", {
  summary: "Change its name, place or lead",
  body: EditDepartmentInput.partial(),
  answers: { 200: slugOnly },
  handle: async (req, { slug }) => {
    const { name, position, leadId } = await departmentToEdit(req.actor, slug);
    await editDepartment(req.actor, slug, EditDepartmentInput.parse({ name, position, lead: leadId, ...req.body }));
    return { slug };
  },
});

officesApi.delete("/departments/:slug", {
  summary: "Give it nothing new any more",
  handle: (req, { slug }) => retireDepartment(req.actor, slug),
});

officesApi.get("/categories", {
  summary: "What questions and opinions are about",
  answers: { 200: listOf(named) },
  handle: async () => ({ items: (await categories()).map(({ slug, name }) => ({ slug, name })), nextCursor: null }),
});

officesApi.post("/categories", {
  summary: "Add a category (administrators)",
  body: NewCategoryInput,
  answers: { 201: slugOnly },
  handle: (req, { body }) => createCategory(req.actor, body),
});

officesApi.delete("/categories/:slug", {
  summary: "Offer it no longer",
  handle: (req, { slug }) => retireCategory(req.actor, slug),
});

officesApi.post("/assignment-rules", {
  summary: "Add a rule (administrators)",
  body: RuleInput,
  answers: { 201: numbered },
  handle: (req, { body }) => createRule(req.actor, body),
});

officesApi.put("/assignment-rules/:id", {
  summary: "Change a rule",
  body: RuleInput,
  answers: { 200: numbered },
  handle: async (req, { id, body }) => {
    await editRule(req.actor, id, body);
    return { id };
  },
});

officesApi.delete("/assignment-rules/:id", {
  summary: "Remove it",
  handle: (req, { id }) => removeRule(req.actor, id),
});

const ruleJson = ({ town, category, office, inForce: _, ...rule }: RuleView) => ({
  ...rule,
  town: town && nameOf(town),
  category: category && nameOf(category),
  office: office && { ...nameOf(office), kind: office.kind },
});

const nameOf = ({ slug, name }: z.infer<typeof named>) => ({ slug, name });
