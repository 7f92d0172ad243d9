import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { expectAccessible, expectNoWider } from "./axe.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let asker: Visitor;
let liuhe: Visitor;
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
});

const ask = async (title: string): Promise<number> =>
  (await asker.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: "请问何时恢复？" })).json.id;
const answersTo = async (id: number): Promise<string[]> => {
  const { items } = (await liuhe.api("GET", `/threads/${id}/posts`)).json;
  return items.filter(({ answers }: { answers: string | null }) => answers === "answer").map(({ body }: { body: string }) => body);
};
const tick = (page: Page, title: string) => page.getByLabel(said("several.chooseNamed", { title }));
const open = (page: Page) => page.getByRole("button", { name: said("several.open") }).click();

describe.runIf(hasBrowser)("several questions, in a browser", () => {
  for (const [how, javaScriptEnabled, width] of [
    ["with scripts", true, 1280],
    ["with scripts, on a phone", true, 375],
    ["without JavaScript, on a phone", false, 375],
  ] as const) {
    test(`are ticked on the desk, answered with one text, and each has its own, ${how}`, { timeout: 120_000 }, async () => {
      const titles = [`停水：${how}`, `停气：${how}`, `停电：${how}`];
      const ids = [await ask(titles[0]!), await ask(titles[1]!), await ask(titles[2]!)];
      const page = await browser.open(liuhe, "/desk", { javaScriptEnabled, width });
      if (javaScriptEnabled) await expectAccessible(page);
      else await expectNoWider(page);
      await open(page);
      await page.getByText(said(javaScriptEnabled ? "clientOfDesk.chooseFirst" : "several.none")).waitFor();
      if (!javaScriptEnabled) await page.goto(`${site.origin}/desk`);
      await tick(page, titles[0]!).check();
      await tick(page, titles[2]!).check();
      await open(page);
      await page.waitForURL(/\/desk\/answer\?thread=\d+&thread=\d+$/);
      if (javaScriptEnabled) await expectAccessible(page);
      await page.locator("[name=body]").fill("“{{title}}”已查明，将于12月2日十八时恢复，联系电话53601234。");
      await page.getByRole("button", { name: said("several.preview") }).click();
      await page.locator(`[data-preview-of="${ids[0]}"]`).getByText(`“${titles[0]}”已查明`).waitFor();
      if (javaScriptEnabled) {
        await page.locator("[name=body]").fill("“{{title}}”已修好，将于12月2日十八时恢复，联系电话53601234。");
        await page.locator(`[data-preview-of="${ids[2]}"]`).getByText(`“${titles[2]}”已修好`).waitFor(); // while writing
        await expectAccessible(page);
      } else await expectNoWider(page);
      await page.getByRole("button", { name: said("several.submit") }).click();
      await page.getByText(said("notice.severalAnswered", { count: 2 })).waitFor();
      for (const at of [0, 2]) expect((await answersTo(ids[at]!)).join().replaceAll("\\", "")).toContain(titles[at]);
      expect(await answersTo(ids[1]!)).toEqual([]);
      await liuhe.api("POST", `/threads/${ids[1]}/answer`, { body: "已于11月20日恢复供气，电话53601234。" });
    });
  }

  test("are ticked with x and all at once, at most as many as can be answered", { timeout: 120_000 }, async () => {
    for (let at = 0; at < 22; at++) await ask(`按键第${at}件`);
    const page = await browser.open(liuhe, "/desk");
    const ticked = () => page.locator('[name="thread"]:checked').count();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText(said("clientOfDesk.chosen", { count: 1 })).waitFor();
    expect(await tick(page, "按键第1件").isChecked()).toBe(true);
    await page.keyboard.press("x");
    expect(await ticked()).toBe(0);
    await page.getByLabel(said("several.all", { max: 20 })).check();
    expect(await ticked()).toBe(20);
    await tick(page, "按键第21件").check();
    await open(page);
    await page.getByText(said("clientOfDesk.chosenTooMany", { count: 21, max: 20 })).waitFor();
    expect(new URL(page.url()).pathname).toBe("/desk"); // still there, with the ticks
  });

  test("that a colleague answered meanwhile are told, and what was typed is still there; then the text is forgotten", { timeout: 120_000 }, async () => {
    const ids = [await ask("同时办理一"), await ask("同时办理二")];
    const page = await browser.open(liuhe, `/desk/answer?thread=${ids[0]}&thread=${ids[1]}`);
    await page.locator("[name=body]").fill("两件事都将于12月5日前完成，电话53608888。");
    await liuhe.api("POST", `/threads/${ids[1]}/progress`, { body: "正在核实。" });
    await page.getByRole("button", { name: said("several.submit") }).click();
    await page.getByText(said("several.done", { count: 1 })).waitFor();
    expect(await page.locator("[name=body]").inputValue()).toContain("两件事都将于12月5日前完成");
    await expectAccessible(page);
    await page.getByRole("button", { name: said("several.submit") }).click();
    await page.getByText(said("notice.severalAnswered", { count: 2 })).waitFor();
    const next = await ask("下一件");
    await page.goto(`${site.origin}/desk/answer?thread=${next}`);
    expect(await page.locator("[name=body]").inputValue()).toBe("");
    expect(browser.errors).toEqual([]);
  });

  test("a placeholder is put where the cursor is, by a button that says what it is; in a single answer it is what it stands for", {
    timeout: 120_000,
  }, async () => {
    const id = await ask("码头灯不亮");
    const place = (page: Page, key: string) => page.getByRole("button", { name: said(`templates.placeholder.${key}`) }).click();
    const form = await browser.open(liuhe, "/desk/templates/new", { width: 375 });
    const body = form.locator("[name=body]");
    await body.fill("您好，");
    await place(form, "asker");
    expect(await body.inputValue()).toBe("您好，{{asker}}");
    await body.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(0, 3));
    await place(form, "office");
    expect(await body.inputValue()).toBe("{{office}}{{asker}}");
    expect(await body.evaluate((field) => field === document.activeElement)).toBe(true);
    await expectAccessible(form);
    const answer = await browser.open(liuhe, `/threads/${id}/feedback/answer`, { width: 375 });
    await place(answer, "title");
    expect(await answer.locator("form[data-step-form] [name=body]").inputValue()).toBe("码头灯不亮");
    await expectAccessible(answer);
    const plain = await browser.open(liuhe, `/threads/${id}/feedback/answer`, { javaScriptEnabled: false, width: 375 });
    await plain.getByText(said("templates.placeholder.title")).waitFor();
    await expectNoWider(plain);
  });
});
