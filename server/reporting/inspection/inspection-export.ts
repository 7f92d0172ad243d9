import { csv, workbook } from "../../core/spreadsheets.ts";
import type { InspectionPage } from "./inspection-page.ts";

/** The texts of the reader's language. */
type Translate = (key: string, args?: Record<string, unknown>) => string;

const COLUMNS = ["rule", "requirement", "town", "finding", "detail"] as const;
type Line = Record<(typeof COLUMNS)[number], string>;

/** The inspection as a table: for each rule every board that it judges, then what the section answers for as a whole. */
function linesOf({ towns, townRules, sectionRules }: InspectionPage, t: Translate): Line[] {
  const of = (rule: string) => ({ rule: t(`inspection.rule.${rule}`), requirement: t(`inspection.requirement.${rule}`) });
  const ofTowns = townRules.flatMap((rule) =>
    towns.map(({ name, findings, days, unanswered, lastAnswerAt }) => {
      const detail: Record<string, string> = {
        noUpdate: days === null ? "" : t("inspection.daysAgo", { count: days }),
        unanswered: unanswered === 0 ? "" : t("inspection.unansweredCount", { count: unanswered }),
        noAnswer: lastAnswerAt === null ? "" : t("inspection.lastAnswer", { date: lastAnswerAt.slice(0, 10) }),
      };
      return { ...of(rule), town: name, finding: t(`inspection.finding.${findings[rule]}`), detail: detail[rule] ?? "" };
    }),
  );
  const ofSection = sectionRules.map(({ rule, finding }) => ({
    ...of(rule),
    town: t("inspection.section"),
    finding: t(`inspection.finding.${finding}`),
    detail: t(`inspection.why.${rule}`),
  }));
  return [...ofTowns, ...ofSection];
}

/** A line for each rule and board. */
export function inspectionAsCsv(page: InspectionPage, t: Translate): Promise<string> {
  const columns = COLUMNS.map((key) => ({ key, header: t(`inspection.column.${key}`) }));
  return csv(linesOf(page, t), { header: true, columns });
}

/** One sheet with a frozen head and a filter. */
export function inspectionAsXlsx(page: InspectionPage, t: Translate): Promise<Buffer> {
  return workbook((book) => {
    const sheet = book.addWorksheet(t("inspection.title"), { views: [{ state: "frozen", ySplit: 1 }] });
    const widths = { rule: 22, requirement: 60, town: 16, finding: 12, detail: 40 };
    sheet.columns = COLUMNS.map((key) => ({
      key,
      header: t(`inspection.column.${key}`),
      width: widths[key],
      style: { alignment: { wrapText: true, vertical: "top" } },
    }));
    sheet.addRows(linesOf(page, t));
    sheet.getRow(1).font = { bold: true };
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } };
  });
}
