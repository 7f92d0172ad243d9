import excel, { type Cell, type Worksheet } from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { exempt } from "../../server/quota/policy/exempting.ts";
import { closeDueMonths } from "../../server/reporting/closing/close-month.ts";
import { correctMonth } from "../../server/reporting/closing/correct-month.ts";
import { makeMember, makeTown, opens, variedText } from "../cast.ts";
import { computedSheets } from "../quota/spreadsheet-program.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone } from "../visitor.ts";

const site = useSite();
let written = 0;
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock = setClock(() => new Date(iso));
};
const TRICKY = "=1+1镇";

/** Credited in September, October and November. Shuangfeng is exempt in October, huangjing on duty from November. September is closed. */
const PLAN: [string, string, string, [number, number, number]][] = [
  ["liuhe", "浏河镇", "2026-09", [2, 3, 2]],
  ["shaxi", TRICKY, "2026-09", [1, 2, 1]],
  ["shuangfeng", "双凤镇", "2026-09", [0, 1, 0]],
  ["huangjing", "璜泾镇", "2026-11", [0, 0, 1]],
];
beforeAll(async () => {
  at("2026-09-01T00:00:00Z");
  const administrator = await makeMember({ username: "guanli", displayName: "管理员", role: "administrator", password: "a-long-enough-one" });
  for (const [slug, name, onDutyFrom, months] of PLAN) {
    await makeTown(slug, name, onDutyFrom);
    const association = await makeMember({ username: `${slug}-xiehui`, displayName: name, role: "association", town: slug, password: "a-long-enough-one" });
    for (const [place, count] of months.entries()) {
      for (let index = 0; index < count; index++) {
        at(`2026-${["09", "10", "11"][place]}-0${index + 2}T17:30:00Z`); // the next day in Shanghai
        await opens(association, slug, index % 2 ? "HOT_TOPIC" : "ACTIVITY", `${slug} 第 ${place} 月第 ${index + 1} 条`, variedText(++written));
      }
    }
  }
  at("2026-10-12T04:00:00Z");
  expect(await closeDueMonths()).toEqual(["2026-09"]);
  await correctMonth(administrator, "2026-09", { town: "shaxi", credited: 2, reason: "-漏计一条" });
  await exempt(administrator, { town: "shuangfeng", month: "2026-10", reason: "换届", note: "内部备注不公开" });
  at("2026-11-12T04:00:00Z");
});
afterAll(() => restoreClock());

