import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db, transact } from "../../server/data/client.ts";
import { frozenMonth } from "../../server/quota/closing/frozen-month.ts";
import { closeDueMonths } from "../../server/reporting/closing/close-month.ts";
import { makeTown, variedText } from "../cast.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock();
  restoreClock = setClock(() => new Date(iso));
};
afterAll(() => restoreClock());

let administrator: Visitor;
let moderator: Visitor;
let liuhe: Visitor;
const threads: Record<string, number> = {};
let seed = 0;

async function opens(who: Visitor, town: string, kind = "ACTIVITY", body = variedText(++seed)): Promise<number> {
  return (await who.api("POST", "/threads", { town, kind, title: variedText(++seed, 8), body })).json.id;
}
const quota = async (month: string, who: Visitor = anyone(site)) => (await who.api("GET", `/quota?month=${month}`)).json;
const standsAs = async (month: string, slug: string) => {
  const town = (await quota(month)).towns.find((each: { slug: string }) => each.slug === slug);
  return `${town.credited}/${town.target} ${town.status}`;
};

/** In September liuhe met its quota, shaxi has one, fuqiao none and is exempt; everybody signs in again on a later day. */
beforeAll(async () => {
  at("2026-09-01T00:00:00Z");
  for (const [slug, name] of [
    ["liuhe", "浏河镇"],
    ["shaxi", "沙溪镇"],
    ["fuqiao", "浮桥镇"],
  ] as const)
    await makeTown(slug, name, "2026-09");
  administrator = await visitor(site, "administrator");
  moderator = await visitor(site, "moderator");
  liuhe = await visitor(site, "association", "liuhe");
  const shaxi = await visitor(site, "association", "shaxi");
  at("2026-09-10T04:00:00Z");
  threads.first = await opens(liuhe, "liuhe");
  threads.second = await opens(liuhe, "liuhe", "HOT_TOPIC");
  threads.short = await opens(liuhe, "liuhe", "ACTIVITY", "太短了");
  threads.shaxi = await opens(shaxi, "shaxi");
  threads.meagre = await opens(shaxi, "shaxi", "ACTIVITY", "周三晚上七点，村口广场放电影");
  const towns = { fuqiao: { exempt: true, reason: "协会换届", note: "内部备注" } };
  await administrator.api("PUT", "/quota/policies/2026-09", { target: 2, kinds: ["ACTIVITY", "HOT_TOPIC"], towns });
});

async function signInAgain(): Promise<void> {
  administrator = await visitor(site, "administrator");
  moderator = await visitor(site, "moderator");
}

describe("a month", () => {
  test("cannot be closed before it is over", async () => {
    at("2026-09-30T15:59:59.999Z");
    await signInAgain();
    expect((await administrator.api("POST", "/quota/2026-09/close")).status).toBe(409);
    expect((await quota("2026-09")).closed).toBe(false);
  });

  test("can be closed by an administrator as soon as it is over; its figures, ids and policy are frozen", async () => {
    at("2026-09-30T16:00:00.000Z");
    const { status, json } = await administrator.api("POST", "/quota/2026-09/close");
    expect([status, json.closed, json.closedAt]).toEqual([200, true, "2026-09-30T16:00:00.000Z"]);
    const frozen = (await frozenMonth("2026-09"))!;
    expect(
      frozen.towns.map(({ slug, credited, target, status: how, rank, threadIds, exemption }) => [slug, credited, target, how, rank, threadIds, exemption]),
    ).toEqual([
      ["liuhe", 2, 2, "met", 1, [threads.first, threads.second], null],
      ["shaxi", 1, 2, "missed", 2, [threads.shaxi], null],
      ["fuqiao", 0, 2, "exempt", null, [], "协会换届"],
    ]);
    expect(frozen).toMatchObject({ credited: 3, rates: { onDuty: 2, participating: 2, met: 1 }, previous: null, policy: { target: 2 } });
    expect(JSON.stringify(frozen)).not.toContain("内部备注");
  });

  test("closed twice is closed once", async () => {
    at("2026-10-02T00:00:00Z");
    const { json } = await administrator.api("POST", "/quota/2026-09/close");
    expect(json.closedAt).toBe("2026-09-30T16:00:00.000Z");
    expect(await db.auditEntry.count({ where: { action: "month.closed" } })).toBe(1);
  });

  test("that is closed stays as it is, whatever happens to its threads", async () => {
    const before = await quota("2026-09");
    await moderator.api("DELETE", `/threads/${threads.first}`);
    await moderator.api("PUT", `/threads/${threads.second}/place`, { town: "shaxi", kind: "OPINION" });
    at("2026-10-02T01:00:00Z");
    const again = await visitor(site, "association", "liuhe");
    await transact((tx) => tx.thread.update({ where: { id: threads.short! }, data: { authorId: again.member.id } }));
    await again.api("PATCH", `/threads/${threads.short}`, { body: variedText(++seed) });
    expect(await quota("2026-09")).toEqual({ ...before, towns: expect.anything() });
    expect(await standsAs("2026-09", "liuhe")).toBe("2/2 met");
    const shown = (await anyone(site).api("GET", "/quota/liuhe?from=2026-09&to=2026-09")).json.months[0];
    expect(shown).toMatchObject({ credited: 2, closed: true, threads: [threads.first, threads.second] });
    expect((await moderator.api("PUT", `/threads/${threads.meagre}/grant`, { reason: "虽短而实" })).status).toBe(409);
    expect(await standsAs("2026-09", "shaxi")).toBe("1/2 missed");
    await moderator.api("POST", `/threads/${threads.first}/restoration`);
    await moderator.api("PUT", `/threads/${threads.second}/place`, { town: "liuhe", kind: "HOT_TOPIC" });
    expect(await standsAs("2026-09", "liuhe")).toBe("2/2 met");
  });

  test("that is closed gets no exemption and no policy any more", async () => {
    const { status } = await administrator.api("PUT", "/quota/policies/2026-09", { target: 1, kinds: ["ACTIVITY"] });
    expect(status).toBe(409);
    expect(await standsAs("2026-09", "fuqiao")).toBe("0/2 exempt");
  });
});

