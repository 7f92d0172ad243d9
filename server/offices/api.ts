import { Router } from "express";
import { idIn } from "../core/text-fields.ts";
import { guarded } from "../http/writes.ts";
import { OverdueQuery, overdue } from "../questions/deadlines/overdue-page.ts";
import { remindOffice } from "../questions/deadlines/remind-office.ts";
import { wholeThread } from "../questions/page/thread-json.ts";
import { createRule, editRule, removeRule } from "./assignment-rules.ts";
import { categories, createCategory, retireCategory } from "./categories.ts";
import { createDepartment, editDepartment, retireDepartment } from "./departments.ts";
import { EditDepartmentInput, NewCategoryInput, NewDepartmentInput, RuleInput } from "./office-inputs.ts";
import { offices } from "./offices.ts";
import { departmentToEdit, officesPage } from "./offices-page.ts";

/** Offices, the rules of assignment and what is late, as JSON. */
export function officeApi(): Router {
  const api = Router();

  api.get("/offices", async (_req, res) => {
    res.json({ items: (await offices()).map(({ slug, name, kind }) => ({ slug, name, kind })), nextCursor: null });
  });
  api.get("/departments", async (req, res) => {
    const { departments, categories, rules } = await officesPage(req.actor);
    res.json({ departments, categories, rules });
  });
  api.post("/departments", ...guarded(), async (req, res) => {
    const { slug } = await createDepartment(req.actor, NewDepartmentInput.parse(req.body));
    res.status(201).json({ slug });
  });
  api.patch("/departments/:slug", ...guarded(), async (req, res) => {
    const slug = String(req.params.slug);
    const { name, position, leadId } = await departmentToEdit(req.actor, slug);
    await editDepartment(req.actor, slug, EditDepartmentInput.parse({ name, position, lead: leadId, ...req.body }));
    res.json({ slug });
  });
  api.delete("/departments/:slug", ...guarded(), async (req, res) => {
    await retireDepartment(req.actor, String(req.params.slug));
    res.status(204).end();
  });
  api.get("/categories", async (_req, res) => {
    res.json({ items: (await categories()).map(({ slug, name }) => ({ slug, name })), nextCursor: null });
  });
  api.post("/categories", ...guarded(), async (req, res) => {
    res.status(201).json(await createCategory(req.actor, NewCategoryInput.parse(req.body)));
  });
  api.delete("/categories/:slug", ...guarded(), async (req, res) => {
    await retireCategory(req.actor, String(req.params.slug));
    res.status(204).end();
  });
  api.post("/assignment-rules", ...guarded(), async (req, res) => {
    res.status(201).json(await createRule(req.actor, RuleInput.parse(req.body)));
  });
  api.put("/assignment-rules/:id", ...guarded(), async (req, res) => {
    const id = idIn(req.params.id);
    await editRule(req.actor, id, RuleInput.parse(req.body));
    res.json({ id });
  });
  api.delete("/assignment-rules/:id", ...guarded(), async (req, res) => {
    await removeRule(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.get("/overdue", async (req, res) => {
    const { rows, counts, nextCursor } = await overdue(req.actor, OverdueQuery.parse(req.query));
    res.json({ items: rows.map(({ remindUrl: _, ...row }) => row), counts, nextCursor });
  });
  api.post("/threads/:id/reminder", ...guarded(), async (req, res) => {
    const { id } = await remindOffice(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });

  return api;
}
