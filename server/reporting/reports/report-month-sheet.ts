import { dateOf } from "../../calendar/working-days.ts";
import type { TownLine } from "../../quota/counting/counter.ts";
import type { MonthReport } from "./report.ts";
import { countColumns, noteOf, owedOf, textColumn, totalRow } from "./report-columns.ts";
import { rateRows } from "./report-rates.ts";
import type { Cell, Column, Report, Say } from "./report-sheet.ts";
import { leadOf, monthTitle, notesOf } from "./report-words.ts";

/** A month over all towns in words: one line a town, totals and rates below. */
export function monthSheets(report: MonthReport, say: Say, timeZone: string): Report {
  const { month, figures, towns, policy } = report;
  const columns: Column[] = [
    textColumn("town", say, 20),
    ...countColumns(["credited", ...policy.kinds], say),
    ...countColumns(["target", "short"], say),
    textColumn("status", say, 12),
    { name: "updated", label: say("report.column.updated"), type: "date", width: 12 },
    ...countColumns(["corrected"], say),
    textColumn("note", say, 28),
  ];
  const rows = towns.map((town) => columns.map(({ name }) => cellOf(name, town, say, timeZone)));
  return {
    fileName: say("report.fileMonth", { month }),
    plainName: `quota-${month}`,
    sheets: [
      {
        name: month,
        title: say("report.titleMonth", monthTitle(month, say)),
        lead: leadOf(report, say, timeZone),
        columns,
        rows,
        marks: towns.map(({ counter }) => columns.map(({ name }) => (name === "status" ? counter.status : null))),
        summary: [totalRow(columns, rows, say), ...rateRows([{ column: "credited", rates: figures, statuses: (at) => at.column("status") }], say)],
        wide: columns.length > 10,
      },
    ],
    notes: notesOf(policy, say),
  };
}

function cellOf(name: string, { counter, byKind, lastPublishedAt, correction, exemption, ...line }: TownLine, say: Say, timeZone: string): Cell {
  const cells: Record<string, Cell> = {
    town: line.name,
    credited: counter.credited,
    ...byKind,
    ...owedOf(counter),
    status: say(`status.${counter.status}`),
    updated: lastPublishedAt && dateOf(new Date(lastPublishedAt), timeZone),
    corrected: correction?.after ?? null,
    note: noteOf(exemption, correction, say),
  };
  return cells[name]!;
}