const file = async (path: string) => {
  const answer = await fetch(site.origin + path);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const bookOf = async (bytes: Buffer) => {
  const book = new excel.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
};
const shown = (cell: Cell): unknown => (cell.formula ? (cell.result ?? "") : cell.value);
/** The rows of a sheet below its header, by the words in their first cell, as a viewer shows them. */
function linesOf(sheet: Worksheet): Map<string, unknown[]> {
  const lines = new Map<string, unknown[]>();
  sheet.eachRow((row, number) => {
    if (number > 4)
      lines.set(
        String(shown(row.getCell(1))),
        Array.from({ length: sheet.columnCount }, (_, index) => shown(row.getCell(index + 1))),
      );
  });
  return lines;
}
/** Good enough for what stringify writes here. */
function csvOf(text: string): Map<string, string[]> {
  const rows = text
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n")
    .map((row) => [...`${row},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell]) => cell!.replace(/^"|"$/g, "").replaceAll('""', '"')));
  return new Map(rows.map((row) => [row[0]!, row]));
}
/** The rows of a printed page, by the words in their first cell. */
function printed(html: string): Map<string, string[]> {
  const parts = partsOf(html);
  const rows = new Map<string, string[]>();
  parts.forEach(({ tag }, index) => {
    if (tag !== "tr") return;
    const end = parts.findIndex((part, after) => after > index && part.tag === "tr");
    const cells = parts.slice(index + 1, end === -1 ? undefined : end).filter((part) => part.tag === "th" || part.tag === "td");
    rows.set(
      cells[0]!.text,
      cells.map(({ text }) => text),
    );
  });
  return rows;
}
const label = (name: string) => said(`report.summary.${name}`);
const percent = (rate: number | null) => (rate === null ? "—" : `${Math.round(rate * 100)}%`);

describe("a month's report", () => {
  test.each(["2026-09", "2026-10", "2026-11"])("of %s has the same figures in the API, on the page, as XLSX, as CSV and printed", async (month) => {
    const api = (await anyone(site).api("GET", `/quota?month=${month}`)).json;
    const xlsx = linesOf((await bookOf((await file(`/quota/${month}/report.xlsx`)).bytes)).worksheets[0]!);
    const csv = csvOf((await file(`/quota/${month}/report.csv`)).bytes.toString());
    const paper = printed((await anyone(site).get(`/quota/${month}/report`)).text);
    const page = partsOf((await anyone(site).get(`/quota/${month}`)).text);
    expect(api.towns.length).toBe(PLAN.length); // premise
    for (const { name, credited, byKind, target, status, corrected } of api.towns) {
      const owes = status !== "exempt" && status !== "not_on_duty";
      const figures = [credited, byKind.ACTIVITY, byKind.HOT_TOPIC, owes ? target : null];
      expect(xlsx.get(name)!.slice(1, 5), name).toEqual(figures);
      const texts = figures.map((each) => String(each ?? ""));
      expect((csv.get(name) ?? csv.get(`'${name}`))!.slice(1, 5), name).toEqual(texts);
      expect(paper.get(name)!.slice(1, 5), name).toEqual(texts);
      expect(xlsx.get(name)![6]).toBe(said(`status.${status}`));
      expect(xlsx.get(name)![8]).toBe(corrected?.credited ?? null);
    }
    const rates = {
      onDuty: api.onDuty,
      participating: api.participating,
      participationRate: api.participationRate,
      met: api.met,
      attainmentRate: api.attainmentRate,
    };
    for (const [name, value] of Object.entries({ total: api.credited, ...rates })) {
      expect(xlsx.get(label(name))![1], name).toBe(value);
      expect(csv.get(label(name))![1], name).toBe(String(value));
      expect(paper.get(label(name))![1], name).toBe(name.endsWith("Rate") ? percent(value) : String(value));
    }
    const onPage = (name: string) => page.find(({ is }) => is["data-figure"] === name)?.text;
    expect([onPage("participationRate"), onPage("attainmentRate"), onPage("credited")]).toEqual([
      percent(api.participationRate),
      percent(api.attainmentRate),
      String(api.credited),
    ]);
  });

  test("says until when it is good, and shows a correction and a published reason, never a private note", async () => {
    const september = (await anyone(site).get("/quota/2026-09/report")).text;
    expect(september).toContain(said("report.closed", { at: "2026-10-12 12:00" }));
    expect(printed(september).get(TRICKY)!.at(-1)).toBe(said("report.correction", { before: 1, after: 2, reason: "-漏计一条", by: "管理员" }));
    const october = [(await anyone(site).get("/quota/2026-10/report")).text, (await file("/quota/2026-10/report.csv")).bytes.toString()];
    for (const text of october) {
      expect(text).toContain("豁免：换届");
      expect(text).not.toContain("内部备注");
    }
    expect(october[0]).toContain(said("report.live", { at: "2026-11-12 12:00" }));
  });

  test("is typed in Excel: numbers, dates, percentages with their format, formulas for totals and rates, a frozen head, notes", async () => {
    const book = await bookOf((await file("/quota/2026-11/report.xlsx")).bytes);
    const [sheet, notes] = book.worksheets as [Worksheet, Worksheet];
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 4, xSplit: 1 });
    expect(sheet.getCell("A1").value).toBe("2026年11月月度任务统计表");
    expect([sheet.getCell("B5").value, sheet.getCell("H5").value, sheet.getCell("H5").numFmt]).toEqual([2, new Date("2026-11-04T00:00:00Z"), "yyyy-mm-dd"]);
    expect(sheet.getCell("B9").value).toEqual({ formula: "SUM(B5:B8)", result: 4 });
    expect(sheet.getCell("B12").value).toEqual({ formula: 'IF(B10=0,"",B11/B10)', result: 3 / 4 });
    expect(sheet.getCell("B12").numFmt).toBe("0%");
    expect(sheet.getColumn(1).width).toBeGreaterThan(12);
    expect(notes.getSheetValues().flat().join()).toContain("CC BY 4.0");
  });

  test("is CSV that Excel opens: a byte order mark, and nothing that it would run", async () => {
    const { headers, bytes } = await file("/quota/2026-09/report.csv");
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const cells = [...csvOf(bytes.toString()).values()].flat();
    expect(cells).toContain(`'${TRICKY}`);
    expect(cells.filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
  });

  test("is named in the reader's language and in ASCII; other forms and months there are none", async () => {
    const { headers } = await file("/quota/2026-11/report.xlsx");
    const name = encodeURIComponent("月度任务-2026-11.xlsx");
    expect(headers.get("content-disposition")).toBe(`attachment; filename="quota-2026-11.xlsx"; filename*=UTF-8''${name}`);
    for (const path of ["/quota/2026-13/report.csv", "/quota/2026-12/report.xlsx", "/quota/x/report", "/quota/2026-11/report.pdf", "/quota/year/2027/report"])
      expect([path, (await file(path)).status]).toEqual([path, 404]);
  });
});

