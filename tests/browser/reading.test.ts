import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown, opens, replies } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let resident: Visitor;
let neighbour: Visitor;
let moderator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  neighbour = await visitor(site, "resident");
  moderator = await visitor(site, "moderator");
});

async function thread(replyCount: number): Promise<{ id: number; posts: number[] }> {
  const { id } = await opens(resident.member!, "liuhe", "OPINION", "垃圾分类的时间", "建议晚上也开放。");
  const posts: number[] = [];
  for (let index = 1; index <= replyCount; index++) posts.push((await replies(neighbour.member!, id, `第 ${index} 条意见。`)).id);
  return { id, posts };
}

const reading = (id: number, readers = 1) => until("the page to listen", () => site.listening(`thread:${id}`) >= readers);
const post = (page: Page, text: string) => page.locator("#posts article", { hasText: text });

describe.runIf(hasBrowser)("someone who reads a thread", () => {
  test("sees edits and removals without a reload, and what stands in the box is not touched", async () => {
    const { id, posts } = await thread(3);
    const page = await browser.open(resident, `/threads/${id}`);
    await reading(id);
    await page.locator("#reply [name=body]").fill("我正在写");
    await neighbour.api("PATCH", `/posts/${posts[0]}`, { body: "第一条，改过了。" });
    await post(page, "第一条，改过了。").waitFor();
    await moderator.api("DELETE", `/posts/${posts[1]}`);
    await post(page, "第 2 条意见。").waitFor({ state: "detached" });
    expect(await page.locator("#reply [name=body]").inputValue()).toBe("我正在写");
    expect(browser.errors).toEqual([]);
  });

  test("is not moved by replies that arrive above, but told of them and shown them on demand", async () => {
    const { id, posts } = await thread(25);
    const page = await browser.open(resident, `/threads/${id}`);
    await reading(id);
    await post(page, "第 20 条意见。").scrollIntoViewIfNeeded();
    const before = await post(page, "第 20 条意见。").boundingBox();
    await replies(neighbour.member!, id, "上面的一条回复", posts[0]);
    const marker = page.locator("#show-new");
    await marker.waitFor({ state: "visible" });
    expect(await marker.textContent()).toContain("1");
    expect((await post(page, "第 20 条意见。").boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    await marker.click();
    const reply = post(page, "上面的一条回复");
    await reply.waitFor();
    expect(await reply.getAttribute("data-depth")).toBe("1");
    expect(await reply.evaluate((element) => element.previousElementSibling?.getAttribute("data-seq"))).toBe("1");
  });

  test("collapses a branch and opens it again", async () => {
    const { id, posts } = await thread(2);
    await replies(resident.member!, id, "枝上的回复", posts[0]);
    const page = await browser.open(null, `/threads/${id}`);
    const toggle = page.locator(`#post-${posts[0]} .branch-toggle`);
    await toggle.click();
    expect(await post(page, "枝上的回复").isVisible()).toBe(false);
    expect(await toggle.getAttribute("aria-expanded")).toBe("false");
    await toggle.click();
    expect(await post(page, "枝上的回复").isVisible()).toBe(true);
  });

  test("moves through replies with j and k, and answers one with r", async () => {
    const { id } = await thread(3);
    const page = await browser.open(resident, `/threads/${id}`);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-seq"));
    await page.locator("h1").click();
    for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
    const seq = await focused();
    expect(seq).not.toBeNull();
    await page.keyboard.press("r");
    await until("the reply box to have the focus", () => page.evaluate(() => document.activeElement?.getAttribute("name") === "body"));
    if (seq !== "0") expect(await page.locator("#reply [name=parentId]").inputValue()).not.toBe("");
  });

  test("is told when the whole thread is removed, and a list loses its row", async () => {
    const { id } = await thread(1);
    const page = await browser.open(resident, `/threads/${id}`);
    const list = await browser.open(null, "/threads?kind=OPINION&order=new");
    await reading(id);
    await until("the list to listen", () => site.listening("board:*") > 0);
    await page.locator("#reply [name=body]").fill("来不及了");
    await moderator.api("DELETE", `/threads/${id}`);
    await page.locator("[data-thread-removed]").waitFor();
    expect(await page.locator("#reply [name=body]").inputValue()).toBe("来不及了");
    await list.locator(`.thread-row[data-thread="${id}"]`).waitFor({ state: "detached" });
  });
});
