import { type Request, type Response, Router } from "express";
import { idIn } from "../../core/text-fields.ts";
import { url } from "../../core/urls.ts";
import type { Form } from "../../http/answer-problems.ts";
import type { Pages } from "../../http/pages.ts";
import { form, guarded } from "../../http/writes.ts";
import { answerTemplate, answerTemplates, createTemplate, editTemplate, removeTemplate, templateOffices } from "./answer-templates.ts";
import { PLACEHOLDER_INSERTS } from "./placeholders.ts";
import { EditTemplateInput, NewTemplateInput } from "./template-inputs.ts";

/** The texts that an office often answers with. */
export function templatePages(pages: Pages): Router {
  const router = Router();

  router.get("/desk/templates", async (req, res) => {
    const model = { templates: await answerTemplates(req.actor) };
    await pages.show(req, res, "questions/answers/templates", { title: req.t("templates.title") }, model);
  });
  router.get("/desk/templates/new", (req, res) => showNew(req, res, null));
  router.post(
    "/desk/templates/new",
    ...form(async (req, res) => {
      await createTemplate(req.actor, NewTemplateInput.parse(req.body));
      done(req, res);
    }, showNew),
  );
  router.get("/desk/templates/:id/edit", (req, res) => showEdit(req, res, null));
  router.post(
    "/desk/templates/:id/edit",
    ...form(async (req, res) => {
      await editTemplate(req.actor, idIn(req.params.id), EditTemplateInput.parse(req.body));
      done(req, res);
    }, showEdit),
  );
  router.post("/desk/templates/:id/remove", ...guarded(), async (req, res) => {
    await removeTemplate(req.actor, idIn(req.params.id));
    done(req, res);
  });

  async function showNew(req: Request, res: Response, failed: Form | null) {
    const model = { form: failed, template: null, offices: await templateOffices(req.actor), inserts: PLACEHOLDER_INSERTS };
    await pages.show(req, res, "questions/answers/edit-template", { title: req.t("templates.new"), scripts: ["template"] }, model);
  }

  async function showEdit(req: Request, res: Response, failed: Form | null) {
    const model = { form: failed, template: await answerTemplate(req.actor, idIn(req.params.id)), offices: [], inserts: PLACEHOLDER_INSERTS };
    await pages.show(req, res, "questions/answers/edit-template", { title: req.t("templates.edit"), scripts: ["template"] }, model);
  }

  return router;
}

function done(req: Request, res: Response): void {
  req.session.notice = { key: "notice.templatesSaved" };
  res.redirect(303, url("/desk/templates"));
}
