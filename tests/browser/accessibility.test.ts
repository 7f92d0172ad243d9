import { beforeAll, describe, expect, test } from "vitest";
import { presentMonth } from "../../server/calendar/present-month.ts";
import { now } from "../../server/core/clock.ts";
import { transact } from "../../server/data/client.ts";
import { notify } from "../../server/notifications/notify.ts";
import { makeTown, opens, replies } from "../cast.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { expectAccessible } from "./axe.ts";
import { hasBrowser, type Look, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
const people: Record<"nobody" | "resident" | "association" | "approver" | "moderator" | "administrator", Visitor | null> = {
  nobody: null,
  resident: null,
  association: null,
  approver: null,
  moderator: null,
  administrator: null,
};
let threadId: number;
let postId: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  people.resident = await visitor(site, "resident");
  people.association = await visitor(site, "association", "liuhe");
  people.moderator = await visitor(site, "moderator");
  people.administrator = await visitor(site, "administrator");
  await people.administrator.api("PUT", `/quota/policies/${presentMonth()}`, {
    target: 2,
    kinds: ["ACTIVITY", "HOT_TOPIC"],
    towns: { shaxi: { target: 3, exempt: true, reason: "协会换届", note: "备注" } },
  });
  await people.administrator.api("POST", "/quota/2026-01/close");
  await people.administrator.api("POST", "/quota/2026-01/corrections", { town: "liuhe", credited: 1, reason: "停机时提交" });
  await people.administrator.form("/admin/quota/2026-01/bulletin", {
    title: "一月通报",
    body: "内容\n\n| 镇 | 数 |\n| --- | --- |\n| 浏河 | 1 |",
    version: "0",
  });
  const resident = people.resident.member!;
  const association = people.association.member!;
  ({ id: threadId } = await opens(resident, "liuhe", "QUESTION", "周末可以打预防针吗？", "请问**周末**可以吗？\n\n- 一\n- 二\n\n> 引用\n\n`代码`"));
  ({ id: postId } = await replies(association, threadId, "周六上午可以。"));
  const answer = await replies(resident, threadId, "谢谢", postId);
  await people.moderator.api("DELETE", `/posts/${postId}`);
  await people.resident.api("PATCH", `/posts/${answer.id}`, { body: "多谢" });
  await opens(association, "liuhe", "ACTIVITY", "家庭保健知识讲座", "活动内容".repeat(30));
  await opens(association, "liuhe", "HOT_TOPIC", "太短的话题", "太短");
  ({ id: postId } = await replies(resident, threadId, "还有问题"));
  await people.association.api("POST", "/recipients", { name: "分管副镇长", email: "mayor@example.com", locale: "zh-CN" });
  const notice = { kind: "boardStale", args: { town: "浏河镇", count: 15 }, path: "/towns/liuhe", key: "stale" };
  await transact((tx, after) => notify(tx, after, [association.id], notice));
  const letter = { to: { accountId: association.id }, kind: "boardStale", args: { town: "浏河镇", count: 15 }, path: "/" };
  await transact((tx) => tx.outboxItem.create({ data: { channel: "mail", key: "given up", payload: JSON.stringify(letter), ...givenUp() } }));
});

const givenUp = () => ({ createdAt: now(), notBefore: now(), failedAt: now(), attempts: 8, error: "550 no such user" });

let draftId: number;
let waitingId: number;
beforeAll(async () => {
  const liuhe = people.association!;
  await liuhe.api("POST", "/desk/templates", { office: "liuhe", name: "预约", body: "{{asker}}您好，请到{{office}}预约。" });
  await liuhe.api("POST", "/campaign-days", { day: "11-28", name: "镇协会日" });
  const draft = { kind: "ACTIVITY", title: "江堤健步走", body: "**集合**\n\n- 南门", activity: { startsAt: "2026-12-05T09:00", place: "公园" } };
  await people.administrator!.form("/admin/departments", { name: "交通运输局", slug: "jiaotong" });
  draftId = (await liuhe.api("POST", "/drafts", draft)).json.id;
  await liuhe.api("POST", "/templates", { name: "健步走", draftId });
  const approver = await visitor(site, "responder", "liuhe");
  const members = [{ role: "editor", username: approver.member.username }];
  await people.administrator!.api("PUT", "/towns/liuhe/approvals", { steps: ["editor"], members });
  people.approver = approver;
  await liuhe.api("POST", `/drafts/${draftId}/publication`, {});
  await people.administrator!.api("PUT", "/offices/liuhe/sign-off", { signers: [{ username: approver.member.username, step: 1 }] });
  const asked = await people.resident!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯不亮", body: "桥头路灯不亮。" });
  waitingId = asked.json.id;
  await liuhe.api("POST", `/threads/${waitingId}/answer`, { body: "电缆已更换，**昨晚**恢复照明。" });
});

