import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
import { content, keeps, text } from "./writing.ts";

const site = useSite();
let liuhe: Visitor;
let colleague: Visitor;
let shaxi: Visitor;
let administrator: Visitor;
let resident: Visitor;
let moderator: Visitor;
const at = useClock();

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  [liuhe, colleague, shaxi, administrator, resident, moderator] = [
    await visitor(site, "association", "liuhe"),
    await visitor(site, "association", "liuhe"),
    await visitor(site, "association", "shaxi"),
    await visitor(site, "administrator"),
    await visitor(site, "resident"),
    await visitor(site, "moderator"),
  ];
});

const threadCount = () => db.thread.count();

describe("a draft", () => {
  test("is kept from the writing form, half written, and published later", async () => {
    const kept = await liuhe.form("/threads", { town: "liuhe", kind: "HOT_TOPIC", title: "只有标题", body: "", intent: "draft", submission: "once" });
    expect([kept.status, await threadCount()]).toEqual([303, 0]);
    const id = Number(kept.to!.split("/").at(-1));
    const again = await liuhe.form("/threads", { town: "liuhe", kind: "HOT_TOPIC", title: "只有标题", body: "", intent: "draft", submission: "once" });
    expect(again.to).toBe(kept.to); // pressed twice
    const refused = await liuhe.form(`/planner/drafts/${id}/send`, {});
    expect([refused.status, refused.text.includes(said("errors.required"))]).toEqual([422, true]);
    await liuhe.form(`/planner/drafts/${id}/edit`, { kind: "HOT_TOPIC", title: "写完了", body: text() });
    const sent = await colleague.form(`/planner/drafts/${id}/send`, {});
    expect(sent.to).toMatch(/^\/threads\/\d+$/);
    const thread = (await anyone(site).api("GET", sent.to!)).json;
    expect([thread.title, thread.author.username, thread.creditedMonth !== null]).toEqual(["写完了", liuhe.member!.username, true]);
    const twice = await liuhe.form(`/planner/drafts/${id}/send`, {});
    expect([twice.to, await threadCount()]).toEqual([sent.to, 1]);
  });

  test("is seen by its town's association and administrators, and by nobody else, anywhere", async () => {
    const title = "谁也不该看到的标题";
    const { id } = await keeps(liuhe, title);
    expect((await colleague.get(`/planner/drafts/${id}`)).text).toContain(title); // premise
    expect((await administrator.api("GET", `/drafts/${id}`)).json.title).toBe(title);
    const strangers = [shaxi, resident, moderator, anyone(site)];
    for (const who of strangers) {
      const name = who.member?.role ?? "nobody";
      expect([name, (await who.get(`/planner/drafts/${id}`)).status, (await who.api("GET", `/drafts/${id}`)).status]).toEqual([name, 404, 404]);
      for (const path of ["/", "/towns/liuhe", "/threads", "/planner", "/planner?town=liuhe", "/planner/approvals", "/quota", "/towns/liuhe/quota"])
        expect((await who.get(path)).text, `${path} as ${name}`).not.toContain(title);
      for (const path of ["/drafts", "/drafts?town=liuhe", "/threads?town=liuhe", "/planner?town=liuhe", "/templates?town=liuhe"])
        expect((await who.api("GET", path)).text, `${path} as ${name}`).not.toContain(title);
      const writes = [
        await who.api("PATCH", `/drafts/${id}`, { title: "改" }),
        await who.api("POST", `/drafts/${id}/publication`, {}),
        await who.api("PUT", `/drafts/${id}/schedule`, { publishAt: "2099-01-01T00:00:00Z" }),
        await who.api("DELETE", `/drafts/${id}`),
      ];
      for (const { status } of writes) expect([name, status >= 400 && status !== 500]).toEqual([name, true]);
    }
    expect((await liuhe.api("GET", `/drafts/${id}`)).json.title).toBe(title);
    expect((await administrator.api("POST", `/drafts/${id}/publication`, {})).status).toBe(403); // looks on, does not plan
  });

  test("that a colleague saved meanwhile is not overwritten, and nothing typed is lost", async () => {
    const { id, version } = await keeps(liuhe, "两个人在改");
    await colleague.api("PATCH", `/drafts/${id}`, { title: "同事先存了", version });
    const late = await liuhe.form(`/planner/drafts/${id}/edit`, { kind: "HOT_TOPIC", title: "我改的", body: "我写的内容", version: String(version) });
    expect([late.status, typedIn(late.text, "title"), typedIn(late.text, "body")?.trim()]).toEqual([409, "我改的", "我写的内容"]);
    expect(late.text).toContain(said("errors.draftChanged"));
    expect((await liuhe.api("PATCH", `/drafts/${id}`, { title: "我改的", version })).status).toBe(409);
    expect((await liuhe.api("GET", `/drafts/${id}`)).json.title).toBe("同事先存了");
    const knowing = await liuhe.form(`/planner/drafts/${id}/edit`, {
      kind: "HOT_TOPIC",
      title: "我改的",
      body: "我写的内容",
      version: typedIn(late.text, "version")!,
    });
    expect(knowing.status).toBe(303);
  });

  test("is discarded, and taken out of the bin again", async () => {
    const { id } = await keeps(liuhe, "不要了");
    await liuhe.form(`/planner/drafts/${id}/discard`, {});
    const planner = (await liuhe.get("/planner")).text;
    expect(planner).toContain(`/planner/drafts/${id}/restore`); // the way back
    expect((await liuhe.api("POST", `/drafts/${id}/publication`, {})).status).toBe(409);
    await liuhe.form(`/planner/drafts/${id}/restore`, {});
    expect((await liuhe.api("GET", `/drafts/${id}`)).json.state).toBe("draft");
  });

  test("is for one's own board, and for associations", async () => {
    const other = await liuhe.form("/threads", { town: "shaxi", kind: "QUESTION", title: "问邻镇", body: "想问一下", intent: "draft" });
    expect([other.status, wrongWith(other.text, "town")?.includes(said("errors.draftOwnTown"))]).toEqual([422, true]);
    expect((await resident.api("POST", "/drafts", content("居民的草稿"))).status).toBe(403);
    expect((await resident.get("/threads/new?kind=QUESTION&town=liuhe")).text).not.toContain('name="intent"');
    expect((await liuhe.get("/threads/new?kind=ACTIVITY")).text).toContain('value="draft"');
  });

  test("keeps where and when its activity takes place, and says it when it is published", async () => {
    const activity = { startsAt: "2026-12-05T09:00", place: "文化站", capacity: "30", campaignDay: "" };
    const { id } = (await liuhe.api("POST", "/drafts", content("保健讲座", { activity: { startsAt: "2026-12-05T09:00" } }, "ACTIVITY"))).json;
    const early = await liuhe.api("POST", `/drafts/${id}/publication`, {});
    expect([early.status, early.json.errors[0].path]).toEqual([422, "activity.place"]);
    await liuhe.api("PATCH", `/drafts/${id}`, { activity });
    const { threadId } = (await liuhe.api("POST", `/drafts/${id}/publication`, {})).json;
    const thread = (await anyone(site).api("GET", `/threads/${threadId}`)).json;
    expect([thread.activity.startsAt, thread.activity.place, thread.activity.capacity]).toEqual(["2026-12-05T01:00:00.000Z", "文化站", 30]);
  });

  test("of a private question stays private when it is published", async () => {
    const question = { ...content("只想问承办单位", { private: true }), kind: "QUESTION" };
    const { id } = (await liuhe.api("POST", "/drafts", question)).json;
    const { threadId } = (await liuhe.api("POST", `/drafts/${id}/publication`, {})).json;
    expect((await liuhe.api("GET", `/threads/${threadId}`)).status).toBe(200); // premise
    expect((await anyone(site).api("GET", `/threads/${threadId}`)).status).toBe(404);
  });
});

