import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { escalate } from "../../server/questions/deadlines/escalate.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();

let [administrator, moderator, resident, liuhe]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  administrator = await visitor(site, "administrator");
  moderator = await visitor(site, "moderator");
  resident = await visitor(site, "resident");
  liuhe = await visitor(site, "association", "liuhe");
});

const ask = async (more: object = {}) =>
  (await resident!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "公交几点收班", body: "请问末班车几点？", ...more })).json;

/** Invites a responder to a department, as an administrator does, and signs in. */
async function responderOf(department: string, username: string): Promise<Visitor> {
  const { json } = await administrator!.api("POST", "/invitations", { role: "responder", department });
  const someone = await new Visitor(site).begin();
  await someone.form(json.url, { username, displayName: username, password: "a-long-enough-one" });
  await someone.signIn(username);
  return someone;
}

describe("a department", () => {
  test("is opened by an administrator only, under an address that no town and no department has", async () => {
    for (const who of [moderator!, resident!]) expect((await who.api("POST", "/departments", { name: "交通", slug: "jiaotong" })).status).toBe(403);
    expect((await administrator!.form("/admin/departments", { name: "交通运输局", slug: "jiaotong" })).to).toBe("/admin/offices");
    const taken = await administrator!.form("/admin/departments", { name: "又一个", slug: "liuhe" });
    expect([taken.status, typedIn(taken.text, "slug"), typeof wrongWith(taken.text, "slug")]).toEqual([422, "liuhe", "string"]);
    expect((await anyone(site).api("GET", "/offices")).json.items.map(({ slug }: { slug: string }) => slug)).toEqual(["liuhe", "jiaotong"]);
  });

  test("and a town never share an address, whichever is opened first, or both at once", async () => {
    const town = { name: "重名镇", onDutyFrom: "2026-11" };
    const refused = await administrator!.api("POST", "/towns", { ...town, slug: "jiaotong" });
    expect([refused.status, refused.json.errors[0].path]).toEqual([422, "slug"]);
    for (const slug of ["both-one", "both-two", "both-three"]) {
      const [one, other] = await Promise.all([
        administrator!.api("POST", "/towns", { ...town, slug }),
        administrator!.api("POST", "/departments", { name: "重名局", slug }),
      ]);
      expect([one.status, other.status].sort()).toEqual([201, 422]);
    }
  });

  test("gets what a rule sends it, with the rule's name on the timeline, and answers in its own name", async () => {
    await administrator!.api("POST", "/categories", { name: "交通出行", slug: "traffic" });
    const wrong = await administrator!.form("/admin/rules", { name: "交通类", position: "1", kind: "", town: "", category: "nothing", office: "jiaotong" });
    expect([wrong.status, wrong.text.includes('value="交通类"')]).toEqual([422, true]);
    await administrator!.form("/admin/rules", { name: "交通类由交通运输局承办", position: "1", kind: "", town: "", category: "traffic", office: "jiaotong" });
    const responder = await responderOf("jiaotong", "jiaotong-one");
    at("2026-11-03T01:15:00Z");
    const { id, feedback } = await ask({ category: "traffic" });
    expect([feedback.office, feedback.category]).toEqual(["jiaotong", "交通出行"]);
    expect(feedback.timeline[1]).toMatchObject({ event: "assigned", office: "交通运输局", note: "交通类由交通运输局承办" });
    expect((await liuhe!.api("POST", `/threads/${id}/answer`, { body: "十点。" })).status).toBe(403);
    const answered = await responder.api("POST", `/threads/${id}/answer`, { body: "末班车晚上十点。" });
    expect(answered.json.feedback.timeline.at(-1)).toMatchObject({ event: "answered", office: "交通运输局", by: "office" });
    expect((await ask()).feedback.office).toBe("liuhe");
  });

  test("that is retired gets nothing new and keeps what it has", async () => {
    await administrator!.api("POST", "/departments", { name: "城管局", slug: "chengguan" });
    const { id } = await ask();
    await administrator!.api("POST", `/threads/${id}/hand-over`, { office: "chengguan", reason: "属城管局" });
    await administrator!.form("/admin/departments/chengguan/retire", {});
    expect((await administrator!.api("POST", `/threads/${(await ask()).id}/hand-over`, { office: "chengguan", reason: "再转" })).status).toBe(404);
    expect((await anyone(site).api("GET", `/threads/${id}`)).json.feedback.office).toBe("chengguan");
    expect((await anyone(site).api("GET", "/offices")).text).not.toContain("chengguan");
  });

  test("that is retired gets nothing by a rule either: the next rule holds, and the page says so", async () => {
    await administrator!.api("POST", "/departments", { name: "园林局", slug: "yuanlin" });
    await administrator!.api("POST", "/categories", { name: "绿化", slug: "green" });
    await administrator!.api("POST", "/assignment-rules", { name: "绿化类由园林局承办", position: 1, category: "green", office: "yuanlin" });
    const asked = await ask({ category: "green" });
    expect(asked.feedback.office).toBe("yuanlin"); // premise
    const form = (await administrator!.get("/admin/departments/yuanlin/edit")).text;
    expect(form).toContain(said("offices.retireWaiting", { count: 1 }));
    expect(form).toContain(said("offices.retireRules", { rules: "绿化类由园林局承办" }));
    await administrator!.form("/admin/departments/yuanlin/retire", {});
    expect((await ask({ category: "green" })).feedback.office).toBe("liuhe");
    expect((await administrator!.get("/admin/offices")).text).toContain(said("offices.notInForce"));
    await administrator!.form("/admin/departments/yuanlin/revive", {});
    expect((await ask({ category: "green" })).feedback.office).toBe("yuanlin");
  });
});

