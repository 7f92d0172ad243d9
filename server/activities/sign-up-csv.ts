import { csv } from "../core/spreadsheets.ts";
import type { SignUpList } from "./outputs.ts";

/** The list for a spreadsheet. @param t the texts of the reader's language */
export function signUpsAsCsv(rows: SignUpList["items"], t: (key: string) => string): Promise<string> {
  const columns = ["name", "phone", "people", "state", "createdAt"].map((key) => ({ key, header: t(`booking.column.${key}`) }));
  const records = rows.map((row) => ({ ...row, state: t(`booking.state.${row.state}`) }));
  return csv(records, { header: true, columns });
}
