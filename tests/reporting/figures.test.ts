import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { makeMember, makeTown, opens, variedText } from "../cast.ts";
import { type Part, partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone } from "../visitor.ts";

const site = useSite();
let written = 0;
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock = setClock(() => new Date(iso));
};

/** In October liuhe 3, shaxi 1, fuqiao none; in November liuhe 2, shaxi 1, fuqiao 1; huangjing begins in December. */
const PLAN: [string, string, number, number][] = [
  ["liuhe", "浏河镇", 3, 2],
  ["shaxi", "沙溪镇", 1, 1],
  ["fuqiao", "浮桥镇", 0, 1],
];
beforeAll(async () => {
  at("2026-09-01T00:00:00Z");
  for (const [slug, name, october, november] of PLAN) {
    await makeTown(slug, name, "2026-10");
    const association = await makeMember({ username: `${slug}-xiehui`, displayName: name, role: "association", town: slug, password: "a-long-enough-one" });
    for (const [month, count] of [
      ["10", october],
      ["11", november],
    ] as const) {
      for (let index = 0; index < count; index++) {
        at(`2026-${month}-0${index + 2}T04:00:00Z`);
        await opens(association, slug, index % 2 ? "HOT_TOPIC" : "ACTIVITY", `${name} ${month} 月第 ${index + 1} 条`, variedText(++written));
      }
    }
  }
  await makeTown("huangjing", "璜泾镇", "2026-12");
  at("2026-11-12T04:00:00Z"); // a Thursday; 19 days left, today included
});
afterAll(() => restoreClock());

const quota = async (query = "") => (await anyone(site).api("GET", `/quota${query}`)).json;

describe("the month as JSON", () => {
  test("has the shape of the contract, each figure what it says", async () => {
    const november = await quota();
    expect(november).toMatchObject({
      month: "2026-11",
      policy: { target: 2, kinds: ["ACTIVITY", "HOT_TOPIC"] },
      onDuty: 3,
      participationRate: 1,
      attainmentRate: 1 / 3,
      closed: false,
    });
    expect(
      november.towns.map(({ slug, name, credited, byKind, target, status }: Record<string, unknown>) => ({ slug, name, credited, byKind, target, status })),
    ).toEqual([
      { slug: "liuhe", name: "浏河镇", credited: 2, byKind: { QUESTION: 0, OPINION: 0, ACTIVITY: 1, HOT_TOPIC: 1 }, target: 2, status: "met" },
      { slug: "shaxi", name: "沙溪镇", credited: 1, byKind: { QUESTION: 0, OPINION: 0, ACTIVITY: 1, HOT_TOPIC: 0 }, target: 2, status: "on_track" },
      { slug: "fuqiao", name: "浮桥镇", credited: 1, byKind: { QUESTION: 0, OPINION: 0, ACTIVITY: 1, HOT_TOPIC: 0 }, target: 2, status: "on_track" },
      { slug: "huangjing", name: "璜泾镇", credited: 0, byKind: { QUESTION: 0, OPINION: 0, ACTIVITY: 0, HOT_TOPIC: 0 }, target: 2, status: "not_on_duty" },
    ]);
    expect(november.towns[0].lastPublishedAt).toBe("2026-11-03T04:00:00.000Z");
    expect(november.towns[3].lastPublishedAt).toBeNull();
  });

  test("says of each town whether it is stale, as the contract has it", async () => {
    for (const town of (await quota()).towns) expect(Object.keys(town)).toContain("stale");
  });

  test("of a month that is over: met or missed, whatever came later", async () => {
    const october = await quota("?month=2026-10");
    expect([october.participationRate, october.attainmentRate]).toEqual([2 / 3, 1 / 3]);
    expect(october.towns.map(({ credited, status }: Record<string, unknown>) => [credited, status])).toEqual([
      [3, "met"],
      [1, "missed"],
      [0, "missed"],
      [0, "not_on_duty"],
    ]);
  });

  test("of a month without anybody on duty has no rate: never 0 or 100 %", async () => {
    expect(await quota("?month=2026-05")).toMatchObject({ onDuty: 0, participationRate: null, attainmentRate: null });
    expect((await anyone(site).get("/quota/2026-05")).text).toContain(">—<");
  });

  test.each(["2026-13", "2026-1", "x", "2026-11-01", ""])("of no month (%j) is refused; as a page it is not found", async (month) => {
    const { status, json } = await anyone(site).api("GET", `/quota?month=${month}`);
    expect([status, json.errors?.[0]?.path]).toEqual([422, "month"]);
    if (month) expect((await anyone(site).get(`/quota/${month}`)).status).toBe(404);
  });
});