describe("a template", () => {
  test("is made of a draft or an own thread, begins drafts, is renamed and deleted; another town has none of it", async () => {
    const activity = { startsAt: "2026-12-05T09:00", place: "文化站" };
    const { id: draftId } = (await liuhe.api("POST", "/drafts", content("每月义诊", { activity }, "ACTIVITY"))).json;
    const { id, dated } = (await liuhe.api("POST", "/templates", { name: "义诊", draftId })).json;
    expect(dated).toBe(true);
    const begun = (await colleague.api("POST", `/templates/${id}/drafts`, { date: "2027-01-09" })).json;
    expect([begun.title, begun.activity.startsAt, begun.activity.place]).toEqual(["每月义诊", "2027-01-09T09:00", "文化站"]);
    const undated = (await colleague.api("POST", `/templates/${id}/drafts`)).json;
    expect(undated.activity.startsAt).toBe("");
    expect((await liuhe.api("PATCH", `/templates/${id}`, { name: "社区义诊" })).json.name).toBe("社区义诊");
    expect((await liuhe.get("/planner")).text).toContain("社区义诊");
    for (const answer of [
      await shaxi.api("POST", `/templates/${id}/drafts`),
      await shaxi.api("DELETE", `/templates/${id}`),
      await shaxi.api("POST", "/templates", { name: "偷", draftId }),
    ])
      expect(answer.status).toBe(404);
    const { id: threadId } = (await liuhe.api("POST", "/threads", { town: "liuhe", ...content("已发布的讨论") })).json;
    expect((await liuhe.api("POST", "/templates", { name: "讨论", threadId })).status).toBe(201);
    expect((await shaxi.api("POST", "/templates", { name: "偷", threadId })).status).toBe(404);
    expect((await liuhe.api("DELETE", `/templates/${id}`)).status).toBe(204);
    expect((await liuhe.api("GET", "/templates")).json.items.map(({ name }: { name: string }) => name)).toEqual(["讨论"]);
  });
});

