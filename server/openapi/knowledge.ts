import { z } from "zod";
import { AddKnowledgeInput, EditKnowledgeInput, KnowledgeQuery } from "../knowledge/knowledge-inputs.ts";
import { idPath, instant, list, Named, reads, whole, writes } from "./words.ts";

const KnowledgeLine = z
  .object({
    id: whole,
    url: z.string(),
    question: z.string(),
    office: z.string(),
    category: Named.nullable(),
    reviewOn: z.string(),
    reviewDue: z.boolean(),
    retired: z.boolean(),
    editedAt: instant,
  })
  .meta({ id: "KnowledgeLine" });
const KnowledgeEntry = KnowledgeLine.extend({
  html: z.string(),
  body: z.string().nullable().meta({ description: "Markdown, for who may edit it." }),
  version: whole,
  sourceUrl: z.string().nullable(),
}).meta({ id: "KnowledgeEntry" });

/** Answers kept for the next one who asks. */
export const knowledgePaths = {
  "/knowledge": {
    get: reads("Answers kept for the next one who asks, by words and category", list(KnowledgeLine), { requestParams: { query: KnowledgeQuery } }),
  },
  "/knowledge/review": {
    get: reads("What is due for review or was given up, of the reader's offices (offices and administrators)", list(KnowledgeLine), {
      requestParams: { query: KnowledgeQuery.pick({ limit: true, cursor: true }) },
    }),
  },
  "/knowledge/{id}": {
    get: reads("One of them", KnowledgeEntry, { requestParams: idPath }),
    patch: writes(
      "Change it; one edited since `version` is refused with 409, one that was given up is shown again",
      "200",
      KnowledgeEntry,
      EditKnowledgeInput.omit({ id: true }).partial(),
      idPath,
    ),
    delete: writes("Give it up: shown to its office and administrators only", "204", null, null, idPath),
  },
  "/threads/{id}/knowledge": {
    post: writes("Keep its answer (the office that gave it, administrators)", "201", KnowledgeEntry, AddKnowledgeInput.omit({ threadId: true }), idPath),
  },
};
