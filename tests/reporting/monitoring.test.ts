import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { transact } from "../../server/data/client.ts";
import { makeMember, makeTown, opens, replies } from "../cast.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock = setClock(() => new Date(iso));
};

const TEXTS = [
  "周六上午九点，镇文化中心举办家庭保健知识讲座，主讲人是市人民医院的李医生，内容包括高血压的日常护理、冬季饮食和用药常识，现场可以免费测血压，欢迎各位居民带着问题来参加，座位不多请尽量早到，活动大约持续两个小时，结束后可以单独向医生咨询，带上近期的体检报告效果更好。",
  "近来不少居民关心老旧小区加装电梯的事：费用怎么分摊，低楼层的住户有没有补偿，施工期间怎么保证出行安全？本期话题请大家谈谈自己楼里的经验和顾虑，我们会把意见整理后交给住建部门，并在下个月公布答复的情况，讲得具体的建议优先转达。",
  "为迎接元旦，协会组织书法进万家活动，邀请镇里的书法爱好者为居民现场写春联和福字，笔墨纸张由协会准备，数量有限每户两副。小朋友可以在旁边的桌子上学写自己的名字，由退休教师王老师指导，家长请陪同，写好的作品可以带回家，也可以留在文化站展出到春节。",
  "河边步道上个月完成了改造，新装了路灯和休息椅，晚上散步的人明显多了。请大家说说还有哪些地方需要改进：是否要划出骑车的区域，垃圾桶够不够，儿童活动场地的沙坑多久换一次沙比较合适？说明位置时请写清是哪一段河岸，方便工作人员核对。",
];
let administrator: Visitor;
let resident: Visitor;

/** In November liuhe and shaxi meet the quota, fuqiao does not, shuangfeng is exempt; residents write most in shaxi. */
beforeAll(async () => {
  at("2026-10-20T01:00:00Z");
  for (const [slug, name] of [
    ["liuhe", "浏河镇"],
    ["shaxi", "沙溪镇"],
    ["fuqiao", "浮桥镇"],
    ["shuangfeng", "双凤镇"],
  ] as const)
    await makeTown(slug, name, "2026-10");
  administrator = await visitor(site, "administrator");
  resident = await visitor(site, "resident");
  const another = await visitor(site, "resident");
  const association = async (slug: string) =>
    makeMember({ username: `${slug}-xiehui`, displayName: `${slug} 协会`, role: "association", town: slug, password: "a-long-enough-one" });
  const [liuhe, shaxi, fuqiao] = [await association("liuhe"), await association("shaxi"), await association("fuqiao")];
  at("2026-11-03T04:00:00Z");
  const { id } = await opens(liuhe, "liuhe", "ACTIVITY", "家庭保健讲座", TEXTS[0]!);
  await opens(shaxi, "shaxi", "HOT_TOPIC", "加装电梯怎么看", TEXTS[1]!);
  await opens(shaxi, "shaxi", "ACTIVITY", "书法进万家", TEXTS[2]!);
  at("2026-11-12T04:00:00Z");
  const { id: path } = await opens(liuhe, "liuhe", "HOT_TOPIC", "河边步道还缺什么", TEXTS[3]!);
  for (const [index, text] of ["欢迎报名", "还有座位", "记得带医保卡"].entries()) await replies(liuhe, id, `${text}（${index}）`);
  await replies(resident.member!, path, "希望多装几个垃圾桶");
  for (const who of [resident, another]) await opens(who.member!, "shaxi", "QUESTION", `${who.member!.username} 想问的`, "请问社区食堂周末开门吗？");
  await opens(fuqiao, "fuqiao", "ACTIVITY", "家庭保健讲座在浮桥", TEXTS[0]!);
  await transact((tx) =>
    tx.exemption.create({
      data: { townId: 4, month: "2026-11", reason: "协会换届", note: "会长生病，勿外传", changedAt: new Date("2026-11-01T00:00:00Z"), changedById: null },
    }),
  );
  at("2026-11-24T04:00:00Z");
  for (const who of [administrator, resident]) await who.signIn(who.member!.username); // a session does not last so long
});
afterAll(() => restoreClock());