const paths = (): [keyof typeof people, string][] => [
  ["nobody", "/"],
  ["nobody", "/towns/liuhe"],
  ["nobody", "/towns/shaxi?kind=OPINION"],
  ["nobody", "/threads?order=unanswered"],
  ["nobody", `/threads/${threadId}`],
  ["nobody", `/threads/${threadId}?order=newest`],
  ["nobody", "/quota"],
  ["nobody", "/threads?kind=QUESTION&stage=waiting"],
  ["nobody", "/knowledge"],
  ["nobody", `/threads/${threadId}/due`],
  ["nobody", "/questions"],
  ["nobody", "/questions/list"],
  ["nobody", "/towns/liuhe/quota"],
  ["nobody", "/quota/2026-11/report"],
  ["nobody", "/quota/year/2026/report"],
  ["nobody", "/towns/liuhe/quota/report?year=2026"],
  ["nobody", `/quota/${presentMonth()}/threads?counts=no`],
  ["nobody", "/sign-in"],
  ["nobody", "/sign-up"],
  ["nobody", "/no/such/page"],
  ["nobody", "/invitations/expired"],
  ["resident", "/threads/new"],
  ["resident", "/threads/new?kind=QUESTION&town=liuhe"],
  ["resident", `/threads/${threadId}?quote=${postId}`],
  ["resident", `/threads/${threadId}/edit`],
  ["resident", `/posts/${postId}/edit`],
  ["resident", `/posts/${postId}/remove`],
  ["resident", `/threads/${threadId}/history`],
  ["resident", "/account"],
  ["resident", "/me/questions"],
  ["association", "/threads/new?kind=ACTIVITY"],
  ["association", "/threads/3"],
  ["association", "/me/notifications"],
  ["association", "/me/recipients"],
  ["association", "/account/mail"],
  ["association", "/towns/liuhe/quota"],
  ["association", "/planner"],
  ["association", "/planner?month=2026-09"],
  ["association", `/planner/drafts/${draftId}`],
  ["association", `/planner/templates/new?draftId=${draftId}`],
  ["association", "/desk"],
  ["association", `/desk/answer?thread=${threadId}&thread=999999`],
  ["association", "/desk/answer"],
  ["association", "/desk/file"],
  ["association", "/desk/templates"],
  ["association", "/desk/templates/new"],
  ["association", `/threads/${threadId}/feedback/answer`],
  ["association", `/threads/${waitingId}/feedback/sign-off`],
  ["approver", `/threads/${waitingId}/feedback/sign-off`],
  ["approver", "/planner/approvals"],
  ["approver", `/planner/drafts/${draftId}`],
  ["administrator", "/admin/towns/liuhe/approvals"],
  ["moderator", `/threads/${threadId}`],
  ["moderator", `/threads/${threadId}/move`],
  ["moderator", `/threads/${threadId}/remove`],
  ["moderator", "/threads/3/grant"],
  ["administrator", "/admin"],
  ["administrator", "/admin/quota"],
  ["administrator", "/admin/quota/gaming"],
  ["administrator", "/admin/inspection"],
  ["administrator", "/admin/settings"],
  ["administrator", "/admin/towns"],
  ["administrator", "/admin/towns/liuhe/edit"],
  ["administrator", "/admin/accounts"],
  ["administrator", `/admin/accounts/${people.approver!.member!.id}/edit`],
  ["administrator", "/admin/departments/jiaotong/edit"],
  ["administrator", "/admin/quota/policies"],
  ["administrator", "/admin/quota/targets"],
  ["administrator", "/admin/quota/exemptions"],
  ["administrator", "/admin/quota/months"],
  ["administrator", "/admin/quota/2026-01/correction"],
  ["administrator", "/admin/quota/2026-01/reopening"],
  ["administrator", "/admin/quota/2026-02/close"],
  ["administrator", "/admin/quota/2026-01/bulletin"],
  ["administrator", "/admin/quota/2026-01/bulletin/print"],
  ["nobody", "/quota/2026-01"],
  ["administrator", "/admin/mail"],
  ["administrator", "/admin/audit?action=all"],
  ["administrator", "/admin/calendar?year=2026&date=2026-10-10"],
  ["administrator", "/admin/calendar/import"],
  ["administrator", "/admin/offices"],
  ["administrator", "/admin/offices/liuhe/sign-off"],
  ["administrator", "/admin/overdue"],
];

/** What most people see; in the other looks these stand for the rest, which share their parts. */
const MAIN = new Set(["/", "/towns/liuhe", "/quota", "/sign-up", "/threads/new?kind=ACTIVITY", "/planner"]);
/** A slow machine that does other things besides. */
const PATIENCE = { timeout: 180_000 };

describe.runIf(hasBrowser)("axe finds nothing", () => {
  /** Asks axe about pages of one person in one look, and that none is wider than its window. */
  async function look(who: keyof typeof people, wanted: string[], settings: Look): Promise<void> {
    const page = await browser.open(people[who], "/healthz", settings);
    for (const path of wanted) {
      await page.goto(path);
      await expectAccessible(page, `as ${who}`);
    }
    await page.context().close();
    expect(browser.errors).toEqual([]);
  }
  const pathsOf = (who: string) => paths().flatMap(([whose, path]) => (whose === who ? [path] : []));

  test.each(Object.keys(people) as (keyof typeof people)[])("on any page of: %s", PATIENCE, async (who) => {
    expect(pathsOf(who).length).toBeGreaterThan(0); // premise
    await look(who, pathsOf(who), { width: 1280 });
  });
  for (const [name, settings] of [
    ["on a phone, dark", { width: 375, dark: true }],
    ["for elders, on a phone", { width: 375, elder: true }],
  ] as const) {
    test(`on the main pages ${name}`, PATIENCE, async () => {
      for (const who of Object.keys(people) as (keyof typeof people)[]) {
        await look(
          who,
          pathsOf(who).filter((path) => MAIN.has(path) || path === `/threads/${threadId}`),
          settings,
        );
      }
    });
  }

  test("on a form that came back with what was typed and what is wrong", async () => {
    const page = await browser.open(people.resident, "/threads/new?kind=QUESTION&town=liuhe", { javaScriptEnabled: false });
    await page.locator("[name=title]").fill("   ");
    await page.locator("[name=body]").fill("没有标题");
    await page.locator("main form[data-new-thread] .button-main").click();
    expect(await page.locator("[name=body]").inputValue()).toBe("没有标题");
    expect(await page.locator("[name=title]").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator('[role="alert"]').textContent()).toContain("请填写");
  });
});
