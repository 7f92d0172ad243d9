import type { Rates } from "../../quota/counting/standing.ts";
import type { Places, Say, SummaryRow } from "./report-sheet.ts";

/** What a column of counts and the statuses beside it say of the rates. */
export interface Counted {
  /** Key of the column with the counts, under which the rates stand. */
  column: string;
  rates: Rates;
  statuses: (at: Places) => string;
}

/** On duty, participating, met and the two rates, below each of `columns`. Source: domain.md, "The quota, exactly". */
export function rateRows(columns: readonly Counted[], say: Say): SummaryRow[] {
  const off = offDuty(say);
  const row = (name: keyof Rates, type: "count" | "rate", formula: (counted: Counted, at: Places) => string): SummaryRow => ({
    name,
    label: say(`report.summary.${name}`),
    type,
    cells: Object.fromEntries(columns.map((counted) => [counted.column, { value: counted.rates[name], formula: (at) => formula(counted, at) }])),
  });
  return [
    row("onDuty", "count", ({ statuses }, at) => onDutyIn(statuses(at), say)),
    row(
      "participating",
      "count",
      ({ column, statuses }, at) => `COUNTIFS(${at.column(column)},">=1",${off.map((status) => `${statuses(at)},"<>${status}"`).join(",")})`,
    ),
    row("participationRate", "rate", ({ column }, at) => share(at.summary("participating", column), at.summary("onDuty", column))),
    row("met", "count", ({ statuses }, at) => metIn(statuses(at), say)),
    row("attainmentRate", "rate", ({ column }, at) => share(at.summary("met", column), at.summary("onDuty", column))),
  ];
}

/** One part of a whole, empty where there is nothing to divide. */
export const share = (part: string, whole: string): string => `IF(${whole}=0,"",${part}/${whole})`;

/** How many of the statuses in a range are those of someone on duty, and of someone who met the quota. */
export const onDutyIn = (range: string, say: Say): string => [`COUNTA(${range})`, ...offDuty(say).map((status) => `COUNTIF(${range},"${status}")`)].join("-");
export const metIn = (range: string, say: Say): string => `COUNTIF(${range},"${say("status.met")}")`;

const offDuty = (say: Say): string[] => [say("status.exempt"), say("status.not_on_duty")];