const setStandings = async (standings: string) => expect((await administrator.api("PUT", "/settings", { standings })).json.standings).toBe(standings);
const ranksFor = async (who: Visitor): Promise<Record<string, unknown>> => {
  const { towns } = (await who.api("GET", "/quota?month=2026-11")).json;
  return Object.fromEntries(towns.map((town: { slug: string; rank?: number | null }) => [town.slug, "rank" in town ? town.rank : "unseen"]));
};
const RANKS = { shaxi: 1, liuhe: 2, fuqiao: 3, shuangfeng: null };
const UNSEEN = { shaxi: "unseen", liuhe: "unseen", fuqiao: "unseen", shuangfeng: "unseen" };
const showsRanks = async (who: Visitor) => partsOf((await who.get("/quota")).text).some(({ is }) => is["data-rank"] !== undefined);

describe("the order of towns is seen", () => {
  test("by administrators only, until somebody decides otherwise", async () => {
    expect(await ranksFor(administrator)).toEqual(RANKS);
    expect([await ranksFor(resident), await ranksFor(anyone(site))]).toEqual([UNSEEN, UNSEEN]);
    expect([await showsRanks(administrator), await showsRanks(resident), await showsRanks(anyone(site))]).toEqual([true, false, false]);
  });

  test("by everybody when it is public, with its formula", async () => {
    await setStandings("public");
    expect(await ranksFor(anyone(site))).toEqual(RANKS);
    expect(await showsRanks(anyone(site))).toBe(true);
    expect((await anyone(site).get("/quota")).text).toContain(said("standings.formulaOf.never"));
  });

  test("by nobody when it is off, administrators included; no order gives it away", async () => {
    await setStandings("off");
    expect([await ranksFor(administrator), await ranksFor(anyone(site))]).toEqual([UNSEEN, UNSEEN]);
    const monitoring = (await administrator.get("/admin/quota?sort=rank")).text;
    expect(partsOf(monitoring).some(({ is }) => is["data-rank"] !== undefined)).toBe(false);
    expect(townsOf(monitoring)).toEqual(["liuhe", "shaxi", "fuqiao", "shuangfeng"]);
    await setStandings("administrators");
  });
});

/** The towns of the page's table, from top to bottom. */
const townsOf = (html: string) => partsOf(html).flatMap(({ tag, is }) => (tag === "tr" && is["data-town"] ? [is["data-town"]] : []));

describe("the table of towns", () => {
  test("is sorted and filtered by its address, on both pages", async () => {
    for (const path of ["/quota", "/admin/quota"]) {
      const towns = async (query: string) => townsOf((await administrator.get(`${path}?${query}`)).text);
      expect(await towns("")).toEqual(["liuhe", "shaxi", "fuqiao", "shuangfeng"]);
      expect(await towns("sort=rank")).toEqual(["shaxi", "liuhe", "fuqiao", "shuangfeng"]);
      expect(await towns("sort=-rank")).toEqual(["fuqiao", "liuhe", "shaxi", "shuangfeng"]); // who has none stays last
      expect(await towns("status=met&sort=-residents")).toEqual(["shaxi", "liuhe"]);
      expect(await towns("freshness=stale")).toEqual(["shaxi"]);
      expect(await towns("freshness=empty")).toEqual(["shuangfeng"]);
      expect(await towns(`q=${encodeURIComponent("浮")}`)).toEqual(["fuqiao"]);
      expect(await towns("sort=-2026-10&page=99&months=24")).toHaveLength(4);
    }
  });

  test("leads from each cell to the threads behind it", async () => {
    const { text } = await anyone(site).get("/quota/2026-12");
    const cell = partsOf(text).find(({ tag, is }) => tag === "a" && is.href === "/towns/liuhe/quota?from=2026-11&to=2026-11");
    expect(cell?.text).toBe(`2 ${said("status.met")}`);
    expect((await anyone(site).get(cell!.is.href!)).text).toContain("家庭保健讲座");
  });

  test("says what the city's own line is, and what was received and answered", async () => {
    const { text } = await anyone(site).get("/quota");
    expect(text).toContain(said("city.best", { rate: "100%", month: "2026年11月" }));
    expect(text).toContain(said("city.received", { count: 2 }));
  });
});

