import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { makeTown, variedText } from "../cast.ts";
import { complaints, partsOf, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let liuhe: Visitor;
let moderator: Visitor;
let resident: Visitor;
let restoreClock = () => {};

const at = (iso: string) => {
  restoreClock();
  restoreClock = setClock(() => new Date(iso));
};
afterAll(() => restoreClock());

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  [liuhe, moderator, resident] = [await visitor(site, "association", "liuhe"), await visitor(site, "moderator"), await visitor(site, "resident")];
});

const LECTURE =
  "浏河镇老年协会定于11月8日（星期日）上午9点在镇文化活动中心举办健康讲座，市人民医院陈主任讲解高血压的成因、日常饮食怎样控盐、降压药怎么按时按量吃、什么情况下必须马上就医，并现场回答提问，讲座后免费测量血压。欢迎居民踊跃参加，提前到社区报名。";
const AGAIN = LECTURE.replace("11月8日（星期日）上午9点", "十一月二十九日（周日）下午两点").replace("镇文化活动中心", "闸北社区");

/** The counting of a thread as the API tells it. */
const counting = async (id: number) => (await anyone(site).api("GET", `/threads/${id}`)).json.counting;
const open = async (body: string, title = "健康讲座"): Promise<number> =>
  (await liuhe.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title, body })).json.id;
const trail = (id: number) => db.auditEntry.findMany({ where: { subject: `thread:${id}` }, orderBy: { id: "asc" } });
const actions = async (id: number) => (await trail(id)).map(({ action }) => action);
const pageText = async (id: number, who = anyone(site)) =>
  partsOf((await who.get(`/threads/${id}`)).text).find(({ is }) => is.class?.startsWith("counting"))!.text;

describe("a thread that is nearly the same as an earlier one of its town", () => {
  let first: number;
  let second: number;
  beforeAll(async () => {
    at("2026-09-05T02:00:00Z");
    first = await open(LECTURE);
    at("2026-11-05T02:00:00Z");
    second = await open(AGAIN);
  });

  test("is published and not credited, and its page names the other one and how far they are the same", async () => {
    expect(await counting(first)).toMatchObject({ counts: true, month: "2026-09", duplicateOf: null });
    expect(await counting(second)).toMatchObject({ counts: false, month: "2026-11", reason: "duplicate", duplicateOf: first });
    const page = (await anyone(site).get(`/threads/${second}`)).text;
    expect(page).toContain(said("thread.countsNot", { town: "浏河镇", month: "2026年11月" }));
    expect(page).toContain(said("thread.whyNot.duplicate"));
    expect(page).toContain(`href="/threads/${first}"`);
    expect(await pageText(second)).toMatch(/8\d%/);
    expect(await pageText(first)).toContain(said("thread.counts", { town: "浏河镇", month: "2026年9月" }));
  });

  test("and the decision is on the audit trail with what it was made of", async () => {
    expect(await actions(first)).toEqual(["credit.given"]);
    const [entry] = await trail(second);
    expect(entry).toMatchObject({ action: "credit.refused", actorId: null });
    expect(JSON.parse(entry!.detail)).toMatchObject({ month: "2026-11", shortfall: "duplicate", duplicateOfId: first, similarity: expect.closeTo(0.87, 1) });
  });

  test("counts when the earlier one is removed, and its page says so at once, also the one kept for readers without an account", async () => {
    expect(await pageText(second)).toContain(said("thread.whyNot.duplicate")); // premise: now it is kept
    await moderator.api("DELETE", `/threads/${first}`);
    expect(await counting(second)).toMatchObject({ counts: true, reason: null });
    expect(await pageText(second)).toContain(said("thread.counts", { town: "浏河镇", month: "2026年11月" }));
    expect(await actions(second)).toEqual(["credit.refused", "credit.given"]);
    await moderator.api("POST", `/threads/${first}/restoration`);
    expect(await counting(second)).toMatchObject({ counts: false, reason: "duplicate" });
  });
});

