import { beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { publishDue } from "../../server/planning/publish-due.ts";
import { makeTown } from "../cast.ts";
import { text } from "../planning/writing.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let writer: Visitor;
let leader: Visitor;
let administrator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  [writer, leader, administrator] = [
    await visitor(site, "association", "liuhe"),
    await visitor(site, "responder", "liuhe"),
    await visitor(site, "administrator"),
  ];
});

describe.runIf(hasBrowser)("an association plans ahead", () => {
  test("keeps a draft, goes on with it later, schedules it; it appears at its time", async () => {
    const page = await browser.open(writer, "/planner");
    await page.getByRole("link", { name: "写一条" }).click();
    await page.locator("[name=title]").fill("写到一半的活动");
    await page.getByRole("button", { name: "存为草稿" }).click(); // no text yet
    await page.waitForURL(/planner\/drafts\/\d+$/);
    expect(await page.locator("main").textContent()).toContain("还没有写正文");
    await page.getByRole("link", { name: "编辑" }).click();
    await page.locator("[name=body]").fill(text());
    await page.getByRole("button", { name: "保存草稿" }).click();
    await page.waitForURL(/planner\/drafts\/\d+$/);
    expect(await page.locator("main").textContent()).toMatch(/本月第 1 条有效帖/);
    await page.locator("summary", { hasText: "定时发布" }).click();
    await page.locator("[name=publishAt]").fill("2099-01-05T09:00");
    await page.getByRole("button", { name: "定时发布" }).click();
    await page.getByText("已安排定时发布").waitFor();
    await page.goto("/planner");
    expect(await page.locator("main").textContent()).toContain("写到一半的活动");
    await page.goto("/threads/new?kind=ACTIVITY");
    expect(await page.locator("[name=title]").inputValue()).toBe(""); // what was kept is no longer in the browser
    const restore = setClock(() => new Date("2099-01-05T01:00:00Z"));
    expect(await publishDue()).toBe(1);
    restore();
    const reader = await browser.open(null, "/towns/liuhe");
    await reader.getByRole("link", { name: "写到一半的活动" }).waitFor();
    expect(browser.errors).toEqual([]);
  });

  test("sends what its leader approves, all of it without JavaScript", async () => {
    const admin = await browser.open(administrator, "/admin/towns/liuhe/approvals", { javaScriptEnabled: false });
    await admin.locator("[name='step.leader']").check();
    await admin.locator(`[name="member.leader.${leader.member!.username}"]`).selectOption("holder");
    await admin.getByRole("button", { name: "保存审批设置" }).click();
    expect(await admin.locator("[name='step.leader']").isChecked()).toBe(true);

    const page = await browser.open(writer, "/threads/new?kind=HOT_TOPIC", { javaScriptEnabled: false, width: 375 });
    await page.locator("[name=title]").fill("要领导看过的讨论");
    await page.locator("[name=body]").fill(text());
    await page.getByRole("button", { name: "送审", exact: true }).click();
    expect(page.url()).toMatch(/planner\/drafts\/\d+$/);
    expect(await page.locator("main").textContent()).toContain("审批中");
    const reader = await browser.open(null, "/towns/liuhe");
    expect(await reader.locator("main").textContent()).not.toContain("要领导看过的讨论");

    const approver = await browser.open(leader, "/planner/approvals", { javaScriptEnabled: false });
    await approver.getByRole("link", { name: "要领导看过的讨论" }).click();
    await approver.getByRole("button", { name: "退回修改" }).click(); // without a reason
    expect(await approver.locator('[role="alert"]').textContent()).toContain("请填写");
    await approver.locator("[name=remark]").fill("很好");
    await approver.getByRole("button", { name: "通过", exact: true }).click();
    expect(approver.url()).toMatch(/threads\/\d+$/);
    await reader.reload();
    expect(await reader.locator("main").textContent()).toContain("要领导看过的讨论");
    await page.reload();
    expect(await page.locator("main").textContent()).toContain("很好");
  });
});
