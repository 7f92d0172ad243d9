import type { SignUpRow } from "./sign-up-list.ts";

/**
 * The list for a spreadsheet: UTF-8 with a byte order mark, so that Excel reads Chinese; what would be a formula is text.
 * @param t the texts of the reader's language
 */
export async function signUpsAsCsv(rows: readonly SignUpRow[], t: (key: string) => string): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  const columns = ["name", "phone", "people", "state", "createdAt"].map((key) => ({ key, header: t(`booking.column.${key}`) }));
  const records = rows.map((row) => ({ ...row, state: t(`booking.state.${row.state}`) }));
  return stringify(records, { header: true, columns, bom: true, escape_formulas: true, record_delimiter: "windows" });
}
