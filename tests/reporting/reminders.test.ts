import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { setClock } from "../../server/core/clock.ts";
import { db, transact } from "../../server/data/client.ts";
import { sendDigest } from "../../server/reporting/reminders/send-digest.ts";
import { sendReminders } from "../../server/reporting/reminders/send-reminders.ts";
import { makeTown, opens } from "../cast.ts";
import { hasAddress, linksIn, mailsOf } from "../notifications/post-office.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";

const site = useSite({ PUBLIC_URL: "https://minyi.example.gov.cn" });
type Someone = Awaited<ReturnType<typeof visitor>>;
let liuhe: Someone;
let second: Someone;
let shaxi: Someone;
let administrator: Someone;
let at = new Date("2026-11-02T01:00:00Z");
let restore = () => {};
const goes = (to: string) => {
  at = new Date(`${to}:00+08:00`);
};

beforeAll(async () => {
  restore = setClock(() => at);
  await makeTown("liuhe", "浏河镇", "2026-10");
  await makeTown("shaxi", "沙溪镇", "2026-10");
  await makeTown("fuqiao", "浮桥镇", "2026-12"); // not yet on duty
  await makeTown("chengxiang", "城厢镇", "2026-10"); // nobody there yet
  liuhe = await visitor(site, "association", "liuhe");
  second = await visitor(site, "association", "liuhe");
  shaxi = await visitor(site, "association", "shaxi");
  administrator = await visitor(site, "administrator");
  await visitor(site, "association", "fuqiao");
  await hasAddress(liuhe.member.id, "liuhe@example.com", "zh-CN");
  await hasAddress(second.member.id, "second@example.com", "en");
  await hasAddress(administrator.member.id, "admin@example.com", "zh-CN");
  await liuhe.api("POST", "/recipients", { name: "分管副镇长", email: "mayor@example.com", locale: "zh-TW" });
  const exempt = { month: "2026-11", reason: "汛期", note: "", changedAt: at };
  const gone = await makeTown("shuangfeng", "双凤镇", "2026-10");
  await visitor(site, "association", "shuangfeng");
  await transact((tx) => tx.exemption.create({ data: { ...exempt, townId: gone.id } }));
});
afterAll(() => restore());

const publishes = (author: Member, title: string, body: string) =>
  opens(author, author.username === shaxi.member.username ? "shaxi" : "liuhe", "ACTIVITY", title, body);
const LECTURE =
  "本周六上午九点在镇文化活动中心二楼会议室举办家庭急救知识讲座，请到市人民医院急诊科的医生主讲，内容包括心肺复苏、海姆立克急救法和常见外伤的包扎处理。现场准备了模拟人供大家动手练习，凡是参加的居民都可以领取一份家庭急救手册。请提前十分钟到场，座位有限，先到先得。";
const FAIR =
  "为方便待业青年和返乡人员就近找工作，协会将于下周三在人民广场举办秋季招聘会，届时有三十多家本地企业带着两百多个岗位前来，涉及纺织、电子、物流、餐饮等行业。请求职者带好身份证和简历；现场设有政策咨询台，可以了解创业贷款和技能培训补贴的申请办法。";
/** Weeks pass here, and sessions end: signs in again. */
const back = async (who: Someone): Promise<Someone> => {
  await who.signIn(who.member.username);
  return who;
};
const toldTo = async (who: Someone): Promise<string[][]> => {
  const { items } = (await (await back(who)).api("GET", "/notifications")).json;
  return items.map(({ sentences }: { sentences: string[] }) => sentences);
};
const subjects = async (to: string) => (await mailsOf(site, to)).map(({ subject }) => subject);

