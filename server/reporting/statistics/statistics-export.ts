import type { CellValue, Workbook } from "exceljs";
import { columnLetter, computed, csv, workbook } from "../../core/spreadsheets.ts";
import type { MonthStatistics } from "./month-statistics.ts";
import { type Figures, RATINGS_FLOOR } from "./statistics.ts";

/** Says a text of the reader's language. */
export type Say = (key: string, args?: Record<string, unknown>) => string;

const COUNTS = ["received", "answered", "onTime", "open", "overdue", "reopened", "ratings", "declined", "withdrawn", "merged"] as const;
const HOURS = ["medianWorkingHours", "p90WorkingHours"] as const;
const RATES = ["onTimeRate", "satisfaction", "solvedRate", "reopenedRate"] as const;
const COLUMNS = [...COUNTS, ...HOURS, ...RATES] as const;
/** Texts and counts before the first of COLUMNS: the group and the name. */
const BEFORE = 2;
const FORMULAS = ["received", "answered", "open", "overdue", "onTimeRate", ...HOURS, "satisfaction", "solvedRate", "reopenedRate", "ended", "office", "month"];

interface Line {
  group: string;
  name: string;
  figures: Figures;
}

/** Towns, departments and what no office has come to the total; so do the categories. */
function groupsOf({ byTown, byDepartment, byCategory, unassigned, uncategorised }: MonthStatistics, t: Say): Record<"office" | "category", Line[]> {
  const lines = (by: "town" | "department" | "category", named: readonly ({ name: string } & Figures)[]): Line[] =>
    named.map((figures) => ({ group: t(`statistics.column.${by}`), name: figures.name, figures }));
  const rest = (by: "town" | "category", figures: Figures): Line => ({ group: "", name: t(`statistics.without.${by}`), figures });
  return {
    office: [...lines("town", byTown), ...lines("department", byDepartment), rest("town", unassigned)],
    category: [...lines("category", byCategory), rest("category", uncategorised)],
  };
}

const headOf = (t: Say): string[] => [t("statistics.export.group"), ...["name", ...COLUMNS].map((name) => t(`statistics.column.${name}`))];

/** Every line of the month under one head; rates are 0 to 1. */
export function statisticsAsCsv(statistics: MonthStatistics, t: Say): Promise<string> {
  const { office, category } = groupsOf(statistics, t);
  const total: Line = { group: "", name: t("statistics.export.total"), figures: statistics.total };
  const rows = [...office, ...category, total].map(({ group, name, figures }) => [group, name, ...COLUMNS.map((column) => figures[column])]);
  return csv([headOf(t), ...rows]);
}

/** A sheet of offices and one of categories with their totals as formulas, and one that tells how each figure is made. */
export function statisticsAsXlsx(statistics: MonthStatistics, t: Say): Promise<Buffer> {
  const groups = groupsOf(statistics, t);
  return workbook((book) => {
    addSheet(book, "office", groups.office, statistics.total, t);
    addSheet(book, "category", groups.category, statistics.total, t);
    const notes = book.addWorksheet(t("statistics.export.sheet.notes"));
    notes.getColumn(1).width = 100;
    for (const name of FORMULAS) notes.addRow([t(`statistics.formula.${name}`, { floor: RATINGS_FLOOR })]).alignment = { wrapText: true, vertical: "top" };
  });
}

function addSheet(book: Workbook, name: "office" | "category", lines: readonly Line[], total: Figures, t: Say): void {
  const sheet = book.addWorksheet(t(`statistics.export.sheet.${name}`), { views: [{ state: "frozen", ySplit: 1, xSplit: BEFORE }] });
  sheet.columns = headOf(t).map((header, index) => ({ header, width: index < BEFORE ? 16 : 11 }));
  for (const { group, name: called, figures } of lines) sheet.addRow([group, called, ...COLUMNS.map((column) => cellOf(column, figures, sheet.rowCount + 1))]);
  const below = COLUMNS.map((column): CellValue => {
    const letter = letterOf(column);
    const isCount = (COUNTS as readonly string[]).includes(column);
    return isCount ? computed(`SUM(${letter}2:${letter}${lines.length + 1})`, total[column] ?? 0) : cellOf(column, total, lines.length + 2);
  });
  sheet.addRow(["", t("statistics.export.total"), ...below]);
  for (const row of [1, sheet.rowCount]) sheet.getRow(row).font = { bold: true };
  sheet.getRow(1).alignment = { wrapText: true, vertical: "middle" };
  for (const column of HOURS) sheet.getColumn(letterOf(column)).numFmt = "0.0";
  for (const column of RATES) sheet.getColumn(letterOf(column)).numFmt = "0.0%";
}

/** Rates that are made of the row's own counts are formulas with their result, so that a spreadsheet can check them. */
function cellOf(column: (typeof COLUMNS)[number], figures: Figures, row: number): CellValue {
  const at = (name: (typeof COLUMNS)[number]) => `${letterOf(name)}${row}`;
  const result = figures[column];
  if (column === "onTimeRate") return computed(`IF(${at("answered")}+${at("overdue")}=0,"",${at("onTime")}/(${at("answered")}+${at("overdue")}))`, result);
  if (column === "reopenedRate") return computed(`IF(${at("answered")}=0,"",${at("reopened")}/${at("answered")})`, result);
  return result;
}

const letterOf = (column: (typeof COLUMNS)[number]): string => columnLetter(BEFORE + COLUMNS.indexOf(column));
