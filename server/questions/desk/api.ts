import { Router } from "express";
import { cursorInput, limitInput } from "../../core/paging.ts";
import { idIn } from "../../core/text-fields.ts";
import { problemInWords } from "../../http/answer-problems.ts";
import { guarded } from "../../http/writes.ts";
import { answerSeveral } from "../answers/answer-several.ts";
import { answerTemplates, createTemplate, editTemplate, removeTemplate } from "../answers/answer-templates.ts";
import { SeveralInput } from "../answers/several-inputs.ts";
import { EditTemplateInput, NewTemplateInput } from "../answers/template-inputs.ts";
import { desk } from "./desk-page.ts";
import { DeskQuery } from "./desk-query.ts";

/** The desk and the templates of its answers as JSON. */
export function deskApi(): Router {
  const api = Router();

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

  return api;
}
