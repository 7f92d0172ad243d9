import { Router } from "express";
import type { Actor } from "../access/actor.ts";
import { idIn } from "../core/text-fields.ts";
import { guarded } from "../http/writes.ts";
import { SuggestionsQuery, suggestions } from "../questions/asker/suggestions.ts";
import { addKnowledge, editKnowledge, retireKnowledge } from "./knowledge.ts";
import { knowledgeToEdit } from "./knowledge-form.ts";
import { AddKnowledgeInput, EditKnowledgeInput, KnowledgeQuery } from "./knowledge-inputs.ts";
import { knowledgeEntry, knowledgeList, knowledgeToReview } from "./knowledge-page.ts";

/** Common questions as JSON, and what is like something that is about to be asked. */
export function knowledgeApi(): Router {
  const api = Router();

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

  return api;
}

async function entryJson(actor: Actor, id: number) {
  const { may: _, ...entry } = await knowledgeEntry(actor, id);
  return entry;
}
