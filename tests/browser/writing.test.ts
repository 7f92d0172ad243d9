import { beforeAll, describe, expect, test } from "vitest";
import { makeTown, opens, replies } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let resident: Visitor;
let neighbour: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  neighbour = await visitor(site, "resident");
});

const thread = async () => (await opens(resident.member!, "liuhe", "QUESTION", "图书馆几点关门？", "请问晚上几点关门？")).id;
const countOf = async (id: number) => (await resident.api("GET", `/threads/${id}`)).json.replyCount;

describe.runIf(hasBrowser)("someone who writes", () => {
  test("keeps a draft over a closed tab, and loses it once it is sent", async () => {
    const id = await thread();
    const page = await browser.open(resident, `/threads/${id}`);
    await page.locator("#reply [name=body]").fill("还没写完的回复");
    await until("the draft to be kept", () => page.evaluate(() => Object.values(localStorage).some((value) => String(value).includes("还没写完的回复"))));
    await page.reload();
    expect(await page.locator("#reply [name=body]").inputValue()).toBe("还没写完的回复");
    await page.locator("#reply button:not([type=button])").last().click();
    await page.locator("#posts article", { hasText: "还没写完的回复" }).waitFor();
    await page.reload();
    expect(await page.locator("#reply [name=body]").inputValue()).toBe("");
  });

  test("loses nothing with a lost session: the text comes back, with a way to sign in", async () => {
    const id = await thread();
    const page = await browser.open(resident, `/threads/${id}`);
    await page.locator("#reply [name=body]").fill("会话已经没有了");
    await page.context().clearCookies();
    await page.locator("#reply button:not([type=button])").last().click();
    await page.waitForURL(/posts$/);
    expect(await page.locator("#reply [name=body]").inputValue()).toBe("会话已经没有了");
    expect(await page.locator("main a[href*='/sign-in']").count()).toBeGreaterThan(0);
    expect(await countOf(id)).toBe(0);
  });

  test("makes one post with two presses", async () => {
    const id = await thread();
    const page = await browser.open(resident, `/threads/${id}`, { javaScriptEnabled: false });
    await page.locator("#reply [name=body]").fill("按了两次");
    await page.locator("#reply button:not([type=button])").last().dblclick();
    await page.waitForLoadState();
    await until("the reply", async () => (await countOf(id)) > 0);
    expect(await countOf(id)).toBe(1);
  });

  test("is told when someone replied meanwhile, and sends with the second press", async () => {
    const id = await thread();
    const page = await browser.open(resident, `/threads/${id}`);
    await until("the page to listen", () => site.listening(`thread:${id}`) > 0);
    await page.locator("#reply [name=body]").fill("我的回复");
    await replies(neighbour.member!, id, "邻居先说了");
    await until("the reply to arrive", async () => (await page.locator("#show-new").isVisible()) || (await page.locator("#posts article").count()) > 0);
    const send = page.locator("#reply button:not([type=button])").last();
    await send.click();
    await page.locator("[data-warn-replied]").waitFor({ state: "visible" });
    expect(await countOf(id)).toBe(1);
    await send.click();
    await until("the second reply", async () => (await countOf(id)) === 2);
  });

  test("never sends with Enter, composing or not, but with Ctrl and Enter", async () => {
    const id = await thread();
    const page = await browser.open(resident, `/threads/${id}`);
    const body = page.locator("#reply [name=body]");
    await body.fill("拼音");
    await body.press("Enter");
    await body.dispatchEvent("keydown", { key: "Enter", ctrlKey: true, isComposing: true, keyCode: 229 });
    expect(await countOf(id)).toBe(0);
    await body.press("Control+Enter");
    await until("the reply", async () => (await countOf(id)) === 1);
  });

  test("sees how the text will look, and how much is too much", async () => {
    const page = await browser.open(resident, "/threads/new?kind=QUESTION&town=liuhe");
    await page.locator("[name=body]").fill("**要紧**");
    await page.locator("[data-preview-toggle]").click();
    await page.locator("[data-preview-area] strong", { hasText: "要紧" }).waitFor();
    await page.locator("[name=title]").fill("长".repeat(130));
    await page.locator("[name=body]").focus();
    await until("the complaint", async () => /超出/.test((await page.locator("main").textContent()) ?? ""));
  });
});
