import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { expectAccessible } from "./axe.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let asker: Visitor;
let other: Visitor;
let liuhe: Visitor;
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  other = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  const administrator = await visitor(site, "administrator");
  await administrator.api("POST", "/assignment-rules", { name: RULE, position: 1, kind: "QUESTION", office: "liuhe" });
});
const RULE = "咨询由所在镇承办";

/** The office's clerk finds the question on the desk, leaves a note to the colleagues and answers. */
async function answers(desk: Page, title: string, text: string): Promise<void> {
  await desk.goto(`${site.origin}/desk`);
  await desk.getByRole("link", { name: title }).click();
  await desk.getByRole("link", { name: said("desk.step.answer.title") }).click();
  await desk.getByLabel(said("desk.notes.label")).fill(`内部：已问过码头（${text.slice(0, 4)}）`);
  await desk.getByRole("button", { name: said("desk.notes.submit") }).click();
  await desk.getByText(`内部：已问过码头（${text.slice(0, 4)}）`).waitFor();
  await desk.locator("[name=body]").first().fill(text);
  await submit(desk);
  const anyway = desk.locator('[name="anyway"]');
  if (await anyway.isVisible()) await anyway.click(); // the other round's answer is like it
  await desk.waitForURL(/threads\/\d+$/);
}

const submit = (page: Page) => page.locator("main form.writing button.button-main").click();
const ANSWERS = ["周末末班船为十八点三十分，遇大风停航，请看码头公告。", "法定节假日末班船延长到二十点整，票价不变。"];

describe.runIf(hasBrowser)("a question, in a browser", () => {
  for (const [how, javaScriptEnabled, width] of [
    ["with scripts", true, 1280],
    ["without JavaScript, on a phone", false, 375],
  ] as const) {
    test(`is asked, answered, rated, reopened, answered again and kept for the next one, ${how}`, { timeout: 180_000 }, async () => {
      const title = `${javaScriptEnabled ? "渡口" : "码头"}末班船是几点`;
      const page = await browser.open(asker, "/threads/new?kind=QUESTION&town=liuhe", { javaScriptEnabled, width });
      await page.locator("[name=title]").fill(title);
      await page.locator("[name=body]").fill("周末从江南回来，怕赶不上船。");
      if (javaScriptEnabled) await expectAccessible(page);
      await submit(page);
      const anyway = page.locator('[name="similarSeen"]:is(button)');
      if (await anyway.isVisible().catch(() => false)) await anyway.click(); // the other round's question is like it
      await page.waitForURL(/threads\/\d+$/);
      const thread = new URL(page.url()).pathname;
      const id = thread.split("/").at(-1);
      await page.getByText(said("feedback.event.assigned", { office: "浏河镇" })).waitFor();
      await page.getByText(RULE).first().waitFor(); // assigned by a rule, which is named

      const desk = await browser.open(liuhe, "/desk", { javaScriptEnabled, width });
      await answers(desk, title, ANSWERS[0] + how);
      await page.goto(site.origin + thread);
      await page.getByText(ANSWERS[0]!).first().waitFor();
      expect(await page.getByText("内部：").count()).toBe(0); // notes are between colleagues
      await page.getByRole("link", { name: said("asker.step.rating.title") }).click();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByLabel(said("asker.solved.not_solved")).check();
      await page.getByLabel(said("asker.score.2")).check();
      await submit(page);
      await page.locator("#field-comment-error").waitFor(); // asked why, and nothing is lost
      expect(await page.getByLabel(said("asker.score.2")).isChecked()).toBe(true);
      await page.locator("[name=comment]").fill("没有说节假日");
      await submit(page);
      await page.getByText(said("asker.outOfFive", { score: 2 })).waitFor();

      await page.getByRole("link", { name: said("asker.step.reopen.title") }).click();
      await page.locator("[name=reason]").fill("节假日的末班船几点？");
      await submit(page);
      await page.getByText("节假日的末班船几点？").first().waitFor();
      await answers(desk, title, ANSWERS[1] + how);
      await page.goto(`${site.origin}/me/questions`);
      if (javaScriptEnabled) await expectAccessible(page);
      await page
        .locator(`[data-thread="${id}"]`)
        .getByRole("link", { name: said("asker.step.rating.title") })
        .click();
      await page.getByLabel(said("asker.solved.solved"), { exact: true }).check();
      await page.getByLabel(said("asker.score.5")).check();
      await submit(page);
      await page.getByText(said("asker.outOfFive", { score: 5 })).waitFor();

      const office = desk;
      await office.goto(site.origin + thread);
      await office.getByRole("link", { name: said("knowledge.add") }).click();
      if (javaScriptEnabled) await expectAccessible(office);
      await submit(office);
      await office.waitForURL(/knowledge\/\d+$/);
      if (javaScriptEnabled) await expectAccessible(office);
      const entry = new URL(office.url()).pathname;

      const next = await browser.open(other, "/threads/new?kind=QUESTION&town=liuhe", { javaScriptEnabled, width });
      await next.locator("[name=title]").fill(`请问${title}`);
      if (!javaScriptEnabled) {
        await next.locator("[name=body]").fill("想坐末班船。");
        await submit(next);
      }
      const suggested = next.locator(`[data-suggest-list] a[href="${entry}"]`);
      await suggested.waitFor();
      if (javaScriptEnabled) {
        expect(await next.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name)).toBe("title"); // the focus stays
        await expectAccessible(next);
      } else expect(await next.locator("[name=body]").inputValue()).toContain("想坐末班船。");
      await next.goto(site.origin + thread);
      await next.getByRole("button", { name: said("support.say") }).click();
      await next.getByText(said("support.count", { count: 1 })).waitFor();
      if (javaScriptEnabled) {
        await expectAccessible(next);
        await next.goto(`${site.origin}/knowledge?q=${encodeURIComponent("末班船")}`);
        await expectAccessible(next);
      }
    });
  }
});
