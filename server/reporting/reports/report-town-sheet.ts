import type { TownYearReport } from "./report.ts";
import { countColumns, noteOf, owedOf, owes, textColumn, totalRow } from "./report-columns.ts";
import { metIn, onDutyIn, share } from "./report-rates.ts";
import type { Cell, Column, Report, Say, SummaryRow } from "./report-sheet.ts";
import { leadOf, notesOf } from "./report-words.ts";

/** A town's year in words: one line a month, what it credited in all and how often it met the quota below. */
export function townSheets(report: TownYearReport, say: Say, timeZone: string): Report {
  const { year, town, months, policy } = report;
  const columns: Column[] = [
    { name: "month", label: say("report.column.month"), type: "month", width: 12 },
    ...countColumns(["credited", ...policy.kinds], say),
    ...countColumns(["target", "short"], say),
    textColumn("status", say, 12),
    ...countColumns(["corrected"], say),
    textColumn("note", say, 28),
  ];
  const rows = months.map((month) => columns.map(({ name }) => cellOf(name, month, say)));
  return {
    fileName: say("report.fileTown", { year, town: town.name }),
    plainName: `quota-${town.slug}-${year}`,
    sheets: [
      {
        name: String(year),
        title: say("report.titleTown", { year, town: town.name }),
        lead: leadOf(report, say, timeZone),
        columns,
        rows,
        marks: months.map(({ status }) => columns.map(({ name }) => (name === "status" ? status : null))),
        summary: [totalRow(columns, rows, say), ...metRows(months, say)],
        wide: columns.length > 10,
      },
    ],
    notes: notesOf(policy, say),
  };
}

/** Months on duty, months met, and their share. */
function metRows(months: TownYearReport["months"], say: Say): SummaryRow[] {
  const duty = months.filter(({ status }) => owes(status)).length;
  const met = months.filter(({ status }) => status === "met").length;
  const row = (name: string, type: "count" | "rate", value: number | null, formula: SummaryRow["cells"][string]["formula"]): SummaryRow => ({
    name,
    label: say(`report.column.${name}`),
    type,
    cells: { credited: { value, formula } },
  });
  return [
    row("dutyMonths", "count", duty, (at) => onDutyIn(at.column("status"), say)),
    row("metMonths", "count", met, (at) => metIn(at.column("status"), say)),
    row("metRate", "rate", duty === 0 ? null : met / duty, (at) => share(at.summary("metMonths", "credited"), at.summary("dutyMonths", "credited"))),
  ];
}

function cellOf(name: string, { correction, exemption, byKind, ...counter }: TownYearReport["months"][number], say: Say): Cell {
  const cells: Record<string, Cell> = {
    month: counter.month,
    credited: counter.credited,
    ...byKind,
    ...owedOf(counter),
    status: say(`status.${counter.status}`),
    corrected: correction?.after ?? null,
    note: noteOf(exemption, correction, say),
  };
  return cells[name]!;
}
