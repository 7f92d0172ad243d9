import { z } from "zod";
import { FEEDBACK_STATES, KINDS } from "../../core/kinds.ts";
import { instant, listOf, whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { ASKER_STEP_NAMES } from "../page/asker-forms.ts";
import { MyQuestionsQuery, myQuestions } from "../page/my-questions.ts";
import { ThreadJson, wholeThread } from "../page/thread-json.ts";
import { support, withdrawSupport } from "../workflow/support.ts";
import { SuggestionsQuery, suggestions } from "./suggestions.ts";

/** What whoever asks, or is about to, calls. */
export const askerApi = apiRouter();

const MyQuestion = z
  .object({
    id: whole,
    url: z.string(),
    title: z.string(),
    kind: z.enum(KINDS),
    town: z.string(),
    private: z.boolean(),
    removed: z.boolean(),
    channel: z.enum(["online", "phone", "counter"]),
    state: z.enum(FEEDBACK_STATES),
    office: z.string().nullable(),
    askedAt: instant,
    dueDay: z.string().nullable(),
    overdue: z.boolean(),
    answeredAt: instant.nullable(),
    score: whole.nullable(),
    mergedInto: z.object({ id: whole, url: z.string() }).nullable(),
    steps: z.array(z.object({ step: z.enum(ASKER_STEP_NAMES), url: z.string() })),
  })
  .meta({ id: "MyQuestion" });

const Suggestion = z
  .object({
    type: z.enum(["knowledge", "thread"]),
    id: whole,
    url: z.string(),
    title: z.string(),
    town: z.string().nullable(),
    answered: z.boolean(),
    likeness: z.number(),
  })
  .meta({ id: "Suggestion" });

askerApi.get("/me/questions", {
  summary: "What I asked, private ones too, newest first, with what I can do next",
  query: MyQuestionsQuery,
  answers: { 200: listOf(MyQuestion) },
  handle: async (req, { query }) => {
    const { questions, nextCursor } = await myQuestions(req.actor, query);
    return { items: questions, nextCursor };
  },
});

askerApi.get("/suggestions", {
  summary: "Public threads and knowledge entries that are like a title, likest first",
  query: SuggestionsQuery,
  answers: { 200: listOf(Suggestion) },
  handle: async (req, { query }) => ({ items: await suggestions(req.actor, query.title), nextCursor: null }),
});

askerApi.put("/threads/:id/support", {
  summary: "The same problem here (residents, once each); told when it is answered",
  answers: { 200: ThreadJson },
  handle: async (req, { id }) => {
    await support(req.actor, id);
    return wholeThread(req.actor, id);
  },
});

askerApi.delete("/threads/:id/support", {
  summary: "Take it back",
  answers: { 200: ThreadJson },
  handle: async (req, { id }) => {
    await withdrawSupport(req.actor, id);
    return wholeThread(req.actor, id);
  },
});