describe("a year's report", () => {
  const MONTHS = ["2026-09", "2026-10", "2026-11"];

  test("has for every month the figures of that month, and the same in all forms", async () => {
    const book = await bookOf((await file("/quota/year/2026/report.xlsx")).bytes);
    const [counts, statuses] = book.worksheets.map(linesOf) as [Map<string, unknown[]>, Map<string, unknown[]>];
    const csv = csvOf((await file("/quota/year/2026/report.csv")).bytes.toString());
    const paper = printed((await anyone(site).get("/quota/year/2026/report")).text);
    for (const month of MONTHS) {
      const column = Number(month.slice(5));
      const api = (await anyone(site).api("GET", `/quota?month=${month}`)).json;
      for (const { name, credited, status } of api.towns) {
        const value = status === "not_on_duty" && credited === 0 ? null : credited;
        expect([name, month, counts.get(name)![column], statuses.get(name)![column]]).toEqual([name, month, value, said(`status.${status}`)]);
        expect((csv.get(name) ?? csv.get(`'${name}`))![column]).toBe(String(value ?? ""));
        expect(paper.get(name)![column]).toContain(String(value ?? said("client.mark.not_on_duty")));
      }
      for (const name of ["onDuty", "participating", "participationRate", "met", "attainmentRate"])
        expect([name, month, counts.get(label(name))![column]]).toEqual([name, month, api[name]]);
      expect(counts.get(label("total"))![column]).toBe(api.credited);
      expect(paper.get(label("participationRate"))![column]).toBe(percent(api.participationRate));
    }
    expect(counts.get("浏河镇")!.slice(-4)).toEqual([7, 3, 3, 1]);
    expect(counts.get("双凤镇")!.slice(-4)).toEqual([1, 2, 0, 0]);
    expect(counts.get(label("total"))!.slice(-4)).toEqual([13, 9, 4, 4 / 9]);
    expect(counts.get(label("participationRate"))![1]).toBe(""); // nobody on duty in January: neither 0 nor 100 %
  });

  test("of a town has its months, as the API tells them", async () => {
    const { months } = (await anyone(site).api("GET", "/quota/shaxi?from=2026-09&to=2026-11")).json;
    const book = await bookOf((await file("/towns/shaxi/quota/report.xlsx?year=2026")).bytes);
    const rows = [...linesOf(book.worksheets[0]!).values()];
    const csv = csvOf((await file("/towns/shaxi/quota/report.csv")).bytes.toString());
    for (const { month, credited, status, corrected } of months) {
      const row = rows.find(([at]) => at instanceof Date && at.toISOString().startsWith(month))!;
      expect([row[1], row[6], row[7]]).toEqual([credited, said(`status.${status}`), corrected?.credited ?? null]);
      expect(csv.get(month)![1]).toBe(String(credited));
    }
    expect(months.length).toBe(3); // premise
    expect(csv.get(label("total"))!.slice(1, 4)).toEqual(["4", "3", "1"]);
    expect([csv.get(said("report.column.dutyMonths"))![1], csv.get(said("report.column.metMonths"))![1]]).toEqual(["3", "1"]);
    expect((await file("/towns/nowhere/quota/report.csv")).status).toBe(404);
    expect((await file("/towns/shaxi/quota/report.csv?year=x")).status).toBe(422);
  });
});

describe("links lead to the reports", () => {
  test("from the month and from the town", async () => {
    const month = (await anyone(site).get("/quota/2026-10")).text;
    const town = (await anyone(site).get("/towns/liuhe/quota")).text;
    for (const ending of ["", ".xlsx", ".csv"]) {
      expect(month).toContain(`href="/quota/2026-10/report${ending}"`);
      expect(month).toContain(`href="/quota/year/2026/report${ending}"`);
      expect(town).toContain(`href="/towns/liuhe/quota/report${ending}?year=2026"`);
    }
  });
});

test("the counter is open data: with its licence, for pages of other sites too, and only there", async () => {
  const answer = await anyone(site).api("GET", "/quota");
  expect(answer.json.licence).toMatchObject({ name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" });
  expect(answer.headers.get("link")).toBe('<https://creativecommons.org/licenses/by/4.0/>; rel="license"');
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect((await anyone(site).api("GET", "/session")).headers.get("access-control-allow-origin")).toBeNull();
});

describe("a spreadsheet program", () => {
  /** The cells of each sheet as computed from the formulas alone, by the words in their first cell. */
  async function computed(path: string): Promise<Map<string, string[]>[]> {
    const { worksheets } = await bookOf((await file(path)).bytes);
    return computedSheets(worksheets).map((rows) => new Map(rows.map((row) => [row[0]!, row])));
  }

  const number = (text = "") => (text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text));

  test("computes from the formulas the figures that the API gives", async () => {
    const [month] = await computed("/quota/2026-10/report.xlsx");
    const api = (await anyone(site).api("GET", "/quota?month=2026-10")).json;
    expect(number(month!.get(label("total"))![1])).toBe(api.credited);
    for (const name of ["onDuty", "participating", "participationRate", "met", "attainmentRate"])
      expect(number(month!.get(label(name))![1])).toBeCloseTo(api[name], 9);
    const [year] = await computed("/quota/year/2026/report.xlsx");
    expect(year!.get(label("total"))!.slice(-4, -1)).toEqual(["13", "9", "4"]);
    expect(year!.get("双凤镇")!.slice(-4)).toEqual(["1", "2", "0", "0%"]);
    for (const name of ["onDuty", "participating", "met", "attainmentRate"]) expect(number(year!.get(label(name))![10])).toBeCloseTo(api[name], 9);
  });
});