describe("a correction", () => {
  const correct = (body: object, month = "2026-09") => administrator.api("POST", `/quota/${month}/corrections`, body);

  test("stands beside the frozen figure with its reason, on the page, the town's page and in the API", async () => {
    const { status, json } = await correct({ town: "shaxi", credited: 2, reason: "系统停机时提交的一条" });
    const shaxi = json.towns.find(({ slug }: { slug: string }) => slug === "shaxi");
    expect([status, shaxi.credited, shaxi.status]).toEqual([200, 1, "missed"]);
    expect(shaxi.corrected).toMatchObject({ before: 1, credited: 2, reason: "系统停机时提交的一条", by: administrator.member!.displayName });
    const months = (await anyone(site).api("GET", "/quota/shaxi?from=2026-09&to=2026-09")).json.months;
    expect(months[0]).toMatchObject({ credited: 1, corrected: { credited: 2 } });
    for (const path of ["/quota/2026-09", "/towns/shaxi/quota"]) expect((await anyone(site).get(path)).text.includes("系统停机时提交的一条"), path).toBe(true);
  });

  test("names its town where towns stand together, and only there", async () => {
    const line = said("monthClose.correction", { before: 1, after: 2 });
    const text = async (path: string) =>
      partsOf((await anyone(site).get(path)).text).filter((part) => ["li", "p"].includes(part.tag) && part.text.includes(line));
    expect((await text("/quota/2026-09")).map((part) => part.text.split(line)[0])).toEqual(["沙溪镇 "]);
    expect((await text("/towns/shaxi/quota")).filter((part) => part.tag === "p").map((part) => part.text.split(line)[0])).toEqual([""]);
  });

  test("follows the one before it; the latest holds, all are on the trail", async () => {
    at("2026-10-03T00:00:00Z");
    const { json } = await correct({ town: "shaxi", credited: 3, reason: "又找到一条" });
    expect(json.towns[1].corrected).toMatchObject({ before: 2, credited: 3 });
    expect(await db.auditEntry.count({ where: { action: "month.corrected" } })).toBe(2);
  });

  test.each([
    ["of an open month", { town: "shaxi", credited: 1, reason: "未结" }, "2026-10", 409],
    ["of a town that is not in it", { town: "nowhere", credited: 1, reason: "查无" }, "2026-09", 422],
    ["without a reason", { town: "shaxi", credited: 1, reason: " " }, "2026-09", 422],
    ["that changes nothing", { town: "shaxi", credited: 3, reason: "一样" }, "2026-09", 422],
    ["below nothing", { town: "shaxi", credited: -1, reason: "负数" }, "2026-09", 422],
  ])("%s is refused", async (_name, body, month, status) => {
    expect((await correct(body, month)).status).toBe(status);
  });
});

describe("opening a month again", () => {
  test("needs a reason, puts the frozen figures onto the trail, and judges the threads anew", async () => {
    at("2026-10-04T00:00:00Z");
    expect((await administrator.api("POST", "/quota/2026-09/reopening", { reason: "" })).status).toBe(422);
    const { status, json } = await administrator.api("POST", "/quota/2026-09/reopening", { reason: "漏计了补写的一条" });
    expect([status, json.closed, json.closedAt]).toEqual([200, false, null]);
    expect(await standsAs("2026-09", "liuhe")).toBe("3/2 met"); // the short one was written out meanwhile
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: "month.reopened" } });
    expect(JSON.parse(entry.detail)).toMatchObject({ reason: "漏计了补写的一条", result: { credited: 3, towns: [{ slug: "liuhe", credited: 2 }, {}, {}] } });
    expect((await administrator.api("POST", "/quota/2026-09/reopening", { reason: "再来" })).status).toBe(409);
  });

  test("keeps the scheduler's hands off it, and holds up no later month", async () => {
    at("2026-11-20T00:00:00Z");
    await signInAgain();
    expect(await closeDueMonths()).toEqual(["2026-10"]);
    expect([(await quota("2026-09")).closed, (await quota("2026-10")).closed]).toEqual([false, true]);
  });

  test("ends when an administrator closes it again; corrections of the first closing are history", async () => {
    at("2026-11-20T00:00:01Z");
    const { json } = await administrator.api("POST", "/quota/2026-09/close");
    expect([json.closed, json.credited, json.towns.map(({ corrected }: { corrected: unknown }) => corrected)]).toEqual([true, 4, [null, null, null]]); // with what was written out meanwhile
    expect(await db.monthCorrection.count()).toBe(2);
    expect(await standsAs("2026-09", "liuhe")).toBe("3/2 met");
  });
});

test("months are closed in order", async () => {
  at("2027-02-20T00:00:00Z");
  await signInAgain();
  expect((await administrator.api("POST", "/quota/2027-01/close")).status).toBe(409);
  expect((await administrator.api("POST", "/quota/2026-08/close")).status).toBe(409); // nobody was on duty
  for (const month of ["2026-11", "2026-12", "2027-01"])
    expect([month, (await administrator.api("POST", `/quota/${month}/close`)).status]).toEqual([month, 200]);
  const january = (await frozenMonth("2027-01"))!;
  expect(january.previous).toEqual({ month: "2026-12", rates: expect.objectContaining({ onDuty: 3 }), credited: 0 });
});
