import { describe, expect, test } from "vitest";
import { freshnessOf, isStale } from "../../server/quota/counting/freshness.ts";
import { paceOf } from "../../server/quota/counting/pace.ts";
import { arranged, sortLink } from "../../server/reporting/monitoring/arrangement.ts";
import { monthChart } from "../../server/reporting/monitoring/month-chart.ts";
import { OverviewQuery } from "../../server/reporting/monitoring/overview-inputs.ts";
import { trendChart } from "../../server/reporting/monitoring/trend-chart.ts";

describe("a board", () => {
  const now = new Date("2026-11-24T00:00:00Z");
  const limits = { staleSoonDays: 10, staleDays: 14 };
  test.each([
    ["fresh up to ten days after the last activity or hot topic", "2026-11-14T00:00:01Z", "fresh", false],
    ["stale soon from ten days on", "2026-11-14T00:00:00Z", "stale_soon", false],
    ["still only stale soon a moment before fourteen", "2026-11-10T00:00:01Z", "stale_soon", false],
    ["stale from fourteen days on", "2026-11-10T00:00:00Z", "stale", true],
    ["empty when it never had any", null, "empty", true],
  ] as const)("is %s", (_name, last, freshness, stale) => {
    expect(freshnessOf(last, now, limits)).toBe(freshness);
    expect(isStale(freshness)).toBe(stale);
  });

  test("has the limits that the settings have", () => {
    expect(freshnessOf("2026-11-21T00:00:00Z", now, { staleSoonDays: 2, staleDays: 3 })).toBe("stale");
  });
});

describe("the forecast of a running month", () => {
  const facts = { credited: 0, short: 2, shareLeft: 0.5, workingDaysLeft: 11, earlier: [4, 4, 4] };

  test("adds what earlier months would bring in the time that is left", () => {
    expect(paceOf(facts)).toEqual({ perMonth: 4, monthsSeen: 3, byEnd: 2, isEnough: true, oneEveryDays: 5 });
    expect(paceOf({ ...facts, earlier: [2, 2, 2] })).toMatchObject({ byEnd: 1, isEnough: false });
  });

  test("counts whole threads only: half of one meets nothing", () => {
    expect(paceOf({ ...facts, credited: 1, short: 1, earlier: [1, 2] })).toMatchObject({ perMonth: 1.5, byEnd: 1, isEnough: false });
  });

  test("looks at the last six months and no further back", () => {
    expect(paceOf({ ...facts, earlier: [1, 1, 1, 1, 1, 1, 99] })).toMatchObject({ perMonth: 1, monthsSeen: 6 });
  });

  test("goes by the month itself where there is none before, and says so", () => {
    expect(paceOf({ ...facts, credited: 1, short: 1, earlier: [] })).toMatchObject({ perMonth: null, byEnd: 2, isEnough: true });
    expect(paceOf({ ...facts, shareLeft: 1, earlier: [] })).toMatchObject({ byEnd: 0, isEnough: false });
  });

  test("asks for nothing more once it is met, and for no pace when no working day is left", () => {
    expect(paceOf({ ...facts, credited: 2, short: 0 })).toMatchObject({ isEnough: true, oneEveryDays: null });
    expect(paceOf({ ...facts, workingDaysLeft: 0, shareLeft: 0.03, earlier: [2] })).toMatchObject({ isEnough: false, oneEveryDays: null });
    expect(paceOf({ ...facts, workingDaysLeft: 1, short: 3 }).oneEveryDays).toBe(1);
  });
});

describe("a long table", () => {
  const rows = ["沙溪", "浏河", "浮桥", "城厢", "双凤"].map((name, index) => ({ name, count: [3, null, 1, 1, 2][index]! }));
  const by = (sort: string | null, page = 1, perPage = 10) => arranged(rows, { sort, page }, perPage, (row, column) => row[column as "name" | "count"]);
  const names = (sort: string | null) => by(sort).rows.map(({ name }) => name);

  test("keeps its own order until it is asked for another", () => {
    expect(names(null)).toEqual(["沙溪", "浏河", "浮桥", "城厢", "双凤"]);
  });

  test("is sorted up and down, what has no value last in both, what is alike in its own order", () => {
    expect(names("count")).toEqual(["浮桥", "城厢", "双凤", "沙溪", "浏河"]);
    expect(names("-count")).toEqual(["沙溪", "双凤", "浮桥", "城厢", "浏河"]);
  });

  test("sorts names by their sound", () => {
    expect(names("name")).toEqual(["城厢", "浮桥", "浏河", "沙溪", "双凤"]);
  });

  test("comes in pages; one that is not there is the last", () => {
    expect(by(null, 2, 2)).toMatchObject({ rows: [rows[2], rows[3]], total: 5, pageNumber: 2, pageCount: 3 });
    expect(by(null, 99, 2)).toMatchObject({ rows: [rows[4]], pageNumber: 3 });
    expect(arranged([], { sort: null, page: 1 }, 2, () => null)).toEqual({ rows: [], total: 0, pageNumber: 1, pageCount: 1 });
  });

  test("a head leads to one order, then to the other, then back", () => {
    expect(sortLink(null, "count", "descending")).toEqual({ sorted: null, next: "-count" });
    expect(sortLink("-count", "count", "descending")).toEqual({ sorted: "descending", next: "count" });
    expect(sortLink("count", "count", "descending")).toEqual({ sorted: "ascending", next: null });
  });

  test("takes what is not understood in an address for not said", () => {
    expect(OverviewQuery.parse({ sort: "-password", page: "x", months: "13", status: "", group: "", q: undefined })).toEqual({
      sort: null,
      page: 1,
      months: 12,
      status: null,
      freshness: null,
      part: null,
      group: null,
      q: "",
    });
    expect(OverviewQuery.parse({ sort: "-2026-11", months: "24", status: "met" })).toMatchObject({ sort: "-2026-11", months: 24, status: "met" });
  });
});

describe("the trend's drawing", () => {
  const point = (month: string, rate: number | null, credited: number) => ({ month, participationRate: rate, attainmentRate: rate, credited });

  test("has a dot for each month with a rate, and a bar; a gap where nobody was on duty", () => {
    const chart = trendChart([point("2026-09", 0.5, 4), point("2026-10", null, 0), point("2026-11", 1, 8)]);
    const [participation] = chart.curves;
    expect(participation!.dots).toHaveLength(2);
    expect(participation!.path.match(/M/g)).toHaveLength(2); // begun anew after the gap
    const [low, high] = chart.bars;
    expect(high!.height).toBe(low!.height * 2);
    expect(participation!.dots[1]!.y).toBeLessThan(participation!.dots[0]!.y); // higher up
    expect(chart.months.at(-1)!.isMain).toBe(true);
  });

  test("stands bars of two kinds side by side", () => {
    const { bars } = monthChart(
      ["2026-10", "2026-11"],
      [],
      [
        { name: "received", counts: [4, 8] },
        { name: "answered", counts: [2, null] },
      ],
    );
    expect(bars.map(({ name }) => name)).toEqual(["received", "received", "answered"]);
    expect(bars[0]!.x + bars[0]!.width).toBeCloseTo(bars[2]!.x, 0);
  });

  test("of one month or none is still a drawing", () => {
    for (const trend of [[], [point("2026-11", 1, 0)]]) expect(JSON.stringify(trendChart(trend))).not.toMatch(/NaN|null,null/);
  });
});
