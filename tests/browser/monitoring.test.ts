import { beforeAll, describe, expect, test } from "vitest";
import { makeMember, makeTown, opens } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { expectNoWider } from "./axe.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let administrator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  administrator = await visitor(site, "administrator");
});

const TEXT =
  "周日下午两点，镇老年活动室举办智能手机学习班，教大家怎么挂号、缴费和与家人视频通话，由三名大学生志愿者一对一辅导，请带上自己的手机和老花镜，名额三十人，先到先得，结束后还有小组练习和纸质讲义，不会用手机报名的可以直接到活动室登记，也可以请家里人代为登记。";

describe.runIf(hasBrowser)("the monitoring page", () => {
  test("is sorted by a head, filtered by a form, and keeps both in its address", async () => {
    const page = await browser.open(administrator, "/admin/quota");
    const towns = () => page.locator("tbody tr[data-town]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.town));
    expect(await towns()).toEqual(["liuhe", "shaxi"]);
    await page.locator("thead a.sort").first().click();
    expect(await page.locator("th[aria-sort=ascending]").count()).toBe(1);
    await page.locator("thead a.sort").first().click();
    expect(await page.locator("th[aria-sort=descending]").count()).toBe(1);
    expect(await towns()).toEqual(["shaxi", "liuhe"]);
    await page.locator("[name=q]").fill("浏");
    await page.locator(".overview-filter button").click();
    expect(await towns()).toEqual(["liuhe"]);
    expect(page.url()).toMatch(/sort=-town/);
    await page.context().close();
  });

  test("counts live, and fits a phone without scrolling the page sideways", async () => {
    const page = await browser.open(administrator, "/admin/quota", { width: 375 });
    const month = await page.locator("[data-month]").first().getAttribute("data-month");
    await until("the page to listen", () => site.listening(`quota:${month}`) > 0);
    const association = await makeMember({ username: "liuhe-xiehui", displayName: "浏河", role: "association", town: "liuhe", password: "a-long-enough-one" });
    await opens(association, "liuhe", "ACTIVITY", "智能手机学习班", TEXT);
    const credited = page.locator('tr[data-town="liuhe"] [data-credited]');
    await until("the new count", async () => (await credited.textContent()) === "1");
    await expectNoWider(page);
    await page.context().close();
    expect(browser.errors).toEqual([]);
  });
});
