import type { Cell, Report } from "./report-sheet.ts";

/**
 * A report's first sheet as CSV: UTF-8 with a byte order mark, without which Excel does not read Chinese; rates are numbers from
 * 0 to 1, and what a spreadsheet would take for a formula is quoted.
 */
export async function csvOf({ sheets: [sheet] }: Report): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  const summary = sheet.summary.map(({ label, cells }) => sheet.columns.map(({ name }, index): Cell => (index === 0 ? label : (cells[name]?.value ?? null))));
  return stringify([sheet.columns.map(({ label }) => label), ...sheet.rows, ...summary], { bom: true, escape_formulas: true, record_delimiter: "windows" });
}