describe("the monitoring page", () => {
  test("is for administrators only", async () => {
    for (const path of [
      "/admin/quota",
      "/admin/quota/2026-10",
      "/admin/quota/gaming",
      "/admin/inspection",
      "/admin/inspection.csv",
      "/admin/inspection.xlsx",
      "/admin/settings",
    ]) {
      expect([path, (await administrator.get(path)).status]).toEqual([path, 200]);
      expect([path, (await resident.get(path)).status]).toEqual([path, 403]);
      expect([path, await turnedToSignIn(site, path)]).toEqual([path, true]);
    }
    for (const path of ["/quota/2026-11/gaming", "/inspection", "/settings"]) {
      expect([path, (await resident.api("GET", path)).status, (await anyone(site).api("GET", path)).status]).toEqual([path, 403, 401]);
    }
  });

  test("shows private notes of exemptions, and no other page does", async () => {
    const NOTE = "勿外传";
    expect((await administrator.get("/admin/quota")).text).toContain(NOTE); // premise
    for (const path of ["/quota", "/", "/towns/shuangfeng", "/towns/shuangfeng/quota", "/api/v1/quota", "/api/v1/quota/shuangfeng"]) {
      for (const who of [anyone(site), resident, administrator]) expect((await who.get(path)).text, path).not.toContain(NOTE);
    }
  });

  test("tells how the month will end and what is needed", async () => {
    const { text } = await administrator.get("/admin/quota?q=fuqiao");
    expect(text).toContain(said("pace.short", { short: 1 }));
    expect(text).toContain(said("pace.need", { count: 5 }));
  });
});

test("the report on how figures came about names copies between towns and replies to oneself, with links", async () => {
  const report = (await administrator.api("GET", "/quota/2026-11/gaming")).json;
  expect(report.copies.map(({ thread, like }: Record<string, { town: { slug: string } }>) => [thread!.town.slug, like!.town.slug])).toEqual([
    ["fuqiao", "liuhe"],
  ]);
  expect(
    report.ownReplies.map(({ thread, own, replies: all }: { thread: { title: string }; own: number; replies: number }) => [thread.title, own, all]),
  ).toEqual([["家庭保健讲座", 3, 3]]);
  expect(report.copies[0].similarity).toBeGreaterThan(0.8);
  expect(report.crowding).toEqual([]);
  const { text } = await administrator.get("/admin/quota/gaming?month=2026-11");
  for (const { thread, like } of report.copies) for (const { url } of [thread, like]) expect(text).toContain(`href="${url}"`);
});

describe("freshness", () => {
  test("stands on the board, the home page and in the API", async () => {
    const { towns } = (await anyone(site).api("GET", "/quota")).json;
    expect(towns.map(({ slug, freshness, stale }: Record<string, unknown>) => [slug, freshness, stale])).toEqual([
      ["liuhe", "stale_soon", false],
      ["shaxi", "stale", true],
      ["fuqiao", "stale_soon", false],
      ["shuangfeng", "empty", true],
    ]);
    const marks = async (path: string) => partsOf((await anyone(site).get(path)).text).flatMap(({ is }) => is["data-freshness"] ?? []);
    expect(await marks("/towns/shaxi")).toEqual(["stale"]);
    expect(await marks("/")).toEqual(["stale_soon", "stale", "stale_soon", "empty"]);
  });

  test("follows the settings at once", async () => {
    await administrator.api("PUT", "/settings", { staleSoonDays: 30, staleDays: 60 });
    const { towns } = (await anyone(site).api("GET", "/quota")).json;
    expect(towns.map(({ freshness }: Record<string, unknown>) => freshness)).toEqual(["fresh", "fresh", "fresh", "empty"]);
    await administrator.api("PUT", "/settings", { staleSoonDays: 10, staleDays: 14 });
  });
});

