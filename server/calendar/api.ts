import { z } from "zod";
import { listOf, whole } from "../core/output-fields.ts";
import { apiRouter } from "../http/api-router.ts";
import { calendarYear } from "./calendar-year.ts";
import { removeDay, setDay } from "./changing-days.ts";
import { importDays, previewImport } from "./import-days.ts";
import { CalendarDayInput, CalendarQuery, dateInput, ImportInput } from "./inputs.ts";
import { DAY_KINDS } from "./working-days.ts";

const CalendarDay = z.object({ date: z.string(), kind: z.enum(DAY_KINDS), name: z.string(), source: z.string() }).meta({ id: "CalendarDay" });
const ImportedDay = CalendarDay.extend({
  before: z.object({ kind: z.enum(DAY_KINDS), name: z.string() }).nullable(),
  isNew: z.boolean(),
  differs: z.boolean(),
}).meta({ id: "ImportedDay" });

/** The working calendar: everybody reads it, administrators change it. */
export const calendarApi = apiRouter();

calendarApi.get("/calendar", {
  summary: "The days of a year that the week does not tell",
  query: CalendarQuery,
  answers: { 200: listOf(CalendarDay).extend({ year: whole, missing: z.boolean() }) },
  handle: async (_req, { query }) => {
    const { year, missing, days } = await calendarYear(query.year);
    return { year, missing, items: days, nextCursor: null };
  },
});

calendarApi.post("/calendar/import", {
  summary: "Read a notice, a CSV or an iCalendar text in (administrators); `dryRun` writes nothing",
  body: ImportInput.extend({ dryRun: z.boolean().optional() }),
  answers: { 200: listOf(ImportedDay) },
  handle: async (req, { body: { dryRun, ...input } }) => {
    const items = await previewImport(req.actor, input);
    if (!dryRun) await importDays(req.actor, input);
    return { items, nextCursor: null };
  },
});

calendarApi.put("/calendar/:date", {
  summary: "Say what kind of day a date is (administrators)",
  params: { date: z.string() },
  body: CalendarDayInput.omit({ date: true }),
  answers: { 200: CalendarDay },
  handle: async (req, { date, body }) => {
    const day = CalendarDayInput.parse({ ...body, date });
    await setDay(req.actor, day);
    return day;
  },
});

calendarApi.delete("/calendar/:date", {
  summary: "Let it follow the week again",
  params: { date: z.string() },
  handle: (req, { date }) => removeDay(req.actor, dateInput.parse(date)),
});
