import { Temporal } from "@js-temporal/polyfill";
import { z } from "zod";
import { line, lines, oneOf } from "../core/text-fields.ts";
import { DAY_KINDS } from "./working-days.ts";

/** A day as YYYY-MM-DD that there is, from 1900 to 2199. */
export const dateInput = z.string("dateShape").refine(isDate, "dateShape");

/** A day that the week does not tell, with the notice that says so. */
export const CalendarDayInput = z.object({
  date: dateInput,
  kind: oneOf(DAY_KINDS, "dayKind"),
  name: line({ max: 40 }),
  source: line({ max: 200 }),
});
export type CalendarDayInput = z.infer<typeof CalendarDayInput>;

const yearInput = z.coerce.number("yearShape").int("yearShape").min(1900, "yearShape").max(2199, "yearShape");

/** A pasted notice, CSV or iCalendar text; the year and the source are for what it leaves out. */
export const ImportInput = z.object({ text: lines({ max: 200_000 }), year: yearInput, source: line({ max: 200 }) });
export type ImportInput = z.infer<typeof ImportInput>;

/** The year that a page or an answer tells of; the present one when absent. */
export const CalendarQuery = z.object({ year: yearInput.optional() });

function isDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}
