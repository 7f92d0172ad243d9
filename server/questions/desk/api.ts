import { z } from "zod";
import { FEEDBACK_STATES } from "../../core/kinds.ts";
import { instant, listOf, named, numbered, whole } from "../../core/output-fields.ts";
import { cursorInput, limitInput } from "../../core/paging.ts";
import { problemInWords } from "../../http/answer-problems.ts";
import { apiRouter } from "../../http/api-router.ts";
import { answerSeveral } from "../answers/answer-several.ts";
import { answerTemplates, createTemplate, editTemplate, removeTemplate } from "../answers/answer-templates.ts";
import { SeveralInput } from "../answers/several-inputs.ts";
import { EditTemplateInput, NewTemplateInput } from "../answers/template-inputs.ts";
import { desk } from "./desk-page.ts";
import { DeskQuery } from "./desk-query.ts";

/** The desk of those who answer, and the templates of their answers. */
export const deskApi = apiRouter();

const Desk = listOf(
  z.object({
    id: whole,
    url: z.string(),
    title: z.string(),
    kind: z.enum(["QUESTION", "OPINION"]),
    town: z.string(),
    office: z.string().nullable(),
    state: z.enum(FEEDBACK_STATES),
    category: z.string().nullable(),
    channel: z.enum(["online", "phone", "counter"]),
    private: z.boolean(),
    receivedAt: instant,
    dueAt: instant,
    dueDay: z.string(),
    isOpen: z.boolean().meta({ description: "It waits for an office." }),
    overdue: z.boolean(),
    soon: z.boolean(),
    draft: z.enum(["writing", "waiting"]).nullable(),
    mayAnswer: z.boolean(),
  }),
).extend({
  counts: z.object({ open: whole, overdue: whole, soon: whole, mine: whole, received: whole, answered: whole, all: whole }),
});

const problem = z.object({ status: whole, title: z.string(), detail: z.string() });
const SeveralAnswers = z
  .object({
    items: z.array(
      z.union([z.object({ threadId: whole, ok: z.literal(true), waits: z.boolean() }), z.object({ threadId: whole, ok: z.literal(false), problem })]),
    ),
  })
  .meta({
    id: "SeveralAnswers",
    description: "In the order of the request; what stops one does not stop the rest, and the same sent again answers nothing twice. `waits`: for a signature.",
  });

const AnswerTemplate = z.object({ id: whole, office: named.nullable(), name: z.string(), body: z.string(), changedAt: instant }).meta({ id: "AnswerTemplate" });

deskApi.get("/desk", {
  summary: "The queue of the reader's offices, by due time (offices and administrators)",
  query: DeskQuery.extend({ cursor: cursorInput, limit: limitInput }),
  answers: { 200: Desk },
  handle: async (req, { query: { limit, cursor, ...query } }) => {
    const { rows, nextCursor, counts } = await desk(req.actor, query, limit, cursor);
    return { items: rows, nextCursor, counts };
  },
});

deskApi.post("/desk/answers", {
  summary: "Answer several with one text, its placeholders filled in for each (offices); each has its own result",
  body: SeveralInput,
  answers: { 200: SeveralAnswers },
  handle: async (req, { body }) => {
    const outcomes = await answerSeveral(req.actor, body);
    const items = outcomes.map((each) => {
      return each.ok ? each : { threadId: each.threadId, ok: each.ok, problem: problemInWords(req, each.error) };
    });
    return { items };
  },
});

deskApi.get("/desk/templates", {
  summary: "Texts that the reader's offices often answer with (offices and administrators)",
  answers: { 200: listOf(AnswerTemplate) },
  handle: async (req) => ({ items: await answerTemplates(req.actor), nextCursor: null }),
});

deskApi.post("/desk/templates", {
  summary: "Add one",
  body: NewTemplateInput,
  answers: { 201: numbered },
  handle: (req, { body }) => createTemplate(req.actor, body),
});

deskApi.patch("/desk/templates/:id", {
  summary: "Change it",
  body: EditTemplateInput,
  answers: { 200: numbered },
  handle: (req, { id, body }) => editTemplate(req.actor, id, body),
});

deskApi.delete("/desk/templates/:id", {
  summary: "Remove it",
  handle: (req, { id }) => removeTemplate(req.actor, id),
});
