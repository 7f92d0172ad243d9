import { z } from "zod";
import { instant, listOf, whole } from "../../core/output-fields.ts";
import { apiRouter } from "../../http/api-router.ts";
import { ThreadJson, wholeThread } from "../page/thread-json.ts";
import { dueExplained } from "./due-explained.ts";
import { OverdueQuery, overdue } from "./overdue-page.ts";
import { remindOffice } from "./remind-office.ts";

/** When questions are due, and what is late. */
export const deadlinesApi = apiRouter();

const Overdue = listOf(
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

deadlinesApi.get("/overdue", {
  summary: "What is late, longest first (administrators)",
  query: OverdueQuery,
  answers: { 200: Overdue },
  handle: async (req, { query }) => {
    const { rows, counts, nextCursor } = await overdue(req.actor, query);
    return { items: rows.map(({ remindUrl: _, ...row }) => row), counts, nextCursor };
  },
});

deadlinesApi.post("/threads/:id/reminder", {
  summary: "Remind its office (administrators)",
  answers: { 200: ThreadJson },
  handle: async (req, { id }) => {
    await remindOffice(req.actor, id);
    return wholeThread(req.actor, id);
  },
});

deadlinesApi.get("/threads/:id/due", {
  summary: "How the due date of a question was counted, day by day",
  answers: { 200: Due },
  handle: async (req, { id }) => {
    const { thread: _, ...explained } = await dueExplained(req.actor, id);
    return explained;
  },
});
