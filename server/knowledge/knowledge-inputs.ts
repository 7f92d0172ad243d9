import { z } from "zod";
import { dateInput } from "../calendar/inputs.ts";
import { cursorInput, limitInput } from "../core/paging.ts";
import { identifier, line, lines } from "../core/text-fields.ts";

export const KNOWLEDGE_LIMITS = { title: 120, body: 20_000 } as const;

/** An entry as its form sends it: the question is its title, the answer its body. `reviewOn` is a day (YYYY-MM-DD). */
const Entry = z.object({
  title: line({ max: KNOWLEDGE_LIMITS.title }),
  body: lines({ max: KNOWLEDGE_LIMITS.body }),
  category: z.string().max(64, "unknownCategory").optional().default(""),
  reviewOn: dateInput,
});
export const AddKnowledgeInput = Entry.extend({ threadId: identifier });
/** `version` is when the entry was last edited as its editor saw it, in milliseconds. */
export const EditKnowledgeInput = Entry.extend({ id: identifier, version: z.coerce.number().int().optional().catch(undefined) });

export const KnowledgeQuery = z.object({
  q: line({ min: 0, max: 100 }).optional().catch(""),
  category: z.string().max(64).optional(),
  limit: limitInput,
  cursor: cursorInput,
});

export type AddKnowledgeInput = z.infer<typeof AddKnowledgeInput>;
export type EditKnowledgeInput = z.infer<typeof EditKnowledgeInput>;
export type KnowledgeQuery = z.infer<typeof KnowledgeQuery>;
