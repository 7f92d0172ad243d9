import { type Request, type Response, Router } from "express";
import { officesOf } from "../access/actor.ts";
import type { Problem } from "../core/problems.ts";
import { idIn } from "../core/text-fields.ts";
import { newThreadUrl, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { categories } from "../offices/categories.ts";
import { warnFirst, warningAgain } from "../threads/personal.ts";
import { addKnowledge, editKnowledge, retireKnowledge } from "./knowledge.ts";
import { type KnowledgeForm, knowledgeToEdit, newKnowledge } from "./knowledge-form.ts";
import { AddKnowledgeInput, EditKnowledgeInput, KNOWLEDGE_LIMITS, KnowledgeQuery } from "./knowledge-inputs.ts";
import { knowledgeEntry, knowledgeList, knowledgeToReview } from "./knowledge-page.ts";

/** Good answers, kept for the next one who asks: everybody reads them, their offices write them. */
export function knowledgePages(pages: Pages): Router {
  const router = Router();

  router.get("/knowledge", async (req, res) => {
    const query = KnowledgeQuery.parse(req.query);
    const model = { ...(await knowledgeList(query)), q: query.q ?? "", category: query.category ?? "", categories: await categories() };
    const mayReview = officesOf(req.actor).length > 0 || req.actor.role === "administrator";
    const links = { reviewUrl: mayReview ? url("/knowledge/review") : null, newUrl: newThreadUrl(undefined, "QUESTION") };
    await pages.show(req, res, "knowledge/knowledge", { title: req.t("knowledge.title") }, { ...model, ...links });
  });
  router.get("/knowledge/review", async (req, res) => {
    const model = await knowledgeToReview(req.actor, KnowledgeQuery.parse(req.query));
    await pages.show(req, res, "knowledge/knowledge-review", { title: req.t("knowledge.review") }, model);
  });
  router.get("/knowledge/:id", async (req, res) => {
    const entry = await knowledgeEntry(req.actor, idIn(req.params.id));
    await pages.show(req, res, "knowledge/knowledge-entry", { title: entry.question }, { entry, newUrl: newThreadUrl(undefined, "QUESTION") });
  });

  router.get("/threads/:id/knowledge", async (req, res) => show(req, res, await newKnowledge(req.actor, idIn(req.params.id)), null));
  router.post(
    "/threads/:id/knowledge",
    ...form(
      async (req, res) => {
        warnFirst(req.body);
        const { id } = await addKnowledge(req.actor, AddKnowledgeInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
        req.session.notice = { key: "notice.knowledgeKept" };
        res.redirect(303, url(`/knowledge/${id}`));
      },
      async (req, res, failed, problem) => show(req, res, await newKnowledge(req.actor, idIn(req.params.id), true), failed, problem),
    ),
  );

  router.get("/knowledge/:id/edit", async (req, res) => show(req, res, await knowledgeToEdit(req.actor, idIn(req.params.id)), null));
  router.post(
    "/knowledge/:id/edit",
    ...form(
      async (req, res) => {
        warnFirst(req.body);
        const { id } = await editKnowledge(req.actor, EditKnowledgeInput.parse({ ...req.body, id: idIn(req.params.id) }));
        req.session.notice = { key: "notice.knowledgeKept" };
        res.redirect(303, url(`/knowledge/${id}`));
      },
      async (req, res, failed, problem) => show(req, res, await knowledgeToEdit(req.actor, idIn(req.params.id)), failed, problem),
    ),
  );
  router.post("/knowledge/:id/retire", ...guarded(), async (req, res) => {
    const { id } = await retireKnowledge(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.knowledgeRetired" };
    res.redirect(303, url(`/knowledge/${id}`));
  });

  async function show(req: Request, res: Response, { values, ...model }: KnowledgeForm, failed: Form | null, problem?: Problem) {
    const title = req.t(model.retireUrl ? "knowledge.edit" : "knowledge.add");
    // Who was told of another edit may save over it: the form takes the present version.
    const shown = failed ? { ...failed, values: { ...failed.values, version: values.version } } : { values, errors: [] };
    const more = { form: shown, limits: KNOWLEDGE_LIMITS, personal: warningAgain(problem, failed), heading: title };
    await pages.show(req, res, "knowledge/knowledge-form", { title, scripts: ["writing"] }, { ...model, ...more });
  }

  return router;
}
