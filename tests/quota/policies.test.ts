import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { makeMember, makeTown, opens } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let administrator: Visitor;
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock();
  restoreClock = setClock(() => new Date(iso));
};
afterEach(() => at("2026-11-12T04:00:00Z"));

/** Liuhe has an activity and a hot topic in November, shaxi two activities, fuqiao one short hot topic. */
beforeAll(async () => {
  at("2026-08-01T00:00:00Z");
  for (const [slug, name] of [
    ["liuhe", "浏河镇"],
    ["shaxi", "沙溪镇"],
    ["fuqiao", "浮桥镇"],
  ] as const)
    await makeTown(slug, name, "2026-08");
  const posts = async (town: string, posts: ["ACTIVITY" | "HOT_TOPIC", string][]) => {
    const author = await makeMember({ username: `${town}-xiehui`, displayName: town, role: "association", town, password: "a-long-enough-one" });
    for (const [kind, body] of posts) await opens(author, town, kind, body.slice(0, 8), body);
  };
  at("2026-11-03T04:00:00Z");
  await posts("liuhe", [
    ["ACTIVITY", HEALTH],
    ["HOT_TOPIC", PARKING],
  ]);
  await posts("shaxi", [
    ["ACTIVITY", OPERA],
    ["ACTIVITY", BOOKS],
  ]);
  await posts("fuqiao", [
    ["HOT_TOPIC", "河道两岸的步道修好以后，早晚散步的人多了，大家觉得路灯够不够亮、座椅够不够多？欢迎来谈谈您的看法，也可以提出还缺什么。"],
  ]);
  at("2026-11-12T04:00:00Z");
  administrator = await visitor(site, "administrator");
});

const HEALTH =
  "文化站本周六上午九点举办健康讲座，邀请市人民医院的医生讲解冬季心脑血管病的预防，现场可以量血压、测血糖，座位有限，请先到服务台登记。参加的老人请带好社保卡，行动不便的由志愿者上门接送，讲座后还有半小时答疑，欢迎家属陪同前来。";
const PARKING =
  "镇中心停车难的问题大家反映了很久：农贸市场门口早高峰常常堵住，小学放学时段更是寸步难行。现在有三个方案，一是错时开放机关车位，二是把老电影院空地改成临时停车场，三是对占道停放加强管理。您赞成哪一个？还有没有更好的办法？请说说理由。";
const OPERA =
  "锡剧团下乡演出定在十五日晚上七点，地点是老年活动中心剧场，演出《珍珠塔》选段和现代小戏，免费入场，凭身份证在门口领票，每人限两张。演出期间停车场开放到晚上十点，公交三路延长末班时间，请观众提前二十分钟入场，雨天照常举行，带孩子的家庭请坐在后排靠近出口的位置。";
const BOOKS =
  "图书馆少儿阅览室重新开放了，新添绘本两千册，每周日下午有故事会，由退休教师轮流主讲。孩子们可以办理借书卡，一次借五本，借期三十天。志愿者同时招募中，会讲故事、会做手工、会整理图书的居民都欢迎报名，培训在下周三晚上进行，结束后发给志愿者证和马甲。";

const put = (month: string, body: object, query = "") => administrator.api("PUT", `/quota/policies/${month}${query}`, body);
const statuses = async (month = "2026-11") => {
  const { json } = await anyone(site).api("GET", `/quota?month=${month}`);
  return Object.fromEntries(json.towns.map(({ slug, credited, target, status }: Record<string, unknown>) => [slug, `${credited}/${target} ${status}`]));
};
const SAME = { target: 2, kinds: ["ACTIVITY", "HOT_TOPIC"] };

test("premise: two towns have met the default policy, the third has nothing that counts", async () => {
  expect(await statuses()).toEqual({ liuhe: "2/2 met", shaxi: "2/2 met", fuqiao: "0/2 on_track" });
});

