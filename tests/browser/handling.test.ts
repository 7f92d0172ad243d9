import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { until, visitor } from "../visitor.ts";
import { expectAccessible } from "./axe.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
type Known = Awaited<ReturnType<typeof visitor>>;
let [asker, clerk, colleague]: Known[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  asker = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  colleague = await visitor(site, "association", "liuhe");
});

const ask = async (): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯不亮", body: "桥头路灯三天不亮了。" })).json.id;
const nameOf = (who: Known | undefined) => who!.member.displayName;
const working = (who: Known | undefined, step: string) => said("clientOfDesk.handlingAt", { name: nameOf(who), step: said(`desk.step.${step}.title`) });
const looking = (who: Known | undefined) => said("clientOfDesk.handlingLooks", { name: nameOf(who) });
const colleagues = (page: Page, line: string) => page.locator("[data-handling]", { hasText: line });
const news = (page: Page) => page.locator("[data-handling-news]");
const body = (page: Page) => page.locator("form[data-step-form] [name=body]");
const openAnew = (page: Page) => page.getByRole("button", { name: said("clientOfDesk.handlingOpenAnew") }).click();

describe.runIf(hasBrowser)("two clerks on one question", () => {
  test("see each other; when one saves the draft the other is told, overwrites nothing, loses nothing and gets on", async () => {
    const id = await ask();
    const first = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    const second = await browser.open(colleague!, `/threads/${id}/feedback/answer`, { width: 375 });
    await colleagues(first, working(colleague, "answer")).waitFor();
    await colleagues(second, working(clerk, "answer")).waitFor();
    expect(await first.locator("[data-handling]").textContent()).not.toContain(nameOf(clerk));

    await body(second).fill("我写的答复：下周修好，电话 53601234。");
    await body(first).fill("同事的草稿：周五修好。");
    await first.getByRole("button", { name: said("desk.saveDraft") }).click();
    await news(second)
      .getByText(said("clientOfDesk.handlingDraft", { name: nameOf(clerk) }))
      .waitFor();
    expect(await news(first).textContent()).toBe("");
    await expectAccessible(second);

    await second.getByRole("button", { name: said("desk.saveDraft") }).click(); // over the notice: refused
    await second.locator("[data-error-summary]").waitFor();
    expect((await clerk!.get(`/threads/${id}/feedback/answer`)).text).toContain("同事的草稿：周五修好。");
    expect(await body(second).inputValue()).toContain("我写的答复");

    await second.getByRole("button", { name: said("desk.saveDraft") }).click(); // having seen it
    await second.getByText(said("notice.answerDraftSaved")).waitFor();
    await news(first)
      .getByText(said("clientOfDesk.handlingDraft", { name: nameOf(colleague) }))
      .waitFor();
  });

  test("the one who was told opens the page anew: with what was typed, the other's draft beside it, and the versions that now count", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    await until("the page to listen", () => site.listening(`handling:${id}`) === 1);
    await body(page).fill("周五前修好，电话 53601234。");
    await colleague!.form(`/threads/${id}/feedback/draft`, { body: "同事的草稿", draftVersion: "0" });
    await colleague!.form(`/threads/${id}/feedback/notes`, { body: "电缆被挖断" });
    await colleague!.api("POST", `/threads/${id}/progress`, { body: "已派人查看。" });
    for (const key of ["handlingDraft", "handlingNote", "handlingStep"])
      await news(page)
        .getByText(said(`clientOfDesk.${key}`, { name: nameOf(colleague) }))
        .waitFor();
    await openAnew(page);
    await page.getByText("电缆被挖断").waitFor();
    await page.getByText("同事的草稿").waitFor();
    await page.getByText(said("desk.meanwhile")).waitFor();
    expect(await page.locator("[data-error-summary]").count()).toBe(0);
    expect(await body(page).inputValue()).toBe("周五前修好，电话 53601234。");
    await page.getByRole("button", { name: said("desk.sendAfterAll") }).click();
    await page.waitForURL(/threads\/\d+$/);
    expect((await asker!.api("GET", `/threads/${id}`)).json.feedback.state).toBe("answered");
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("step-answer")))).toEqual([]);
  });

  test("who has typed nothing yet gets the colleague's draft to go on with", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    await until("the page to listen", () => site.listening(`handling:${id}`) === 1);
    await colleague!.form(`/threads/${id}/feedback/draft`, { body: "同事的草稿：周五修好。", draftVersion: "0" });
    await openAnew(page);
    await until("the draft", async () => (await body(page).inputValue()) === "同事的草稿：周五修好。");
    expect(await news(page).textContent()).toBe("");
  });

  test("on the thread's page a colleague is named too, also after its parts were renewed; the asker sees no name", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}`, { width: 375 });
    const asking = await browser.open(asker!, `/threads/${id}`);
    const other = await browser.open(colleague!, `/threads/${id}/feedback/progress`);
    await colleagues(page, working(colleague, "progress")).waitFor();
    await colleagues(other, looking(clerk)).waitFor();
    await expectAccessible(page);
    await body(other).fill("已派人查看。");
    await other.locator("form[data-step-form] .button-main").click();
    await colleagues(page, looking(colleague)).waitFor(); // came back to the thread
    await page.locator('[data-event="progress"]').waitFor();
    expect(await page.locator("[data-handling]").count()).toBe(1);
    await other.close();
    await until("the name to go", async () => (await page.locator("[data-handling]").textContent()) === "");
    expect(await asking.locator("[data-handling]").count()).toBe(0);
    await asking.locator('[data-event="progress"]').waitFor();
    expect(await asking.locator("main").textContent()).not.toContain(nameOf(colleague));
  });

  test("the menu of what else can be done closes as before after the page renewed it, and its new times are told like the others", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}`);
    await until("the page to listen", () => site.listening(`thread:${id}`) === 1);
    await colleague!.api("POST", `/threads/${id}/progress`, { body: "已派人查看。" });
    const step = page.locator('[data-feedback-part="progress"] [data-event="progress"]');
    await step.waitFor();
    expect(await step.locator("time").textContent()).toBe(said("client.justNow"));
    const menu = page.locator(".handling details[data-menu]");
    const summary = menu.locator("summary");
    const isOpen = () => menu.evaluate((each: HTMLDetailsElement) => each.open);
    const open = async () => {
      await summary.click();
      expect(await isOpen()).toBe(true);
    };
    await open();
    await page.keyboard.press("Escape");
    expect([await isOpen(), await summary.evaluate((each) => each === document.activeElement)]).toEqual([false, true]);
    await open();
    await page.locator("h1").click();
    expect(await isOpen()).toBe(false);
    await open();
    await menu.locator("a").last().focus();
    expect(await isOpen()).toBe(true);
    await page.keyboard.press("Tab");
    expect(await isOpen()).toBe(false);
  });

  test("are named on the desk while they work on it, and no more when they have gone", async () => {
    const id = await ask();
    const desk = await browser.open(colleague!, "/desk", { width: 375 });
    const row = desk.locator(`[data-desk-row="${id}"] [data-colleagues]`);
    await until("the desk to listen", () => site.listening(`desk:${id}`) === 1);
    const page = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    await row.getByText(said("clientOfDesk.handlingBy", { names: nameOf(clerk) })).waitFor();
    await expectAccessible(desk);
    await desk.reload();
    await row.getByText(said("clientOfDesk.handlingBy", { names: nameOf(clerk) })).waitFor();
    await page.close();
    await row.waitFor({ state: "hidden" });
  });

  test("a note that was sent does not stand in its field again", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    await page.locator("#note-body").fill("电缆被挖断");
    await until("it to be kept on the device", () => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(":note-"))));
    await page.getByRole("button", { name: said("desk.notes.submit") }).click();
    await page.locator("#notes li", { hasText: "电缆被挖断" }).waitFor();
    expect(await page.locator("#note-body").inputValue()).toBe("");
  });

  test("is told when the question is no longer theirs, and keeps what was typed", async () => {
    await makeTown("shaxi", "沙溪镇");
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    await until("the page to listen", () => site.listening(`handling:${id}`) === 1);
    await body(page).fill("我写了很久的答复。");
    await colleague!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇办理" });
    await news(page).getByText(said("clientOfDesk.handlingOut")).waitFor();
    expect(await body(page).inputValue()).toBe("我写了很久的答复。");
  });
});

