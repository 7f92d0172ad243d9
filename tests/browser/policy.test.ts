import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { monthOf, monthsAfter } from "../../server/calendar/month.ts";
import { now } from "../../server/core/clock.ts";
import { makeTown, variedText } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
const present = monthOf(now(), "Asia/Shanghai");
const last = monthsAfter(present, -1);
let administrator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", last);
  await makeTown("shaxi", "沙溪镇", last);
  administrator = await visitor(site, "administrator");
  const liuhe = await visitor(site, "association", "liuhe");
  await liuhe.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: variedText(1, 8), body: variedText(2) });
});

/** From the administrators' own page to the policy's preview, and back to the form when `edits`. */
async function previews(page: Page): Promise<void> {
  await page.getByRole("link", { name: /任务规定/ }).click();
  await page.getByLabel("每月任务（条）").fill("1");
  await page.getByRole("button", { name: "预览影响" }).click();
  await page.getByRole("heading", { name: "保存前请确认" }).waitFor();
}

describe.runIf(hasBrowser).each([true, false])("an administrator, with scripts: %s,", (javaScriptEnabled) => {
  test("sees what a policy would change, goes back, and saves it", async () => {
    const page = await browser.open(administrator, "/admin", { javaScriptEnabled });
    await previews(page);
    const change = page.getByRole("row", { name: /浏河镇/ });
    if (javaScriptEnabled) expect(await change.textContent()).toMatch(/1\/2.*1\/1.*达标/s);
    await page.getByRole("button", { name: "返回修改" }).click();
    expect(await page.getByLabel("每月任务（条）").inputValue()).toBe("1");
    await page.getByRole("button", { name: "预览影响" }).click();
    await page.getByRole("button", { name: "确认保存" }).click();
    await page.getByText("已保存。").waitFor();
    expect((await anyone(site).api("GET", "/quota")).json.towns[0]).toMatchObject({ slug: "liuhe", target: 1, status: "met" });
  });

  test("closes last month, corrects it and opens it again, each after a page that asks", async () => {
    const page = await browser.open(administrator, "/admin/quota/months", { javaScriptEnabled });
    const row = page.locator(`tr[data-month="${last}"]`);
    await row.getByRole("link", { name: /^月结/ }).click();
    await page.getByRole("button", { name: "现在月结" }).click();
    expect(await row.getAttribute("data-state")).toBe("closed");
    await row.getByRole("link", { name: /更正/ }).click();
    await page.getByLabel("镇（区）").selectOption("shaxi");
    await page.getByLabel("有效帖").fill("2");
    await page.getByLabel("原因").fill("停机时提交的两条");
    await page.getByRole("button", { name: "加注更正" }).click();
    const reader = await browser.open(null, `/quota/${last}`, { javaScriptEnabled });
    expect(await reader.locator("main").textContent()).toMatch(/已月结|月结，数字已固定/);
    expect(await reader.locator(".corrections").textContent()).toContain("停机时提交的两条");
    await row.getByRole("link", { name: /重新打开/ }).click();
    await page.getByLabel("原因").fill("核对后再结");
    await page.getByRole("button", { name: "重新打开" }).click();
    expect(await row.getAttribute("data-state")).toBe("reopened");
    expect(browser.errors).toEqual([]);
  });
});
