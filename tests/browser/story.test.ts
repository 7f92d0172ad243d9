import { beforeAll, describe, expect, test } from "vitest";
import { presentMonth } from "../../server/calendar/present-month.ts";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
const ACTIVITY =
  "本周六上午九点，在镇文化活动中心举办家庭保健知识讲座，由社区卫生服务中心的医生主讲，内容包括冬季常见疾病的预防、合理用药和日常锻炼，讲座后有现场咨询，欢迎各村和企业的会员带着家人一起参加，座位有限，请提前到协会办公室登记。".repeat(
    2,
  );
let association: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  association = await visitor(site, "association", "liuhe");
  await visitor(site, "administrator");
});

describe.runIf(hasBrowser)("the section, in a browser", () => {
  test("sign up, ask, someone replies, the asker sees it live", async () => {
    const asker = await browser.open(null, "/sign-up?returnTo=/threads/new?town=liuhe%26kind=QUESTION");
    await asker.getByLabel("用户名").fill("shaxi-xiaozhou");
    await asker.getByLabel("显示名").fill("沙溪居民小周");
    await asker.getByLabel("密码", { exact: false }).first().fill("a-long-enough-one");
    await asker.locator("main form button:not([type=button])").last().click();
    await asker.waitForURL(/threads\/new/);
    await asker.locator("[name=title]").fill("周末可以打预防针吗？");
    await asker.locator("[name=body]").fill("请问 **周末** 可以吗？");
    await asker.locator("main form[data-new-thread] .button-main").click();
    await asker.waitForURL(/threads\/\d+$/);
    const thread = new URL(asker.url()).pathname;

    const other = await browser.open(association, thread);
    await other.locator("#reply [name=body]").fill("周六上午八点到十一点半可以。");
    await other.locator("#reply button:not([type=button])").last().click();

    const reply = asker.locator("#posts article", { hasText: "周六上午八点到十一点半可以" });
    await reply.waitFor(); // without a reload
    expect(await reply.locator("[data-act=edit]").isVisible()).toBe(false);
    const own = other.locator("#posts article", { hasText: "周六上午八点" });
    await own.waitFor();
    expect(await own.count()).toBe(1); // by fetch and by event, shown once
    expect(await own.locator("[data-act=edit]").isVisible()).toBe(true);
    expect(await other.locator("#reply [name=body]").inputValue()).toBe("");
    expect(browser.errors).toEqual([]);
  });

  test("an association publishes, the counter moves live on the quota page", async () => {
    const reader = await browser.open(null, "/quota");
    const credited = reader.locator('[data-town="liuhe"] [data-credited]').first();
    expect(await credited.textContent()).toContain("0");
    await until("the page to listen", () => site.listening(`quota:${presentMonth()}`) > 0);

    const publisher = await browser.open(association, "/threads/new?kind=ACTIVITY");
    expect(await publisher.locator("main").textContent()).toMatch(/本月第 1 条有效帖/);
    await publisher.locator("[name=title]").fill("家庭保健知识讲座");
    await publisher.locator("[name=body]").fill(ACTIVITY);
    await publisher.locator("main form[data-new-thread] .button-main").click();
    await publisher.waitForURL(/threads\/\d+$/);

    await reader.waitForFunction(() => document.querySelector('[data-town="liuhe"] [data-credited]')?.textContent?.includes("1"));
    expect(browser.errors).toEqual([]);
  });

  test("the same without JavaScript", async () => {
    const page = await browser.open(association, "/threads/new?kind=QUESTION&town=shaxi", { javaScriptEnabled: false });
    await page.locator("[name=title]").fill("没有脚本也能用");
    await page.locator("[name=body]").fill("请问可以吗？");
    await page.locator("main form[data-new-thread] .button-main").click();
    expect(page.url()).toMatch(/threads\/\d+$/);
    await page.locator("#reply [name=body]").fill("可以。");
    await page.locator("#reply button:not([type=button])").last().click();
    await page.locator("#posts article", { hasText: "可以。" }).locator("[data-act=quote]").click();
    expect(await page.locator("#reply [name=body]").inputValue()).toContain("> 可以。");
    await page.locator("#reply [name=body]").fill("> 可以。\n\n谢谢");
    await page.locator("#reply button:not([type=button])").last().click();
    const answer = page.locator("#posts article.depth-1");
    expect(await answer.textContent()).toContain("谢谢");
    await answer.locator("[data-act=remove]").click();
    await page.locator("main form[method=post] button").last().click();
    expect(await page.locator("#posts article.depth-1").count()).toBe(0);
    await page.locator(".notice form button").click(); // undo
    expect(await page.locator("#posts article.depth-1").count()).toBe(1);
  });
});
