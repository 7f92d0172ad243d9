import { Router } from "express";
import type { Actor } from "../actor.ts";
import { wholeThread } from "../forum/thread-json.ts";
import { problemInWords } from "../http/answer-problems.ts";
import { guarded } from "../http/writes.ts";
import { cursorInput, limitInput } from "../paging.ts";
import { presentMonth } from "../quota/counter.ts";
import { idIn } from "../text-fields.ts";
import { answerSeveral } from "./answers/answer-several.ts";
import { answerTemplates, createTemplate, editTemplate, removeTemplate } from "./answers/answer-templates.ts";
import { SeveralInput } from "./answers/several-inputs.ts";
import { EditTemplateInput, NewTemplateInput } from "./answers/template-inputs.ts";
import { MyQuestionsQuery, myQuestions } from "./asker/my-questions.ts";
import { SuggestionsQuery, suggestions } from "./asker/suggestions.ts";
import { support, withdrawSupport } from "./asker/support.ts";
import { dueExplained } from "./deadlines/due-explained.ts";
import { OverdueQuery, overdue } from "./deadlines/overdue-page.ts";
import { remindOffice } from "./deadlines/remind-office.ts";
import { desk } from "./desk/desk-page.ts";
import { DeskQuery } from "./desk/desk-query.ts";
import { addKnowledge, editKnowledge, retireKnowledge } from "./knowledge/knowledge.ts";
import { knowledgeToEdit } from "./knowledge/knowledge-form.ts";
import { AddKnowledgeInput, EditKnowledgeInput, KnowledgeQuery } from "./knowledge/knowledge-inputs.ts";
import { knowledgeEntry, knowledgeList, knowledgeToReview } from "./knowledge/knowledge-page.ts";
import { createRule, editRule, removeRule } from "./offices/assignment-rules.ts";
import { categories, createCategory, retireCategory } from "./offices/categories.ts";
import { createDepartment, editDepartment, retireDepartment } from "./offices/departments.ts";
import { EditDepartmentInput, NewCategoryInput, NewDepartmentInput, RuleInput } from "./offices/office-inputs.ts";
import { offices } from "./offices/offices.ts";
import { departmentToEdit, officesPage } from "./offices/offices-page.ts";
import { SendBackInput, SignersInput, SignInput } from "./sign-off/sign-off-inputs.ts";
import { signOffPage } from "./sign-off/sign-off-page.ts";
import { setSignOff, signOffSettings } from "./sign-off/sign-off-settings.ts";
import { sendAnswerBack, signAnswer, takeAnswerBack } from "./sign-off/signing.ts";
import { monthStatistics, statisticsJson } from "./statistics/month-statistics.ts";
import { StatisticsQuery } from "./statistics/statistics-inputs.ts";
import { threadAfterStep } from "./steps/after-step.ts";
import { STEP_NAMES, STEPS } from "./steps/steps.ts";