describe("a change of policy", () => {
  test("tells before it is saved which towns' status would change, and then saves nothing", async () => {
    const { json } = await put("2026-11", { ...SAME, perKind: { HOT_TOPIC: 1 } }, "?dryRun=true");
    expect(json).toMatchObject({ saved: false, others: 0 });
    expect(json.changes).toEqual([
      { slug: "shaxi", name: "沙溪镇", before: { credited: 2, target: 2, status: "met" }, after: { credited: 2, target: 2, status: "on_track" } },
    ]);
    expect([await statuses(), await db.quotaPolicy.count()]).toMatchObject([{ shaxi: "2/2 met" }, 0]);
  });

  test("of kinds and of the least length judges every thread anew, as foretold", async () => {
    const change = { target: 1, kinds: ["HOT_TOPIC"], minimumCharacters: 40, minimumCharactersWithPicture: 40 };
    const foretold = (await put("2026-11", change, "?dryRun=true")).json.changes;
    const { json } = await put("2026-11", change);
    expect(json.changes).toEqual(foretold);
    expect(await statuses()).toEqual({ liuhe: "1/1 met", shaxi: "0/1 on_track", fuqiao: "1/1 met" });
    expect((await anyone(site).get("/quota")).text.includes(said("quota.explained", { kinds: said("kind.HOT_TOPIC"), characters: 40 }))).toBe(true);
    expect(json.policy).toMatchObject({ target: 1, kinds: ["HOT_TOPIC"], minimumCharacters: 40, settlementDay: 5 });
    await put("2026-11", { ...SAME, minimumCharacters: 100, minimumCharactersWithPicture: 50 });
    expect(await statuses()).toEqual({ liuhe: "2/2 met", shaxi: "2/2 met", fuqiao: "0/2 on_track" });
  });

  test("holds from its month until the next that was decided; months before keep theirs", async () => {
    await put("2027-02", { ...SAME, target: 4 });
    await put("2026-12", { ...SAME, target: 3 });
    const targets = await Promise.all(["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-06"].map(async (month) => (await statuses(month)).liuhe));
    expect(targets).toEqual(["0/2 missed", "2/2 met", "0/3 on_track", "0/3 on_track", "0/4 on_track", "0/4 on_track"]);
  });

  test("of a past month is refused, also by a clock that has just turned the month", async () => {
    expect([(await put("2026-10", SAME)).status, (await put("2026-10", SAME, "?dryRun=true")).status]).toEqual([409, 409]);
    at("2026-11-30T15:59:59.999Z");
    administrator = await visitor(site, "administrator"); // the other session has ended by then
    expect((await put("2026-11", SAME)).status).toBe(200);
    at("2026-11-30T16:00:00.000Z");
    expect((await put("2026-11", SAME)).status).toBe(409);
  });

  test.each([
    ["target", { ...SAME, target: 0 }],
    ["target", { kinds: ["ACTIVITY"] }],
    ["kinds", { target: 2, kinds: [] }],
    ["perKind.QUESTION", { ...SAME, perKind: { QUESTION: 1 } }],
    ["duplicateThreshold", { ...SAME, duplicateThreshold: 70 }],
    ["settlementDay", { ...SAME, settlementDay: 0 }],
    ["towns.liuhe.reason", { ...SAME, towns: { liuhe: { exempt: true } } }],
    ["towns.nowhere", { ...SAME, towns: { nowhere: { target: 1 } } }],
  ])("that makes no sense is refused beside %s", async (path, body) => {
    const { status, json } = await put("2026-12", body);
    expect([status, json.errors.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
  });

  test("is on the audit trail with what was before", async () => {
    await put("2026-12", { ...SAME, target: 5 });
    const entry = await db.auditEntry.findFirstOrThrow({ where: { subject: "policy:2026-12" }, orderBy: { id: "desc" } });
    expect([entry.action, JSON.parse(entry.detail)]).toMatchObject(["policy.changed", { before: { target: 3 }, after: { target: 5 } }]);
  });
});

describe("a town", () => {
  test("has its own target from a month on, and everybody's again after null", async () => {
    const { json } = await put("2026-11", { ...SAME, towns: { liuhe: { target: 3 } } });
    expect(json.changes).toMatchObject([{ slug: "liuhe", before: { status: "met" }, after: { status: "on_track", target: 3 } }]);
    await put("2026-12", { ...SAME, towns: { liuhe: { target: null } } });
    expect([(await statuses()).liuhe, (await statuses("2026-12")).liuhe]).toEqual(["2/3 on_track", "0/2 on_track"]);
    await put("2026-11", { ...SAME, towns: { liuhe: { target: null } } });
  });

  test("is exempt for one month: the reason is public, the note is for administrators only", async () => {
    const before = (await anyone(site).api("GET", "/quota")).json;
    await put("2026-11", { ...SAME, towns: { fuqiao: { exempt: true, reason: "协会换届", note: "会长住院，勿外传" } } });
    const after = (await anyone(site).api("GET", "/quota")).json;
    expect([before.onDuty, after.onDuty]).toEqual([3, 2]);
    expect(after.towns.find(({ slug }: { slug: string }) => slug === "fuqiao")).toMatchObject({ status: "exempt", exemption: "协会换届" });
    expect((await statuses("2026-12")).fuqiao).toBe("0/2 on_track");
    const everywhere = await Promise.all(["/quota", "/towns/fuqiao/quota", "/towns/fuqiao"].map(async (path) => (await anyone(site).get(path)).text));
    expect(everywhere[0]!.includes("协会换届")).toBe(true);
    expect([...everywhere, JSON.stringify(after)].filter((text) => text.includes("勿外传"))).toEqual([]);
    expect((await administrator.api("GET", "/quota/policies")).json.exemptions).toMatchObject([{ slug: "fuqiao", note: "会长住院，勿外传" }]);
    await put("2026-11", { ...SAME, towns: { fuqiao: { exempt: false } } });
    expect((await statuses()).fuqiao).toBe("0/2 on_track");
    const trail = await db.auditEntry.findMany({ where: { action: { startsWith: "exemption." } } });
    expect(trail.map(({ action }) => action)).toEqual(["exemption.set", "exemption.withdrawn"]);
    expect(JSON.stringify(trail)).not.toContain("勿外传");
  });
});

test.each(["resident", "association", "responder", "moderator"] as const)("a %s neither reads nor changes policies", async (role) => {
  const someone = await visitor(site, role, ["association", "responder"].includes(role) ? "shaxi" : undefined);
  const answers = [
    await someone.api("GET", "/quota/policies"),
    await someone.api("PUT", "/quota/policies/2026-12", SAME),
    await someone.api("PUT", "/quota/policies/2026-12?dryRun=true", SAME),
    await someone.api("POST", "/quota/2026-10/close"),
    await someone.api("POST", "/quota/2026-10/corrections", { town: "liuhe", credited: 9, reason: "我说了算" }),
    await someone.api("POST", "/quota/2026-10/reopening", { reason: "我说了算" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
});
