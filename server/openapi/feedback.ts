import { z } from "zod";
import { cursorInput, limitInput } from "../core/paging.ts";
import { SeveralInput } from "../questions/answers/several-inputs.ts";
import { EditTemplateInput, NewTemplateInput } from "../questions/answers/template-inputs.ts";
import { OverdueQuery } from "../questions/deadlines/overdue-page.ts";
import { DeskQuery } from "../questions/desk/desk-query.ts";
import { PassedOnJson } from "../questions/page/after-step.ts";
import { STEP_NAMES, STEPS, type StepName } from "../questions/page/steps.ts";
import { ThreadJson as Thread } from "../questions/page/thread-json.ts";
import { FEEDBACK_STATES } from "../questions/workflow/workflow.ts";
import { idPath, instant, list, Named, Numbered, orAccepts, reads, whole, writes } from "./words.ts";

const Desk = list(
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
).extend({ counts: z.object({ open: whole, overdue: whole, soon: whole, mine: whole, received: whole, answered: whole, all: whole }) });
const SeveralAnswers = z
  .object({
    items: z.array(
      z.union([
        z.object({ threadId: whole, ok: z.literal(true), waits: z.boolean() }),
        z.object({ threadId: whole, ok: z.literal(false), problem: z.object({ status: whole, title: z.string(), detail: z.string() }) }),
      ]),
    ),
  })
  .meta({
    id: "SeveralAnswers",
    description: "In the order of the request; what stops one does not stop the rest, and the same sent again answers nothing twice. `waits`: for a signature.",
  });
const Overdue = list(
  z.object({
    id: whole,
    url: z.string(),
    title: z.string(),
    town: z.string(),
    office: z.string().nullable(),
    receivedAt: instant,
    dueDay: z.string(),
    waitsDays: whole,
    remindedAt: instant.nullable(),
    remindedToday: z.boolean(),
  }),
).extend({ counts: z.object({ overdue: whole, "60": whole, "90": whole }) });
const AnswerTemplate = z
  .object({
    id: whole,
    office: Named.nullable(),
    name: z.string(),
    body: z.string(),
    changedAt: instant,
  })
  .meta({ id: "AnswerTemplate" });
const Due = z
  .object({
    what: z.enum(["assignment", "answer"]),
    since: instant,
    reopened: z.boolean(),
    limitDays: whole,
    extensionDays: whole,
    dueDay: z.string(),
    todaysDay: z.string().nullable().meta({ description: "The last day as the calendar has it now, where the date that was set stays another; else null." }),
    days: z.array(z.object({ date: z.string(), weekday: whole, worked: z.boolean(), name: z.string(), count: whole })),
    missingYears: z.array(whole),
  })
  .meta({ id: "Due" });

/** What a step answers: two of them can end the right to read. */
const answerOf = (name: StepName): z.ZodType => (name === "hand-over" || name === "return" ? z.union([Thread, PassedOnJson]) : Thread);

/** What a step takes besides the thread of its address. */
function bodyOf(name: StepName): z.ZodType {
  const { threadId: _, ...shape } = STEPS[name].input.shape;
  return z.object(shape);
}

/** What becomes of questions and opinions, and the desk of those who answer. */
export const feedbackPaths = {
  ...Object.fromEntries(
    STEP_NAMES.map((name) => {
      const step = writes(`Feedback: ${name}`, "200", answerOf(name), bodyOf(name), idPath);
      return [`/threads/{id}/${name}`, { post: name === "answer" ? orAccepts(step, Thread) : step }];
    }),
  ),
  "/desk": {
    get: reads("The queue of the reader's offices, by due time (offices and administrators)", Desk, {
      requestParams: { query: DeskQuery.extend({ cursor: cursorInput, limit: limitInput }) },
    }),
  },
  "/desk/answers": {
    post: writes("Answer several with one text, its placeholders filled in for each (offices); each has its own result", "200", SeveralAnswers, SeveralInput),
  },
  "/desk/templates": {
    get: reads("Texts that the reader's offices often answer with (offices and administrators)", list(AnswerTemplate)),
    post: writes("Add one", "201", Numbered, NewTemplateInput),
  },
  "/desk/templates/{id}": {
    patch: writes("Change it", "200", Numbered, EditTemplateInput, idPath),
    delete: writes("Remove it", "204", null, null, idPath),
  },
  "/overdue": { get: reads("What is late, longest first (administrators)", Overdue, { requestParams: { query: OverdueQuery } }) },
  "/threads/{id}/reminder": { post: writes("Remind its office (administrators)", "200", Thread, null, idPath) },
  "/threads/{id}/due": { get: reads("How the due date of a question was counted, day by day", Due, { requestParams: idPath }) },
};
