import { csv } from "../../core/spreadsheets.ts";
import type { Cell, Report } from "./report-sheet.ts";

/** A report's first sheet as CSV; rates are numbers from 0 to 1. */
export function csvOf({ sheets: [sheet] }: Report): Promise<string> {
  const summary = sheet.summary.map(({ label, cells }) => sheet.columns.map(({ name }, index): Cell => (index === 0 ? label : (cells[name]?.value ?? null))));
  return csv([sheet.columns.map(({ label }) => label), ...sheet.rows, ...summary]);
}
