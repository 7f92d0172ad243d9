import { z } from "zod";
import { instant, named, whole } from "../core/output-fields.ts";

/** An entry as lists show it. */
export const KnowledgeLineJson = z
  .object({
    id: whole,
    url: z.string(),
    question: z.string(),
    office: z.string(),
    category: named.nullable(),
    /** The day (YYYY-MM-DD) on which someone looks whether it is still true, and whether that is over. */
    reviewOn: z.string(),
    reviewDue: z.boolean(),
    retired: z.boolean(),
    editedAt: instant,
  })
  .meta({ id: "KnowledgeLine" });
export type KnowledgeLine = z.infer<typeof KnowledgeLineJson>;

export const KnowledgeEntryJson = KnowledgeLineJson.extend({
  html: z.string(),
  body: z.string().nullable().meta({ description: "Markdown, for who may edit it." }),
  /** Of its last edit, in milliseconds: whoever edits sends back the one that was seen. */
  version: whole,
  /** Where it was asked; null when that cannot be read any more. */
  sourceUrl: z.string().nullable(),
}).meta({ id: "KnowledgeEntry" });
export type KnowledgeEntry = z.infer<typeof KnowledgeEntryJson>;
