import { z } from "zod";
import { CalendarDayInput, CalendarQuery, dateInput, ImportInput } from "../calendar/inputs.ts";
import { DAY_KINDS } from "../calendar/working-days.ts";
import { list, reads, whole, writes } from "./words.ts";

const CalendarDay = z.object({ date: z.string(), kind: z.enum(DAY_KINDS), name: z.string(), source: z.string() }).meta({ id: "CalendarDay" });
const ImportedDay = CalendarDay.extend({
  before: z.object({ kind: z.enum(DAY_KINDS), name: z.string() }).nullable(),
  isNew: z.boolean(),
  differs: z.boolean(),
}).meta({ id: "ImportedDay" });
const datePath = { path: z.object({ date: dateInput }) };

/** Which days are worked. */
export const calendarPaths = {
  "/calendar": {
    get: reads("The days of a year that the week does not tell", list(CalendarDay).extend({ year: whole, missing: z.boolean() }), {
      requestParams: { query: CalendarQuery },
    }),
  },
  "/calendar/import": {
    post: writes(
      "Read a notice, a CSV or an iCalendar text in (administrators); `dryRun` writes nothing",
      "200",
      list(ImportedDay),
      ImportInput.extend({ dryRun: z.boolean().optional() }),
    ),
  },
  "/calendar/{date}": {
    put: writes("Say what kind of day a date is (administrators)", "200", CalendarDay, CalendarDayInput.omit({ date: true }), datePath),
    delete: writes("Let it follow the week again", "204", null, null, datePath),
  },
};