describe("in November 2026 a town", () => {
  test("is left alone until the first office hour of the 10th", async () => {
    for (const time of ["2026-11-09T10:00", "2026-11-10T08:59"]) {
      goes(time);
      expect(await sendReminders()).toEqual([]);
    }
    expect(await toldTo(liuhe)).toEqual([]);
  });

  test("with nothing credited is told then, in one message that says what is missing, how long is left and of its empty board", async () => {
    goes("2026-11-10T09:00");
    const sent = (await Promise.all([sendReminders(), sendReminders()])).flat(); // two processes at once
    expect(sent).toHaveLength(2); // 浏河 and 沙溪: the others are exempt, not on duty, or have nobody
    expect(await sendReminders()).toEqual([]);
    const words = { town: "浏河镇", month: "2026年11月", count: 2, credited: 0, target: 2 };
    const message = [
      said("notification.quotaShort", words),
      said("notification.quotaTime", { count: 21, workingDays: 15 }),
      said("notification.boardEmpty", { town: "浏河镇" }),
    ];
    expect(await toldTo(liuhe)).toEqual([message]);
    expect(await toldTo(administrator)).toEqual([]);
  });

  test("gets it by e-mail too, each reader in their language, with a link that opens the form of a new activity", async () => {
    const [mail] = await mailsOf(site, "liuhe@example.com");
    expect(mail!.subject).toBe("浏河镇2026年11月还差 2 条有效帖（已计入 0/2）");
    expect(linksIn(mail!)[0]).toBe("/threads/new?town=liuhe&kind=ACTIVITY");
    const html = partsOf(String(mail!.html)).filter(({ tag }) => tag === "a");
    expect(html[0]).toMatchObject({ text: said("mailAction.quotaShort"), is: { href: "https://minyi.example.gov.cn/threads/new?town=liuhe&kind=ACTIVITY" } });
    expect(mail!.text).toContain(said("notification.boardEmpty", { town: "浏河镇" }));
    expect(await subjects("second@example.com")).toEqual(["浏河镇 is 2 credited threads short in November 2026 (0 of 2)"]);
    expect(await subjects("mayor@example.com")).toContain("浏河镇2026年11月還差 2 條有效帖（已計入 0/2）");
    const form = await (await back(liuhe)).get(linksIn(mail!)[0]!);
    expect([form.status, form.text.includes("浏河镇")]).toEqual([200, true]);
  });

  test("is not told again by a clock that is set back, nor by a restart", async () => {
    for (const time of ["2026-11-10T09:00", "2026-11-09T10:00", "2026-11-11T10:00"]) {
      goes(time);
      expect(await sendReminders()).toEqual([]);
    }
  });

  test("that has one of two is told on the next worked day from the 20th on; one that met its duty is not", async () => {
    goes("2026-11-16T08:30");
    await publishes(liuhe.member, "家庭急救知识讲座", LECTURE);
    await publishes(shaxi.member, "秋季招聘会", FAIR);
    await publishes(shaxi.member, "家庭急救知识讲座", LECTURE);
    goes("2026-11-20T09:00");
    expect(await sendReminders()).toEqual([expect.stringMatching(/:2026-11:short$/)]);
    expect((await toldTo(liuhe))[0]![0]).toBe(said("notification.quotaShort", { town: "浏河镇", month: "2026年11月", count: 1, credited: 1, target: 2 }));
    expect(await toldTo(shaxi)).toHaveLength(1);
  });

  test("gets the last reminder three working days before the end, bundled with its board that will soon be stale", async () => {
    goes("2026-11-26T09:00");
    const keys = await sendReminders();
    expect(keys.map((key) => key.split(":")[2]).sort()).toEqual(["2026-11", "stale_soon", "stale_soon"]); // 沙溪's board too, alone
    const [message] = await toldTo(liuhe);
    expect(message).toEqual([
      said("notification.quotaLast", { town: "浏河镇", month: "2026年11月", count: 1, credited: 1, target: 2 }),
      said("notification.quotaTime", { count: 5, workingDays: 3 }),
      said("notification.boardStaleSoon", { town: "浏河镇", count: 10 }),
    ]);
  });

  test("whose administrators are told the next working day, once and by name", async () => {
    goes("2026-11-27T09:00");
    await Promise.all([sendReminders(), sendReminders()]);
    await sendReminders();
    const told = await toldTo(administrator);
    expect(told.map(([first]) => first)).toEqual([said("notification.townsShort", { month: "2026年11月", count: 2, towns: "浏河镇 · 城厢镇" })]);
    expect(await subjects("admin@example.com")).toEqual(["2026年11月还有 2 个镇（区）没有完成任务：浏河镇 · 城厢镇"]);
  });

  test("hears nothing more once it met its duty, nor in the next month of this one", async () => {
    goes("2026-11-27T11:00");
    await publishes(liuhe.member, "秋季招聘会", FAIR);
    for (const time of ["2026-11-30T09:00", "2026-12-01T09:00"]) {
      goes(time);
      expect(await sendReminders()).toEqual(time.startsWith("2026-12") ? [] : expect.not.arrayContaining([expect.stringContaining("2026-11:")]));
    }
  });
});

