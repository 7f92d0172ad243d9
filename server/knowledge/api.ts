import type { Actor } from "../access/actor.ts";
import { listOf } from "../core/output-fields.ts";
import { created } from "../http/api-operation.ts";
import { apiRouter } from "../http/api-router.ts";
import { addKnowledge, editKnowledge, retireKnowledge } from "./knowledge.ts";
import { knowledgeToEdit } from "./knowledge-form.ts";
import { AddKnowledgeInput, EditKnowledgeInput, KnowledgeQuery } from "./knowledge-inputs.ts";
import { knowledgeEntry, knowledgeList, knowledgeToReview } from "./knowledge-page.ts";
import { KnowledgeEntryJson, KnowledgeLineJson } from "./outputs.ts";

/** Answers kept for the next one who asks. */
export const knowledgeApi = apiRouter();

knowledgeApi.get("/knowledge", {
  summary: "Answers kept for the next one who asks, by words and category",
  query: KnowledgeQuery,
  answers: { 200: listOf(KnowledgeLineJson) },
  handle: async (_req, { query }) => {
    const { entries, nextCursor } = await knowledgeList(query);
    return { items: entries, nextCursor };
  },
});

knowledgeApi.get("/knowledge/review", {
  summary: "What is due for review or was given up, of the reader's offices (offices and administrators)",
  query: KnowledgeQuery.pick({ limit: true, cursor: true }),
  answers: { 200: listOf(KnowledgeLineJson) },
  handle: async (req, { query }) => {
    const { entries, nextCursor } = await knowledgeToReview(req.actor, query);
    return { items: entries, nextCursor };
  },
});

knowledgeApi.get("/knowledge/:id", {
  summary: "One of them",
  answers: { 200: KnowledgeEntryJson },
  handle: (req, { id }) => entryJson(req.actor, id),
});

knowledgeApi.post("/threads/:id/knowledge", {
  summary: "Keep its answer (the office that gave it, administrators)",
  body: AddKnowledgeInput.omit({ threadId: true }),
  answers: { 201: KnowledgeEntryJson },
  handle: async (req, { id, body }) => {
    const added = await addKnowledge(req.actor, { ...body, threadId: id });
    const entry = await entryJson(req.actor, added.id);
    return created(entry.url, entry);
  },
});

knowledgeApi.patch("/knowledge/:id", {
  summary: "Change it; one edited since `version` is refused with 409, one that was given up is shown again",
  body: EditKnowledgeInput.omit({ id: true }).partial(),
  answers: { 200: KnowledgeEntryJson },
  handle: async (req, { id }) => {
    const { values } = await knowledgeToEdit(req.actor, id);
    await editKnowledge(req.actor, EditKnowledgeInput.parse({ ...values, ...req.body, id }));
    return entryJson(req.actor, id);
  },
});

knowledgeApi.delete("/knowledge/:id", {
  summary: "Give it up: shown to its office and administrators only",
  handle: (req, { id }) => retireKnowledge(req.actor, id),
});

async function entryJson(actor: Actor, id: number) {
  const { may: _, ...entry } = await knowledgeEntry(actor, id);
  return entry;
}