describe.runIf(hasBrowser)("a clerk's own progress update", () => {
  test("keeps its buttons on the open page after every live change, and a colleague's has none", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}`);
    const other = await browser.open(colleague!, `/threads/${id}`);
    await until("the pages to listen", () => site.listening(`thread:${id}`) === 2);
    await clerk!.api("POST", `/threads/${id}/progress`, { body: "已派人查看。" });
    const post = (window: Page) => window.locator("#posts [data-answers=progress]");
    for (const window of [page, other]) await post(window).getByText("已派人查看。").waitFor();
    const edit = (window: Page) => post(window).locator('[data-act="edit"]');
    await edit(page).waitFor({ state: "visible" }); // came live
    const postId = await post(page).getAttribute("data-post");
    await clerk!.api("PATCH", `/posts/${postId}`, { body: "已派人查看，明天更换。" });
    for (const window of [page, other]) await post(window).getByText("明天更换").waitFor();
    expect([await edit(page).isVisible(), await edit(other).isVisible()]).toEqual([true, false]);
    await page.reload();
    await until("the page to listen", () => site.listening(`thread:${id}`) === 2);
    await clerk!.api("PATCH", `/posts/${postId}`, { body: "已派人查看，后天更换。" });
    await post(page).getByText("后天更换").waitFor();
    expect(await edit(page).isVisible()).toBe(true); // shown by the page, renewed live
    expect(await page.evaluate((name) => document.documentElement.outerHTML.split("<main")[1]!.includes(name), clerk!.member.username)).toBe(false);
  });

  test("sees no script fail", () => expect(browser.errors).toEqual([]));

  test("a note takes nothing of the answer that is being written with it, and is not offered again", async () => {
    const id = await ask();
    const page = await browser.open(clerk!, `/threads/${id}/feedback/answer`);
    await body(page).fill("已联系供电所。");
    await page.getByRole("button", { name: said("desk.saveDraft") }).click();
    await page.getByText(said("notice.answerDraftSaved")).waitFor();
    await body(page).fill("已联系供电所，12月5日前修好。"); // typed on, not saved
    const note = page.getByLabel(said("desk.notes.label"));
    await note.fill("供电所的电话是总机转");
    await page.getByRole("button", { name: said("desk.notes.submit") }).click();
    await page.getByText("供电所的电话是总机转").first().waitFor();
    expect(await note.inputValue()).toBe("");
    expect(await body(page).inputValue()).toBe("已联系供电所，12月5日前修好。");
    await page.getByRole("button", { name: said("client.draftDiscard") }).click(); // back to what was saved
    expect(await body(page).inputValue()).toBe("已联系供电所。");
  });
});