describe("the list of what was sent", () => {
  test("stands on the town's page for its association and administrators, with the day; nobody else sees it", async () => {
    const path = "/towns/liuhe/quota";
    for (const who of [liuhe, administrator]) {
      const { text } = await (await back(who)).get(path);
      for (const stage of ["none", "short", "last", "stale_soon"]) expect(text).toContain(said(`reminder.stage.${stage}`));
    }
    for (const who of [await back(shaxi), await visitor(site, "moderator"), anyone(site)])
      expect((await who.get(path)).text).not.toContain(said("reminder.title"));
    expect((await liuhe.api("GET", "/quota/liuhe/reminders?from=2026-11&to=2026-12")).json.items.at(-1)).toMatchObject({
      month: "2026-11",
      stage: "none",
      sentAt: "2026-11-10T01:00:00.000Z",
    });
    expect((await shaxi.api("GET", "/quota/liuhe/reminders")).status).toBe(403);
  });
});

test("a machine that loses power anywhere on the way sends every reminder all the same, and each once", async () => {
  goes("2026-12-10T10:00");
  const before = [(await toldTo(liuhe)).length, (await subjects("liuhe@example.com")).length];
  let crashes = 0;
  for (let calls = 1; ; calls++) {
    let left = calls;
    const mend = setClock(() => {
      if (left-- === 0) throw new Error("power cut");
      return at;
    });
    const outcome = await sendReminders().catch(() => null);
    mend();
    restore = setClock(() => at);
    if (outcome === null) crashes++;
    else if (left > 0) break;
  }
  expect(crashes).toBeGreaterThan(5); // premise
  expect(await sendReminders()).toEqual([]);
  expect([(await toldTo(liuhe)).length - before[0]!, (await subjects("liuhe@example.com")).length - before[1]!]).toEqual([1, 1]);
  expect(await db.reminder.count({ where: { month: "2026-12", stage: "none" } })).toBe(4); // 浮桥 is on duty now, 双凤 no longer exempt
});

describe("the administrators' digest", () => {
  test("comes with the first office hour of Monday, once, and says how the towns stand, what is stale, to be closed and waiting", async () => {
    const resident = await visitor(site, "resident");
    await opens(resident.member, "liuhe", "QUESTION", "图书馆几点关门？", "请问周末晚上几点关门？");
    const givenUp = { channel: "mail", key: "given up", payload: "{}", createdAt: at, notBefore: at, attempts: 8, failedAt: at };
    await transact((tx) => tx.outboxItem.create({ data: givenUp }));
    goes("2026-12-14T08:59");
    await sendDigest(); // of the week before, if any
    goes("2026-12-14T09:00");
    const sent = await Promise.all([sendDigest(), sendDigest()]);
    expect(sent.filter(Boolean)).toEqual(["2026-12-14"]);
    expect(await sendDigest()).toBeNull();
    const [digest] = await toldTo(administrator);
    expect(digest![0]).toBe(said("notification.digest", { month: "2026年12月", met: 0, onDuty: 5, short: 5, atRisk: 0 }));
    expect(digest!.join("\n")).toContain(said("notification.digestWaiting", { count: 1 }));
    expect(digest!.join("\n")).toContain(said("notification.digestMail", { count: 1 }));
    expect(digest!.join("\n")).toContain(said("notification.digestMonths", { months: "2026-10 · 2026-11" }));
    expect(digest!.join("\n")).toMatch(/长期未更新/);
    expect((await toldTo(liuhe)).flat().join()).not.toContain("每周概况");
    goes("2026-12-21T09:10");
    expect(await sendDigest()).toBe("2026-12-21");
  });
});