describe("the pages show the same numbers as the API", () => {
  /** Of every row or cell that names a town: what is credited, of what, and the status. */
  function townsIn(parts: Part[], tag: string): Record<string, (string | undefined)[]> {
    const starts = parts.flatMap(({ tag: each, is }, index) => (each === tag && is["data-town"] ? [index] : []));
    return Object.fromEntries(
      starts.map((start, place) => {
        const inside = parts.slice(start, starts[place + 1] ?? start + 12);
        const text = (mark: string) => inside.find(({ is }) => is[mark] !== undefined)?.text;
        const status = inside.find(({ is }) => is["data-status"])?.is["data-status"];
        return [parts[start]!.is["data-town"]!, [text("data-credited"), text("data-target"), status]];
      }),
    );
  }
  const asShown = (towns: { slug: string; credited: number; target: number; status: string }[]) =>
    Object.fromEntries(towns.map(({ slug, credited, target, status }) => [slug, [String(credited), String(target), status]]));

  test.each(["2026-10", "2026-11"])("for every town in %s, and the two rates with their fractions", async (month) => {
    const figures = await quota(`?month=${month}`);
    const parts = partsOf((await anyone(site).get(`/quota/${month}`)).text);
    expect(townsIn(parts, "tr")).toEqual(asShown(figures.towns));
    const figure = (name: string) => parts.find(({ is }) => is["data-figure"] === name)?.text;
    const percent = (rate: number) => `${Math.round(rate * 100)}%`;
    expect([figure("participationRate"), figure("attainmentRate")]).toEqual([percent(figures.participationRate), percent(figures.attainmentRate)]);
    expect([figure("participating"), figure("met"), figure("credited")]).toEqual([figures.participating, figures.met, figures.credited].map(String));
  });

  test("on /quota, the home page and the board for the running month", async () => {
    const { towns } = await quota();
    const page = async (path: string) => partsOf((await anyone(site).get(path)).text);
    expect(townsIn(await page("/quota"), "tr")).toEqual(asShown(towns));
    expect(townsIn(await page("/"), "tr")).toEqual(asShown(towns));
    for (const { slug, credited, target, status } of towns)
      expect(townsIn(await page(`/towns/${slug}`), "p")[slug]).toEqual([String(credited), String(target), status]);
    const shaxi = (await anyone(site).get("/towns/shaxi")).text;
    for (const words of [said("counter.short", { count: 1 }), said("counter.daysLeft", { count: 19 })]) expect(shaxi).toContain(words);
  });

  test("for a town month by month, with the threads behind each number", async () => {
    const { json } = await anyone(site).api("GET", "/quota/liuhe?from=2026-10&to=2026-11");
    expect(json).toMatchObject({ slug: "liuhe", name: "浏河镇" });
    expect(
      json.months.map(({ month, credited, target, status, threads }: Record<string, unknown[]>) => [month, credited, target, status, threads!.length]),
    ).toEqual([
      ["2026-11", 2, 2, "met", 2],
      ["2026-10", 3, 2, "met", 3],
    ]);
    const { text } = await anyone(site).get("/towns/liuhe/quota?from=2026-10&to=2026-11");
    const shown = partsOf(text).flatMap(({ tag, is }) => (tag === "li" && is["data-thread"] ? [Number(is["data-thread"])] : []));
    expect(shown).toEqual(json.months.flatMap(({ threads }: { threads: number[] }) => threads));
    expect((await anyone(site).api("GET", "/quota/nowhere")).status).toBe(404);
    expect((await anyone(site).get("/towns/nowhere/quota")).status).toBe(404);
    expect((await anyone(site).api("GET", "/quota/liuhe?from=2026-11&to=2026-10")).status).toBe(422);
  });

  test("for a town as a whole in /towns", async () => {
    const { items } = (await anyone(site).api("GET", "/towns")).json;
    expect(items[0]).toEqual({ slug: "liuhe", name: "浏河镇", threadCount: 5, quota: { month: "2026-11", credited: 2, target: 2, status: "met" } });
    expect((await anyone(site).api("GET", "/towns/liuhe")).json).toEqual(items[0]);
  });
});