describe("a moderator", () => {
  let id: number;
  beforeAll(async () => {
    at("2026-11-06T02:00:00Z");
    id = await open("今天下午两点，文化站门口领春联，先到先得。");
  });

  test("credits a thread that is too short with a reason, which everyone can read, and takes it back", async () => {
    expect(await counting(id)).toMatchObject({ counts: false, reason: "tooShort" });
    const form = await moderator.get(`/threads/${id}/grant`);
    expect([form.status, form.text.includes(said("grant.lead"))]).toEqual([200, true]);
    expect((await moderator.form(`/threads/${id}/grant`, { reason: "附有现场照片，内容属实" })).status).toBe(303);
    expect(await counting(id)).toMatchObject({ counts: true, month: "2026-11", reason: null, grantReason: "附有现场照片，内容属实" });
    expect(await pageText(id)).toContain("附有现场照片，内容属实");
    expect((await moderator.form(`/threads/${id}/grant/withdraw`, {})).status).toBe(303);
    expect(await counting(id)).toMatchObject({ counts: false, reason: "tooShort", grantReason: null });
    expect(await actions(id)).toEqual(["credit.refused", "credit.granted", "credit.given", "credit.grantWithdrawn", "credit.refused"]);
  });

  test("must give a reason, and keeps what was typed", async () => {
    const refused = await moderator.form(`/threads/${id}/grant`, { reason: "好" });
    expect([refused.status, typedIn(refused.text, "reason"), complaints(refused.text) !== ""]).toEqual([422, "好", true]);
  });

  test("does the same by the API; nobody else may", async () => {
    for (const who of [liuhe, resident]) expect((await who.api("PUT", `/threads/${id}/grant`, { reason: "请通过一下" })).status).toBe(403);
    expect((await liuhe.get(`/threads/${id}/grant`)).status).toBe(403);
    expect((await moderator.api("PUT", `/threads/${id}/grant`, { reason: "附有现场照片" })).json.counting).toMatchObject({ counts: true });
    expect((await moderator.api("PUT", `/threads/${id}/grant`, { reason: "附有现场照片" })).status).toBe(409); // it counts already
    expect((await moderator.api("DELETE", `/threads/${id}/grant`)).json.counting).toMatchObject({ counts: false });
    expect((await moderator.api("DELETE", `/threads/${id}/grant`)).status).toBe(409);
  });

  test("cannot credit what fails for another reason", async () => {
    const question = (await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: variedText(901) })).json.id;
    expect((await moderator.api("PUT", `/threads/${question}/grant`, { reason: "附有现场照片" })).status).toBe(409);
    expect((await moderator.get(`/threads/${question}`)).text).not.toContain(`/threads/${question}/grant`);
  });
});

describe("whoever writes for an association is told before it is published", () => {
  const fields = { town: "liuhe", kind: "ACTIVITY", title: "健康讲座" };
  let credited: number;
  beforeAll(async () => {
    at("2026-12-05T02:00:00Z");
    credited = await open(variedText(700, 200), "冬至包饺子");
  });

  test("that it repeats an earlier one, with the link and how far; nothing typed is lost, and it can be published anyway", async () => {
    const body = `${variedText(700, 200)}请带好身份证。`;
    const before = await db.thread.count();
    const told = await liuhe.form("/threads", { ...fields, title: "冬至包饺子", body });
    expect([told.status, await db.thread.count()]).toEqual([422, before]);
    expect([typedIn(told.text, "title"), typedIn(told.text, "body")]).toEqual(["冬至包饺子", body]);
    expect(complaints(told.text)).toContain(said("errors.wouldNotCount"));
    expect(told.text).toContain(said("forecast.duplicate"));
    expect(told.text).toContain(`href="/threads/${credited}"`);
    expect(partsOf(told.text).find(({ is }) => is["data-forecast"] !== undefined)!.text).toMatch(/《冬至包饺子》相比，9\d%相同/);
    const confirmed = await liuhe.form("/threads", { ...fields, title: "冬至包饺子", body, confirmed: "1" });
    expect([confirmed.status, await db.thread.count()]).toEqual([303, before + 1]);
    expect(await counting(Number(confirmed.to!.split("/").at(-1)))).toMatchObject({ counts: false, duplicateOf: credited });
  });

  test.each([
    ["too short", "周六上午文化站领春联。", "forecast.tooShort", { min: 100, missing: 90, withPicture: 50 }],
    ["empty of content", "好".repeat(120), "forecast.emptyOfContent", {}],
  ])("that it is %s", async (_name, body, key, args) => {
    const told = await liuhe.form("/threads", { ...fields, body });
    expect([told.status, told.text.includes(said(key, args)), told.text.includes(said("forecast.publishAnyway"))]).toEqual([422, true, true]);
  });

  test("nothing when it counts, and nobody else is asked", async () => {
    expect((await liuhe.form("/threads", { ...fields, body: variedText(701) })).status).toBe(303);
    expect((await resident.form("/threads", { ...fields, kind: "QUESTION", title: "图书馆几点开门", body: "请问几点开门？" })).status).toBe(303);
  });

  test("while writing, as a part of the page and by the API, which publishes directly", async () => {
    const body = variedText(700, 200);
    const part = await liuhe.form("/forecast", { ...fields, body });
    expect([part.status, part.text.includes(said("forecast.duplicate")), part.text.includes("<html")]).toEqual([200, true, false]);
    expect((await resident.form("/forecast", { ...fields, body })).text).toBe("");
    const { json } = await liuhe.api("POST", "/forecast", { ...fields, body });
    expect(json.forecast).toMatchObject({ willCount: false, fails: ["duplicate"], repeats: { url: `/threads/${credited}`, similarity: expect.any(Number) } });
    expect((await liuhe.api("POST", "/forecast", { ...fields, body: variedText(702) })).json.forecast).toMatchObject({
      willCount: true,
      fails: [],
      repeats: null,
    });
    expect((await liuhe.api("POST", "/threads", { ...fields, body })).status).toBe(201);
    expect((await anyone(site).api("POST", "/forecast", { ...fields, body })).status).toBe(401);
  });
});
