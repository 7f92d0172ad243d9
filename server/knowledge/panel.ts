import { ASKING } from "../core/kinds.ts";
import type { Panel } from "../threads/panel.ts";
import { type KnowledgeLinks, knowledgeOf } from "./knowledge-page.ts";

/** The way to the entry made of an answer, or to making one. */
export const knowledgePanel: Panel<KnowledgeLinks> = {
  query: async (actor, thread) => (ASKING.includes(thread.kind) ? knowledgeOf(actor, thread) : null),
  view: (knowledge) => [{ place: "answers", template: "knowledge/knowledge-link", model: { knowledge } }],
};