/** The workflow as JSON: each step answers with the thread, as far as it may still be read. */
export function feedbackApi(): Router {
  const api = Router();

  api.get("/offices", async (_req, res) => {
    res.json({ items: (await offices()).map(({ slug, name, kind }) => ({ slug, name, kind })), nextCursor: null });
  });
  api.get("/feedback/statistics", async (req, res) => {
    const { month = presentMonth(), town } = StatisticsQuery.parse(req.query);
    res.json(statisticsJson(await monthStatistics(month, town)));
  });
  api.get("/threads/:id/due", async (req, res) => {
    const { thread: _, ...explained } = await dueExplained(req.actor, idIn(req.params.id));
    res.json(explained);
  });
  api.get("/suggestions", async (req, res) => {
    res.json({ items: await suggestions(req.actor, SuggestionsQuery.parse(req.query).title), nextCursor: null });
  });
  api.get("/knowledge", async (req, res) => {
    const { entries, nextCursor } = await knowledgeList(KnowledgeQuery.parse(req.query));
    res.json({ items: entries, nextCursor });
  });
  api.get("/knowledge/review", async (req, res) => {
    const { entries, nextCursor } = await knowledgeToReview(req.actor, KnowledgeQuery.parse(req.query));
    res.json({ items: entries, nextCursor });
  });
  api.get("/knowledge/:id", async (req, res) => {
    res.json(await entryJson(req.actor, idIn(req.params.id)));
  });
  api.post("/threads/:id/knowledge", ...guarded(), async (req, res) => {
    const { id } = await addKnowledge(req.actor, AddKnowledgeInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    const entry = await entryJson(req.actor, id);
    res.status(201).location(entry.url).json(entry);
  });
  api.patch("/knowledge/:id", ...guarded(), async (req, res) => {
    const { values } = await knowledgeToEdit(req.actor, idIn(req.params.id));
    const { id } = await editKnowledge(req.actor, EditKnowledgeInput.parse({ ...values, ...req.body, id: idIn(req.params.id) }));
    res.json(await entryJson(req.actor, id));
  });
  api.delete("/knowledge/:id", ...guarded(), async (req, res) => {
    await retireKnowledge(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.get("/me/questions", async (req, res) => {
    const { questions, nextCursor } = await myQuestions(req.actor, MyQuestionsQuery.parse(req.query));
    res.json({ items: questions, nextCursor });
  });
  api.put("/threads/:id/support", ...guarded(), async (req, res) => {
    const { id } = await support(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });
  api.delete("/threads/:id/support", ...guarded(), async (req, res) => {
    const { id } = await withdrawSupport(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });
  api.get("/desk", async (req, res) => {
    const { rows, nextCursor, counts } = await desk(
      req.actor,
      DeskQuery.parse(req.query),
      limitInput.parse(req.query.limit),
      cursorInput.parse(req.query.cursor),
    );
    res.json({ items: rows, nextCursor, counts });
  });
  api.post("/desk/answers", ...guarded(), async (req, res) => {
    const outcomes = await answerSeveral(req.actor, SeveralInput.parse(req.body));
    res.json({
      items: outcomes.map(({ threadId, ...outcome }) => ({ threadId, ...(outcome.ok ? outcome : { ok: false, problem: problemInWords(req, outcome.error) }) })),
    });
  });
  api.get("/desk/templates", async (req, res) => {
    res.json({ items: await answerTemplates(req.actor), nextCursor: null });
  });
  api.post("/desk/templates", ...guarded(), async (req, res) => {
    res.status(201).json(await createTemplate(req.actor, NewTemplateInput.parse(req.body)));
  });
  api.patch("/desk/templates/:id", ...guarded(), async (req, res) => {
    res.json(await editTemplate(req.actor, idIn(req.params.id), EditTemplateInput.parse(req.body)));
  });
  api.delete("/desk/templates/:id", ...guarded(), async (req, res) => {
    await removeTemplate(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  for (const name of STEP_NAMES) {
    api.post(`/threads/:id/${name}`, ...guarded(), async (req, res) => {
      const { id, waits } = await STEPS[name].take(req.actor, idIn(req.params.id), req.body);
      res.status(waits ? 202 : 200).json(await threadAfterStep(req.actor, id)); // taken, but not published before it is signed
    });
  }

  api.get("/threads/:id/sign-off", async (req, res) => {
    const { waiting, decisions } = await signOffPage(req.actor, idIn(req.params.id));
    res.json({ waiting, decisions });
  });
  api.post("/threads/:id/sign-off", ...guarded(), async (req, res) => {
    const { id, published } = await signAnswer(req.actor, SignInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.status(published ? 200 : 202).json(await wholeThread(req.actor, id));
  });
  api.post("/threads/:id/sign-off/return", ...guarded(), async (req, res) => {
    const { id } = await sendAnswerBack(req.actor, SendBackInput.parse({ ...req.body, threadId: idIn(req.params.id) }));
    res.json(await wholeThread(req.actor, id));
  });
  api.delete("/threads/:id/sign-off", ...guarded(), async (req, res) => {
    const { id } = await takeAnswerBack(req.actor, idIn(req.params.id));
    res.json(await wholeThread(req.actor, id));
  });
  api.get("/offices/:slug/sign-off", async (req, res) => {
    const { members } = await signOffSettings(req.actor, String(req.params.slug));
    res.json({ signers: members.filter(({ step }) => step !== null) });
  });
  api.put("/offices/:slug/sign-off", ...guarded(), async (req, res) => {
    await setSignOff(req.actor, String(req.params.slug), SignersInput.parse(req.body));
    const { members } = await signOffSettings(req.actor, String(req.params.slug));
    res.json({ signers: members.filter(({ step }) => step !== null) });
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

async function entryJson(actor: Actor, id: number) {
  const { may: _, ...entry } = await knowledgeEntry(actor, id);
  return entry;
}
