import type { Options } from "csv-stringify/sync";
import type { CellValue, Workbook } from "exceljs";

/** The media type of an Excel file. */
export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** An Excel file. @param fill adds its sheets */
export async function workbook(fill: (book: Workbook) => void): Promise<Buffer> {
  const { default: excel } = await import("exceljs"); // with the first file only: it is large
  const book = new excel.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A table as CSV: UTF-8 with a byte order mark, without which Excel does not read Chinese; what would be a formula is text. */
export async function csv(rows: readonly unknown[], more: Options = {}): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  return stringify([...rows], { ...more, bom: true, escape_formulas: true, record_delimiter: "windows" });
}

/** A formula with its result, for a spreadsheet that does not compute. */
export const computed = (formula: string, result: number | string | null): CellValue => ({ formula, result: result ?? "" });

/** The letter of a column, counted from 0; no sheet of ours has more than 26. */
export const columnLetter = (index: number): string => String.fromCharCode(65 + index);