describe("a time of publication", () => {
  test("lies ahead, and is site time in forms", async () => {
    at("2026-11-10T02:00:00Z");
    const fields = { town: "liuhe", kind: "HOT_TOPIC", title: "明天发", body: text() };
    const past = await liuhe.form("/threads", { ...fields, intent: "schedule", publishAt: "2026-11-10T09:59" });
    expect([past.status, typedIn(past.text, "publishAt"), typedIn(past.text, "title")]).toEqual([422, "2026-11-10T09:59", "明天发"]);
    expect((await liuhe.form("/threads", { ...fields, intent: "schedule", publishAt: "" })).status).toBe(422);
    const both = await liuhe.form("/threads", { ...fields, intent: "publish", publishAt: "2026-11-11T09:00" });
    expect([both.status, wrongWith(both.text, "publishAt")?.includes(said("errors.publishOrSchedule"))]).toEqual([422, true]);
    const { to } = await liuhe.form("/threads", { ...fields, intent: "schedule", publishAt: "2026-11-11T09:00" });
    const draft = (await liuhe.api("GET", to!.replace("/planner", ""))).json;
    expect([draft.state, draft.publishAt]).toEqual(["scheduled", "2026-11-11T01:00:00.000Z"]);
    expect((await liuhe.form("/threads", { ...fields, town: "shaxi", kind: "QUESTION", intent: "schedule", publishAt: "2026-11-11T09:00" })).status).toBe(422);
  });
});

describe("the planner", () => {
  test("says what is missing, and shows the month with everything on its day", async () => {
    await makeTown("fuqiao", "浮桥镇", "2026-01");
    const fuqiao = await visitor(site, "association", "fuqiao");
    at("2026-09-22T02:00:00Z");
    await fuqiao.api("POST", "/campaign-days", { day: "09-26", name: "镇协会日" });
    await fuqiao.api("POST", "/threads", {
      town: "fuqiao",
      ...content("已经发布的", { activity: { startsAt: "2026-09-24T01:00:00Z", place: "公园" } }, "ACTIVITY"),
    });
    const { id } = (await fuqiao.api("POST", "/drafts", content("定好时间的"))).json;
    await fuqiao.api("PUT", `/drafts/${id}/schedule`, { publishAt: "2026-09-28T01:00:00Z" });
    await fuqiao.api("POST", "/drafts", content("打算那天发的", { publishAt: "2026-09-29T01:00:00Z" }));
    const { missing, days } = (await fuqiao.api("GET", "/planner")).json;
    expect([missing.credited, missing.target, missing.short, missing.daysLeft, missing.scheduled]).toEqual([1, 2, 1, 9, 1]);
    const on = (date: string) => days.find((day: { date: string }) => day.date === date);
    expect(on("2026-09-22").entries.map(({ what }: { what: string }) => what)).toEqual(["published"]);
    expect(on("2026-09-24").entries.map(({ what }: { what: string }) => what)).toEqual(["activity"]);
    expect(on("2026-09-28").entries.map(({ what }: { what: string }) => what)).toEqual(["scheduled"]);
    expect(on("2026-09-29").entries.map(({ what }: { what: string }) => what)).toEqual(["planned"]);
    expect([on("2026-09-25").campaigns, on("2026-09-26").campaigns]).toEqual([[{ city: "09-25" }], [{ name: "镇协会日" }]]);
    expect([on("2026-09-21").planUrl, on("2026-09-22").isToday, on("2026-09-30").planUrl.includes("publishAt=2026-09-30T09%3A00")]).toEqual([null, true, true]);
    const page = (await fuqiao.get("/planner")).text;
    for (const words of [said("campaignDay.09-25"), "镇协会日", "定好时间的", said("planner.workingDaysLeft", { count: missing.workingDaysLeft })])
      expect(page).toContain(words);
    expect((await fuqiao.get("/planner?month=2026-10")).text).toContain("2026年10月");
    expect((await fuqiao.get("/threads/new?kind=ACTIVITY&publishAt=2026-09-30T09:00")).text).toContain('value="2026-09-30T09:00"');
    expect((await administrator.get("/planner?town=fuqiao")).text).toContain("定好时间的");
    expect((await liuhe.get("/planner?town=fuqiao")).status).toBe(403);
    expect((await fuqiao.api("POST", "/campaign-days", { day: "02-30", name: "没有这天" })).status).toBe(422);
  });
});
