import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { recomputeCounts } from "../../server/quota/recompute.ts";
import { makeTown, variedText } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let liuhe: Visitor;
let resident: Visitor;
let moderator: Visitor;
let administrator: Visitor;
const at = useClock();

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2024-01");
  await makeTown("shaxi", "沙溪镇", "2024-01");
  [liuhe, resident, moderator, administrator] = [
    await visitor(site, "association", "liuhe"),
    await visitor(site, "resident"),
    await visitor(site, "moderator"),
    await visitor(site, "administrator"),
  ];
});

let written = 0;
const thread = (kind: string, body = variedText(++written), town = "liuhe") => ({ town, kind, title: "健康讲座", body });
const open = async (fields = thread("ACTIVITY"), who = liuhe) =>
  (await who.api("POST", "/threads", fields)).json as { id: number; creditedMonth: string | null; version: number };
const credited = async (month: string, town = "liuhe"): Promise<number> =>
  (await anyone(site).api("GET", `/quota/${town}?from=${month}&to=${month}`)).json.months[0].credited;
const creditOf = async (id: number): Promise<string | null> => (await moderator.api("GET", `/threads/${id}`)).json.creditedMonth;

describe("the month of a thread is that of its publication in Shanghai", () => {
  test.each([
    ["2026-10-31T15:59:59.999Z", "2026-10"],
    ["2026-10-31T16:00:00.000Z", "2026-11"],
    ["2025-12-31T15:59:59.999Z", "2025-12"],
    ["2025-12-31T16:00:00.000Z", "2026-01"],
    ["2024-02-29T15:59:59.999Z", "2024-02"],
    ["2024-02-29T16:00:00.000Z", "2024-03"],
  ])("published at %s it counts for %s", async (instant, month) => {
    const before = await credited(month);
    at(instant);
    const { id, creditedMonth } = await open();
    expect([creditedMonth, await credited(month)]).toEqual([month, before + 1]);
    expect((await anyone(site).get(`/towns/liuhe/quota?from=${month}&to=${month}`)).text).toContain(`/threads/${id}"`);
  });

  test("and no edit moves it", async () => {
    at("2026-10-31T15:59:59.999Z");
    const { id } = await open();
    at("2026-11-05T08:00:00Z");
    await liuhe.api("PATCH", `/threads/${id}`, { title: "改了", body: `${variedText(900)}补充` });
    expect(await creditOf(id)).toBe("2026-10");
    await liuhe.api("PATCH", `/threads/${id}`, { body: "太短" });
    expect(await creditOf(id)).toBeNull();
    await liuhe.api("PATCH", `/threads/${id}`, { body: variedText(901) });
    expect(await creditOf(id)).toBe("2026-10");
  });
});

describe("what counts", () => {
  test.each<[string, object, boolean]>([
    ["an activity", thread("ACTIVITY"), true],
    ["a hot topic", thread("HOT_TOPIC"), true],
    ["a question of the association", thread("QUESTION"), false],
    ["an opinion", thread("OPINION"), false],
    ["exactly a hundred characters", thread("ACTIVITY", variedText(902, 100)), true],
    ["one character less", thread("ACTIVITY", variedText(903, 99)), false],
    ["a hundred times the same one", thread("ACTIVITY", "字".repeat(100)), false],
    ["signs instead of words", thread("ACTIVITY", `${variedText(904, 90)}${"。".repeat(40)}`), false],
    ["markup and white space instead of characters", thread("ACTIVITY", `**${variedText(905, 99)}**${"\n\n".repeat(20)} \u200B`), false],
    ["a long link instead of a text", thread("ACTIVITY", `[${variedText(906, 50)}](https://example.cn/${"x".repeat(100)})`), false],
  ])("%s", async (_name, fields, counts) => {
    at("2026-09-10T08:00:00Z");
    const before = await credited("2026-09");
    const made = await open(fields as ReturnType<typeof thread>);
    expect([made.creditedMonth, await credited("2026-09")]).toEqual([counts ? "2026-09" : null, before + (counts ? 1 : 0)]);
    const page = (await anyone(site).get(`/threads/${made.id}`)).text;
    expect(page.includes(said("thread.creditedIn", { month: "2026年9月" }))).toBe(counts);
  });

  test("only what the town's own association opened", async () => {
    at("2026-09-11T08:00:00Z");
    expect((await open(thread("ACTIVITY"), administrator)).creditedMonth).toBeNull();
    expect((await open(thread("OPINION"), resident)).creditedMonth).toBeNull();
  });
});

