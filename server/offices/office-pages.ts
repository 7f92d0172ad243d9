import { type Request, type Response, Router } from "express";
import { ASKING } from "../core/kinds.ts";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { townLinks } from "../towns/towns.ts";
import { createRule, editRule, removeRule, ruleToEdit } from "./assignment-rules.ts";
import { allCategories, categoryToEdit, createCategory, editCategory, retireCategory, reviveCategory } from "./categories.ts";
import { createDepartment, editDepartment, retireDepartment, reviveDepartment } from "./departments.ts";
import { EditCategoryInput, EditDepartmentInput, NewCategoryInput, NewDepartmentInput, RuleInput } from "./office-inputs.ts";
import { offices } from "./offices.ts";
import { departmentToEdit, officesPage } from "./offices-page.ts";

/** Departments, categories and rules of assignment: the administrators' pages. */
export function officePages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/offices", (req, res) => showOffices(req, res, null));
  router.post(
    "/admin/departments",
    ...form(
      async (req, res) => {
        await createDepartment(req.actor, NewDepartmentInput.parse(req.body));
        back(req, res);
      },
      (req, res, failed) => showOffices(req, res, failed, "department"),
    ),
  );
  router.get("/admin/departments/:slug/edit", (req, res) => showDepartment(req, res, null));
  router.post(
    "/admin/departments/:slug/edit",
    ...form(async (req, res) => {
      await editDepartment(req.actor, String(req.params.slug), EditDepartmentInput.parse(req.body));
      back(req, res);
    }, showDepartment),
  );
  router.post(
    "/admin/categories",
    ...form(
      async (req, res) => {
        await createCategory(req.actor, NewCategoryInput.parse(req.body));
        back(req, res);
      },
      (req, res, failed) => showOffices(req, res, failed, "category"),
    ),
  );
  router.get("/admin/categories/:slug/edit", (req, res) => showCategory(req, res, null));
  router.post(
    "/admin/categories/:slug/edit",
    ...form(async (req, res) => {
      await editCategory(req.actor, String(req.params.slug), EditCategoryInput.parse(req.body));
      back(req, res);
    }, showCategory),
  );
  for (const [path, act] of [
    ["departments/:slug/retire", retireDepartment],
    ["departments/:slug/revive", reviveDepartment],
    ["categories/:slug/retire", retireCategory],
    ["categories/:slug/revive", reviveCategory],
  ] as const) {
    router.post(`/admin/${path}`, ...guarded(), async (req, res) => {
      await act(req.actor, String(req.params.slug));
      back(req, res);
    });
  }
  router.post(
    "/admin/rules",
    ...form(
      async (req, res) => {
        await createRule(req.actor, RuleInput.parse(req.body));
        back(req, res);
      },
      (req, res, failed) => showOffices(req, res, failed, "rule"),
    ),
  );
  router.get("/admin/rules/:id/edit", (req, res) => showRule(req, res, null));
  router.post(
    "/admin/rules/:id/edit",
    ...form(async (req, res) => {
      await editRule(req.actor, idIn(req.params.id), RuleInput.parse(req.body));
      back(req, res);
    }, showRule),
  );
  router.post("/admin/rules/:id/remove", ...guarded(), async (req, res) => {
    await removeRule(req.actor, idIn(req.params.id));
    back(req, res);
  });

  function back(req: Request, res: Response) {
    req.session.notice = { key: "notice.saved" };
    res.redirect(303, url("/admin/offices"));
  }

  async function showOffices(req: Request, res: Response, failed: Form | null, which: "department" | "category" | "rule" | null = null) {
    const model = { ...(await officesPage(req.actor)), towns: await townLinks(), kinds: ASKING, form: failed, which };
    await pages.show(req, res, "offices/all", { title: req.t("offices.title"), wide: true }, model);
  }

  async function showDepartment(req: Request, res: Response, failed: Form | null) {
    const department = await departmentToEdit(req.actor, String(req.params.slug));
    const { name, position, leadId } = department;
    const shown = failed ?? { values: { name, position: String(position), lead: leadId === null ? "" : String(leadId) }, errors: [] };
    await pages.show(req, res, "offices/edit-department", { title: name }, { department, form: shown });
  }

  async function showCategory(req: Request, res: Response, failed: Form | null) {
    const category = await categoryToEdit(req.actor, String(req.params.slug));
    const shown = failed ?? { values: { name: category.name, position: String(category.position) }, errors: [] };
    await pages.show(req, res, "offices/edit-category", { title: category.name }, { category, form: shown });
  }

  async function showRule(req: Request, res: Response, failed: Form | null) {
    const rule = await ruleToEdit(req.actor, idIn(req.params.id));
    const choices = { offices: await offices(), categories: await allCategories(), towns: await townLinks(), kinds: ASKING };
    const { name, position, kind, town, category, office } = rule;
    const values = { name, position: String(position), kind: kind ?? "", town: town?.slug ?? "", category: category?.slug ?? "", office: office?.slug ?? "" };
    const shown = failed ?? { values, errors: [] };
    await pages.show(req, res, "offices/edit-rule", { title: name }, { ...choices, rule, form: shown });
  }

  return router;
}