describe("the inspection", () => {
  test("finds what an inspector would find", async () => {
    const { towns, failed, section } = (await administrator.api("GET", "/inspection")).json;
    const findings = Object.fromEntries(towns.map(({ slug, findings: found }: Record<string, Record<string, string>>) => [slug, found]));
    expect(findings.shaxi).toEqual({ noUpdate: "fail", blank: "pass", unanswered: "pass", noAnswer: "fail" });
    expect(findings.shuangfeng).toEqual({ noUpdate: "none", blank: "fail", unanswered: "pass", noAnswer: "none" });
    expect(findings.liuhe).toEqual({ noUpdate: "pass", blank: "pass", unanswered: "pass", noAnswer: "none" });
    expect([failed, section]).toEqual([
      { noUpdate: 1, blank: 1, unanswered: 0, noAnswer: 1 },
      { statistics: "pass", dates: "pass" },
    ]);
  });

  test("counts messages that wait for three months", async () => {
    at("2027-02-20T04:00:00Z");
    const { failed } = (await (await visitor(site, "administrator")).api("GET", "/inspection")).json;
    expect(failed.unanswered).toBe(1);
    at("2026-11-24T04:00:00Z");
  });

  test("is exported with each rule and finding: CSV that Excel opens, and a workbook", async () => {
    const csv = (await administrator.get("/admin/inspection.csv")).text;
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(csv.trim().split("\r\n")).toHaveLength(1 + 4 * 4 + 2);
    expect(csv).toContain(said("inspection.requirement.noUpdate"));
    const answer = await fetch(`${site.origin}/admin/inspection.xlsx`, { headers: { cookie: administrator.cookie } });
    const { default: excel } = await import("exceljs");
    const book = new excel.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    expect(book.worksheets[0]!.rowCount).toBe(1 + 4 * 4 + 2);
  });
});

describe("settings", () => {
  test("are changed by name, what is not named stays, and each change is on the audit trail", async () => {
    await administrator.api("PUT", "/settings", { standingsFloor: 7 });
    const after = (await administrator.api("PUT", "/settings", { digestWeekday: 3 })).json;
    expect([after.standingsFloor, after.digestWeekday, after.staleDays]).toEqual([7, 3, 14]);
    const { items } = (await administrator.api("GET", "/audit?action=settings.changed")).json;
    expect(JSON.stringify(items)).toContain("digestWeekday");
    expect((await resident.api("PUT", "/settings", { standingsFloor: 1 })).status).toBe(403);
  });

  test("that contradict each other come back with what is wrong beside the field", async () => {
    const { status, json } = await administrator.api("PUT", "/settings", { staleSoonDays: 20 });
    expect([status, json.errors[0].path]).toEqual([422, "staleSoonDays"]);
    const form = { standings: "off", standingsFloor: "5", staleSoonDays: "10", staleDays: "14", remindNoneDay: "10", remindShortDay: "20" };
    const rest = { remindLastWorkingDays: "3", officeFrom: "18:00", officeUntil: "09:00", digestWeekday: "1" };
    const answer = await administrator.form("/admin/settings", { ...form, ...rest });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said("errors.officeOrder"));
    const saved = await administrator.form("/admin/settings", { ...form, ...rest, officeFrom: "08:30", officeUntil: "17:30" });
    expect([saved.status, saved.to]).toEqual([303, "/admin/settings"]);
    expect((await administrator.api("GET", "/settings")).json).toMatchObject({ standings: "off", officeFrom: "08:30", officeUntil: "17:30" });
  });
});
