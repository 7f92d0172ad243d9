import type { CellValue, Cell as ExcelCell, Worksheet } from "exceljs";
import { columnLetter, computed, workbook } from "../../core/spreadsheets.ts";
import type { Cell, CellType, Column, Note, Places, Report, Say, Sheet, SummaryRow } from "./report-sheet.ts";

/** Title, lead and an empty row stand above the header. */
const HEADER_ROW = 4;
const ON_A4 = { paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
const FORMATS: Partial<Record<CellType, string>> = { count: "0", rate: "0%", date: "yyyy-mm-dd", month: "yyyy-mm" };
const RIGHT = { horizontal: "right" } as const;
const CENTRE = { horizontal: "center" } as const;
const ALIGNED = { text: { horizontal: "left", indent: 1 }, count: RIGHT, rate: RIGHT, date: CENTRE, month: CENTRE } as const;
const INK = { argb: "FF10403C" };
const TINT = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE3F1EF" } } as const;
const LINE = { style: "thin", color: { argb: "FFB9C7C4" } } as const;

/** A report as an Excel file: typed cells, totals and rates as formulas with their results, and a sheet that explains them. */
export const xlsxOf = ({ sheets, notes }: Report, say: Say, madeAt: string): Promise<Buffer> =>
  workbook((book) => {
    book.creator = say("site.name");
    book.created = new Date(madeAt);
    for (const sheet of sheets) fill(book.addWorksheet(sheet.name, layoutOf(sheet)), sheet, sheets);
    explain(book.addWorksheet(say("report.notes"), { pageSetup: ON_A4 }), notes, say);
  });

const layoutOf = ({ wide }: Sheet) => ({
  views: [{ state: "frozen" as const, xSplit: 1, ySplit: HEADER_ROW }],
  pageSetup: { ...ON_A4, orientation: wide ? ("landscape" as const) : ("portrait" as const), printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}` },
});

function fill(page: Worksheet, sheet: Sheet, sheets: readonly Sheet[]): void {
  const { columns, rows, summary } = sheet;
  head(page, sheet);
  rows.forEach((row, down) => {
    row.forEach((cell, across) => {
      const { type, formula } = columns[across]!;
      const at = page.getCell(HEADER_ROW + 1 + down, across + 1);
      at.value = formula ? computed(formula(placesIn(sheet, sheets, down)), cell as number | null) : dated(cell, type);
      dress(at, type);
    });
  });
  if (rows.length === 0) return; // nothing to sum: a range of no rows is none
  for (const [down, row] of summary.entries()) summarize(page, sheet, sheets, row, rows.length + down);
}

function head(page: Worksheet, { title, lead, columns }: Sheet): void {
  page.mergeCells(1, 1, 1, columns.length);
  page.mergeCells(2, 1, 2, columns.length);
  Object.assign(page.getCell(1, 1), { value: title, font: { size: 16, bold: true, color: INK }, alignment: CENTRE });
  Object.assign(page.getCell(2, 1), { value: lead, font: { size: 10 }, alignment: CENTRE });
  page.getRow(1).height = 26;
  columns.forEach(({ label, type, width }, index) => {
    page.getColumn(index + 1).width = width;
    dress(page.getCell(HEADER_ROW, index + 1), type, { bold: true, wrap: true });
    page.getCell(HEADER_ROW, index + 1).value = label;
  });
}

function summarize(page: Worksheet, sheet: Sheet, sheets: readonly Sheet[], { label, type, cells }: SummaryRow, down: number): void {
  sheet.columns.forEach(({ name, type: own }, across) => {
    const at = page.getCell(HEADER_ROW + 1 + down, across + 1);
    const cell = cells[name];
    if (across === 0) at.value = label;
    else if (cell) at.value = computed(cell.formula(placesIn(sheet, sheets, down)), cell.value);
    dress(at, across === 0 ? own : (cell?.type ?? type), { bold: true });
  });
}

function explain(page: Worksheet, notes: readonly Note[], say: Say): void {
  page.getColumn(1).width = 16;
  page.getColumn(2).width = 90;
  Object.assign(page.getCell(1, 1), { value: say("report.notes"), font: { size: 16, bold: true, color: INK } });
  notes.forEach(({ label, text }, index) => {
    Object.assign(page.getCell(index + 3, 1), { value: label, font: { bold: true }, alignment: { vertical: "top" } });
    Object.assign(page.getCell(index + 3, 2), { value: text, alignment: { vertical: "top", wrapText: true } });
  });
}

function dress(cell: ExcelCell, type: CellType, { bold = false, wrap = type === "text" } = {}): void {
  cell.border = { top: LINE, bottom: LINE, left: LINE, right: LINE };
  cell.alignment = { vertical: "middle", ...ALIGNED[type], wrapText: wrap };
  if (FORMATS[type]) cell.numFmt = FORMATS[type];
  if (bold) Object.assign(cell, { font: { bold: true, color: INK }, fill: TINT });
}

/** Dates without an hour or a zone, as spreadsheets have them. */
const dated = (cell: Cell, type: CellType): CellValue =>
  typeof cell === "string" && (type === "date" || type === "month") ? new Date(`${cell}${type === "month" ? "-01" : ""}T00:00:00Z`) : cell;

/** @param down the row, from 0, that a row's own formula stands in */
function placesIn(own: Sheet, sheets: readonly Sheet[], down: number): Places {
  const of = (sheet: number | undefined) => (sheet === undefined ? own : sheets[sheet]!);
  const prefix = (sheet: number | undefined) => (sheet === undefined ? "" : `'${sheets[sheet]!.name}'!`);
  const line = HEADER_ROW + 1 + down;
  return {
    column: (name, sheet) => {
      const letter = letterOf(of(sheet), name);
      return `${prefix(sheet)}${letter}${HEADER_ROW + 1}:${letter}${HEADER_ROW + of(sheet).rows.length}`;
    },
    row: (from, to, sheet) => {
      const [first, last] = [from, to].map((name) => `${letterOf(of(sheet), name)}${line}`);
      return `${prefix(sheet)}${first}${from === to ? "" : `:${last}`}`;
    },
    summary: (row, column) => `${letterOf(own, column)}${HEADER_ROW + 1 + own.rows.length + own.summary.findIndex(({ name }) => name === row)}`,
  };
}

const letterOf = ({ columns }: { columns: readonly Column[] }, name: string): string => columnLetter(columns.findIndex((column) => column.name === name));
