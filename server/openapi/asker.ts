import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { SuggestionsQuery } from "../questions/asker/suggestions.ts";
import { ASKER_STEP_NAMES } from "../questions/page/asker-forms.ts";
import { MyQuestionsQuery } from "../questions/page/my-questions.ts";
import { ThreadJson as Thread } from "../questions/page/thread-json.ts";
import { FEEDBACK_STATES } from "../questions/workflow/workflow.ts";
import { idPath, instant, list, reads, whole, writes } from "./words.ts";

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

/** What whoever asks, or is about to, calls. */
export const askerPaths = {
  "/me/questions": {
    get: reads("What I asked, private ones too, newest first, with what I can do next", list(MyQuestion), { requestParams: { query: MyQuestionsQuery } }),
  },
  "/suggestions": {
    get: reads("Public threads and knowledge entries that are like a title, likest first", list(Suggestion), { requestParams: { query: SuggestionsQuery } }),
  },
  "/threads/{id}/support": {
    put: writes("The same problem here (residents, once each); told when it is answered", "200", Thread, null, idPath),
    delete: writes("Take it back", "200", Thread, null, idPath),
  },
};