test("a rule for a kind that asks nothing is refused beside its field", async () => {
  const fields = { name: "活动", position: "1", town: "", category: "", office: "" };
  for (const [kind, status] of [
    ["ACTIVITY", 422],
    ["HOT_TOPIC", 422],
    ["OPINION", 303],
  ] as const) {
    const sent = await administrator!.form("/admin/rules", { ...fields, kind });
    expect([kind, sent.status, typeof wrongWith(sent.text, "kind")]).toEqual([kind, status, status === 422 ? "string" : "undefined"]);
  }
  const { id } = await db.assignmentRule.findFirstOrThrow({ where: { name: "活动" } });
  const form = (await administrator!.get(`/admin/rules/${id}/edit`)).text;
  expect([typedIn(form, "name"), typedIn(form, "kind")]).toEqual(["活动", "OPINION"]);
  await administrator!.form(`/admin/rules/${id}/remove`, {});
  expect((await administrator!.get(`/admin/rules/${id}/edit`)).status).toBe(404);
});

test("a category's new name stands at once on the pages of its threads that are kept for readers", async () => {
  await administrator!.api("POST", "/categories", { name: "旧名称", slug: "renamed" });
  const { id } = await ask({ category: "renamed" });
  const page = async () => (await anyone(site).get(`/questions?month=2026-11`)).text + (await anyone(site).get(`/threads/${id}`)).text;
  for (let twice = 0; twice < 2; twice++) expect(await page()).toContain("旧名称");
  expect(typedIn((await administrator!.get("/admin/categories/renamed/edit")).text, "name")).toBe("旧名称");
  await administrator!.form("/admin/categories/renamed/edit", { name: "新名称", position: "3" });
  expect(await page()).toContain("新名称");
  expect(await page()).not.toContain("旧名称");
});

test("an unknown category is refused beside its field", async () => {
  const { status, json } = await resident!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: "问题", category: "none" });
  expect([status, json.errors[0].path]).toEqual([422, "category"]);
});

describe("what is late", () => {
  const toldOf = async (who: Visitor, id: number) =>
    (await db.notification.findMany({ where: { accountId: who.member!.id, path: `/threads/${id}`, kind: { startsWith: "feedbackDue" } } })).length +
    (await db.notification.findMany({ where: { accountId: who.member!.id, path: `/threads/${id}`, kind: { startsWith: "feedbackOver" } } })).length;

  test("is told to the office, then its lead, then administrators: each once, however often it runs", async () => {
    const responder = await visitor(site, "responder", "liuhe");
    at("2026-11-03T01:15:00Z");
    const { id } = await ask();
    await escalate();
    expect(await toldOf(responder, id)).toBe(0);
    at("2026-11-09T01:00:00Z");
    await Promise.all([escalate(), escalate()]);
    await escalate();
    expect([await toldOf(responder, id), await toldOf(administrator!, id)]).toEqual([1, 0]);
    at("2026-11-11T01:00:00Z");
    await escalate();
    expect(await toldOf(responder, id)).toBe(2);
    at("2026-11-12T01:00:00Z");
    await escalate();
    expect([await toldOf(responder, id), await toldOf(liuhe!, id), await toldOf(administrator!, id)]).toEqual([2, 3, 0]);
    at("2026-11-16T01:00:00Z");
    await escalate();
    await escalate();
    expect(await toldOf(administrator!, id)).toBe(1);
    await liuhe!.api("POST", `/threads/${id}/answer`, { body: "晚上十点收班。" });
    at("2026-11-20T01:00:00Z");
    await escalate();
    expect(await toldOf(administrator!, id)).toBe(1);
  });

  test("stands on the administrators' board, where one press reminds its office in the open", async () => {
    at("2026-07-03T01:15:00Z");
    const { id } = await ask({ title: "桥灯坏了很久" });
    at("2026-11-20T01:00:00Z"); // 140 days later
    for (const who of [moderator!, liuhe!]) expect((await who.get("/admin/overdue")).status).toBe(403);
    const board = (await administrator!.get("/admin/overdue?view=90")).text;
    expect(board).toContain("桥灯坏了很久");
    expect((await administrator!.api("GET", "/overdue?view=60")).json.items.map((row: { id: number }) => row.id)).toContain(id);
    expect((await liuhe!.form(`/threads/${id}/remind`, {})).status).toBe(403);
    expect((await administrator!.form(`/threads/${id}/remind`, {})).to).toBe("/admin/overdue");
    expect((await anyone(site).api("GET", `/threads/${id}`)).json.feedback.timeline.at(-1)).toMatchObject({ event: "reminded", by: "administrator" });
    expect(await db.notification.count({ where: { accountId: liuhe!.member!.id, path: `/threads/${id}`, kind: "feedback_reminded" } })).toBe(1);
    expect(await db.auditEntry.count({ where: { action: "feedback.reminded", subject: `thread:${id}` } })).toBe(1);
    expect((await administrator!.get("/admin/overdue")).text).toContain(said("overdue.view.overdue"));
    await liuhe!.api("POST", `/threads/${id}/answer`, { body: "已经修好。" });
    expect((await administrator!.get("/admin/overdue?view=90")).text).not.toContain("桥灯坏了很久");
  });
});
