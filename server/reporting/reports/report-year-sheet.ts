import type { Month } from "../../calendar/month.ts";
import type { CountedMonth } from "../../quota/counting/counter.ts";
import type { CityMonth, TownYear, YearReport } from "./report.ts";
import { countColumns, owes, textColumn, totalRow } from "./report-columns.ts";
import { metIn, onDutyIn, rateRows, share } from "./report-rates.ts";
import type { Cell, Column, Places, Report, Say, Sheet } from "./report-sheet.ts";
import { leadOf, monthShort, notesOf } from "./report-words.ts";

const STATUSES = 1;

/** A year over all towns in words: what each has credited in each month, and on a second sheet how it stood. */
export function yearSheets(report: YearReport, say: Say, timeZone: string): Report {
  const { year, policy } = report;
  const months = report.months.map(({ month }) => month);
  const title = say("report.titleYear", { year });
  const lead = leadOf(report, say, timeZone);
  const counts = countsSheet(report, months, say);
  const statuses = statusesSheet(report.towns, months, say);
  return {
    fileName: say("report.fileYear", { year }),
    plainName: `quota-${year}`,
    sheets: [
      { name: String(year), title, lead, wide: true, ...counts },
      { name: say("report.statusSheet"), title: say("report.titleYearStatus", { year }), lead, wide: true, ...statuses },
    ],
    notes: notesOf(policy, say),
  };
}

type Table = Pick<Sheet, "columns" | "rows" | "marks" | "summary">;

function countsSheet({ towns, months: cityMonths }: YearReport, months: readonly Month[], say: Say): Table {
  const [first, last] = [months[0]!, months.at(-1)!];
  const statuses = (at: Places) => at.row(first, last, STATUSES);
  const columns: Column[] = [
    textColumn("town", say, 20),
    ...monthColumns(months, "count", say),
    { ...countColumns(["total"], say)[0]!, formula: (at) => `SUM(${at.row(first, last)})` },
    { ...countColumns(["dutyMonths"], say)[0]!, formula: (at) => onDutyIn(statuses(at), say) },
    { ...countColumns(["metMonths"], say)[0]!, formula: (at) => metIn(statuses(at), say) },
    {
      name: "metRate",
      label: say("report.column.metRate"),
      type: "rate",
      width: 10,
      formula: (at) => share(at.row("metMonths", "metMonths"), at.row("dutyMonths", "dutyMonths")),
    },
  ];
  const rows = towns.map(({ name, months: counted }) => [
    name,
    ...counted.map(({ credited, status }) => (credited === 0 && status === "not_on_duty" ? null : credited)),
    ...yearOf(counted),
  ]);
  const marks = towns.map(({ months: counted }) => [null, ...counted.map(({ status }) => status), null, null, null, null]);
  const rates = cityMonths.map((rates: CityMonth) => ({ column: rates.month, rates, statuses: (at: Places) => at.column(rates.month, STATUSES) }));
  const total = totalRow(columns, rows, say);
  const [duty, met] = [total.cells.dutyMonths!.value!, total.cells.metMonths!.value!];
  const formula = (at: Places) => share(at.summary("total", "metMonths"), at.summary("total", "dutyMonths"));
  total.cells.metRate = { value: duty === 0 ? null : met / duty, formula, type: "rate" };
  return { columns, rows, marks, summary: [total, ...rateRows(rates, say)] };
}

function statusesSheet(towns: readonly TownYear[], months: readonly Month[], say: Say): Table {
  return {
    columns: [textColumn("town", say, 20), ...monthColumns(months, "text", say)],
    rows: towns.map(({ name, months: counted }) => [name, ...counted.map(({ status }) => say(`status.${status}`))]),
    marks: towns.map(({ months: counted }) => [null, ...counted.map(({ status }) => status)]),
    summary: [],
  };
}

const monthColumns = (months: readonly Month[], type: "count" | "text", say: Say): Column[] =>
  months.map((month) => ({ name: month, label: monthShort(month, say), type, width: 9 }));

/** All that it had credited, its months on duty, those in which it met the quota, and their share. */
function yearOf(months: readonly CountedMonth[]): Cell[] {
  const duty = months.filter(({ status }) => owes(status)).length;
  const met = months.filter(({ status }) => status === "met").length;
  return [months.reduce((sum, { credited }) => sum + credited, 0), duty, met, duty === 0 ? null : met / duty];
}
