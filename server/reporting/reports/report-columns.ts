import type { Correction } from "../../quota/closing/frozen-month.ts";
import type { Counter, TownStatus } from "../../quota/counting/standing.ts";
import type { Cell, Column, Say, SummaryCell, SummaryRow } from "./report-sheet.ts";

/** Words under a column's name. */
export const textColumn = (name: string, say: Say, width: number): Column => ({ name, label: say(`report.column.${name}`), type: "text", width });

/** Counts under a column's name, or that of the kind that they count. */
export const countColumns = (names: readonly string[], say: Say): Column[] =>
  names.map((name) => ({ name, label: say(name === name.toUpperCase() ? `kind.${name}` : `report.column.${name}`), type: "count", width: 10 }));

/** The sums of what can be summed. */
export function totalRow(columns: readonly Column[], rows: readonly Cell[][], say: Say): SummaryRow {
  const sums = columns.flatMap(({ name, type }, index): [string, SummaryCell][] => {
    if (type !== "count" || name === "corrected") return [];
    const value = rows.reduce((sum, row) => sum + ((row[index] as number | null) ?? 0), 0);
    return [[name, { value, formula: (at) => `SUM(${at.column(name)})` }]];
  });
  return { name: "total", label: say("report.summary.total"), type: "count", cells: Object.fromEntries(sums) };
}

/** What a town owes is nothing while it is exempt or not on duty. */
export const owedOf = ({ status, target, short }: Counter): { target: number | null; short: number | null } =>
  owes(status) ? { target, short } : { target: null, short: null };

/** Who owes something: neither exempt nor off duty. */
export const owes = (status: TownStatus): boolean => status !== "exempt" && status !== "not_on_duty";

/** Why a figure is as it is: an exemption's reason, a correction's. */
export function noteOf(exemption: string | null, correction: Correction | null, say: Say): Cell {
  const notes = [exemption && say("report.exempt", { reason: exemption }), correction && say("report.correction", { ...correction })];
  return notes.filter(Boolean).join(say("report.stop")) || null;
}
