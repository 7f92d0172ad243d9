import type { TownStatus } from "../../quota/counting/standing.ts";

/** Says a text of the reader's language. */
export type Say = (key: string, args?: Record<string, unknown>) => string;

/** A count, a rate from 0 to 1, a date (YYYY-MM-DD), a month (YYYY-MM) or words; null where there is nothing to say. */
export type Cell = string | number | null;
export type CellType = "text" | "count" | "rate" | "date" | "month";

export interface Column {
  name: string;
  label: string;
  type: CellType;
  /** In characters. */
  width: number;
  /** The same as a spreadsheet computes it from the rest of the row. */
  formula?: (at: Places) => string;
}

/** Below the rows: a total, or what is made of several columns. */
export interface SummaryRow {
  name: string;
  label: string;
  type: CellType;
  /** By column. */
  cells: Record<string, SummaryCell>;
}

export interface SummaryCell {
  value: number | null;
  /** Where it is not the row's. */
  type?: CellType;
  formula: (at: Places) => string;
}

/** Where things stand in a spreadsheet, seen from the cell that is computed. */
export interface Places {
  /** All rows of a column, e.g. B5:B18; `sheet` counts from 0. */
  column(name: string, sheet?: number): string;
  /** The row itself from one column to another, e.g. B5:M5. */
  row(from: string, to: string, sheet?: number): string;
  /** A cell of another summary row, e.g. B21. */
  summary(row: string, column: string): string;
}

/** A table with its heading: the one thing that the page, the spreadsheet and the CSV of a report are made of. */
export interface Sheet {
  name: string;
  title: string;
  /** Until when the figures are good. */
  lead: string;
  columns: Column[];
  rows: Cell[][];
  /** The status behind a number, where a page shows its mark. */
  marks: (TownStatus | null)[][];
  summary: SummaryRow[];
  /** Where a reader needs more width than height. */
  wide: boolean;
}

/** A report in words: its first sheet is the page and the CSV, the others explain it. */
export interface Report {
  /** Of the file, without its ending: for people, and for what knows ASCII only. */
  fileName: string;
  plainName: string;
  sheets: [Sheet, ...Sheet[]];
  notes: Note[];
}

export interface Note {
  label: string;
  text: string;
}