describe("what happens to a credited thread", () => {
  test("removed it no longer counts, restored it counts again for its own month", async () => {
    at("2026-08-20T08:00:00Z");
    const { id } = await open();
    const before = await credited("2026-08");
    at("2026-09-20T08:00:00Z");
    await moderator.api("DELETE", `/threads/${id}`);
    expect([await creditOf(id), await credited("2026-08")]).toEqual([null, before - 1]);
    await moderator.api("POST", `/threads/${id}/restoration`);
    expect([await creditOf(id), await credited("2026-08")]).toEqual(["2026-08", before]);
  });

  test("moved to a kind or a town where it does not belong it no longer counts; moved back it does", async () => {
    at("2026-08-21T08:00:00Z");
    const { id } = await open();
    const before = await credited("2026-08");
    const move = async (town: string, kind: string) => {
      await moderator.api("PUT", `/threads/${id}/place`, { town, kind });
      return [await creditOf(id), await credited("2026-08"), await credited("2026-08", "shaxi")];
    };
    expect(await move("liuhe", "OPINION")).toEqual([null, before - 1, 0]);
    expect(await move("liuhe", "HOT_TOPIC")).toEqual(["2026-08", before, 0]);
    expect(await move("shaxi", "HOT_TOPIC")).toEqual([null, before - 1, 0]);
    await moderator.api("DELETE", `/threads/${id}`);
    expect(await move("liuhe", "ACTIVITY")).toEqual([null, before - 1, 0]); // removed: it counts nowhere
    await moderator.api("POST", `/threads/${id}/restoration`);
    expect(await creditOf(id)).toBe("2026-08");
  });
});

test("whoever writes sees before sending what it will count for, or which rule it fails", async () => {
  await makeTown("fuqiao", "浮桥镇", "2026-01");
  const fuqiao = await visitor(site, "association", "fuqiao");
  at("2026-11-22T04:00:00Z");
  const shown = async (query: string) => (await fuqiao.get(`/threads/new?${query}`)).text;
  const says = async (query: string, key: string, args?: object) => (await shown(query)).includes(said(key, args as Record<string, unknown>));
  expect(await says("kind=ACTIVITY&town=fuqiao", "forecast.willCount", { ordinal: 1, count: 1, daysLeft: 9 })).toBe(true);
  expect(await says("kind=QUESTION&town=fuqiao", "forecast.kind")).toBe(true);
  expect(await says("kind=ACTIVITY&town=shaxi", "forecast.notOwnTown")).toBe(true);
  await open(thread("ACTIVITY", variedText(907), "fuqiao"), fuqiao);
  expect(await says("kind=ACTIVITY&town=fuqiao", "forecast.willMeet", { ordinal: 2, target: 2 })).toBe(true);
  expect((await resident.get("/threads/new?kind=QUESTION")).text.includes("data-forecast")).toBe(false);
});

test("the operator's recount finds nothing to put right, and puts right what is wrong", async () => {
  await resident.api("POST", "/threads", { ...thread("QUESTION"), private: true }); // stands on no board
  expect(await recomputeCounts()).toEqual({ tallies: 0, credits: 0 });
  const one = await db.thread.findFirstOrThrow({ where: { creditedMonth: { not: null } } });
  await transact(async (tx) => {
    await tx.thread.update({ where: { id: one.id }, data: { creditedMonth: null } });
    await tx.townTally.update({ where: { townId: one.townId }, data: { threadCount: 999 } });
  });
  expect(await recomputeCounts()).toEqual({ tallies: 1, credits: 1 });
  expect((await db.thread.findUniqueOrThrow({ where: { id: one.id } })).creditedMonth).toBe(one.creditedMonth);
});
