import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown, opens } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
const PHONE = { width: 375 };
let resident: Visitor;
let clerk: Visitor;
let id: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  ({ id } = await opens(resident.member!, "liuhe", "QUESTION", "请问镇上的老年食堂周日和节假日几点开门，要不要提前预约", "请问几点开门？".repeat(30)));
  await clerk.form(`/threads/${id}/feedback/notes`, { body: "先打电话问一下" });
});

/** The texts of those elements of which a part stands outside the window. */
const cutOff = (page: Page, selector: string): Promise<string[]> =>
  page
    .locator(selector)
    .evaluateAll((all) =>
      all.filter((each) => each.getBoundingClientRect().left < 0 || each.getBoundingClientRect().right > innerWidth).map((each) => each.textContent ?? ""),
    );

const topOf = async (page: Page, selector: string): Promise<number> => (await page.locator(selector).first().boundingBox())!.y;

describe.runIf(hasBrowser)("on a phone", () => {
  test.each(["/", "/questions", "/desk", "/threads?kind=QUESTION"])("%s shows every way and every choice without scrolling sideways", async (path) => {
    const page = await browser.open(clerk, path, PHONE);
    expect(await page.locator(".site-nav a").count()).toBeGreaterThan(7); // premise
    expect(await cutOff(page, ".site-nav a, .tabs a, .orders a")).toEqual([]);
  });

  test("whoever answers reads the question first, and finds every step", async () => {
    const page = await browser.open(clerk, `/threads/${id}/feedback/answer`, PHONE);
    const steps = await page.locator(".tabs a").allTextContents();
    for (const step of ["return", "decline"]) expect(steps).toContain(said(`desk.step.${step}.title`)); // premise
    expect(await cutOff(page, ".tabs a")).toEqual([]);
    expect(await topOf(page, ".asked")).toBeLessThan(await topOf(page, "form.writing"));
    await page.locator(".asked summary").click(); // read: out of the way
    expect(await page.locator(".asked-text").isVisible()).toBe(false);
  });

  test("a breadcrumb breaks inside its words, not before a lonely dot", async () => {
    const page = await browser.open(clerk, `/threads/${id}/feedback/answer`, PHONE);
    const [first, second] = [page.locator(".crumbs a").first(), page.locator(".crumbs a").nth(1)];
    const firstLineOf = (link: typeof first) => link.evaluate((each) => each.getClientRects()[0]!.top);
    expect(await second.evaluate((each) => each.getClientRects().length)).toBeGreaterThan(1); // premise: it is too long for one line
    expect(await firstLineOf(second)).toBe(await firstLineOf(first));
  });

  test("lists keep their marks inside their box, and a date its line", async () => {
    const due = await browser.open(clerk, `/threads/${id}/due`, PHONE);
    const paddings = (page: Page, selector: string) =>
      page.locator(selector).evaluateAll((all) => all.map((each) => Number.parseFloat(getComputedStyle(each).paddingInlineStart)));
    for (const padding of await paddings(due, ".narrow > ul")) expect(padding).toBeGreaterThan(15);
    const lines = await due.locator("th.date").evaluateAll((all) =>
      all.map((each) => {
        const range = document.createRange();
        range.selectNodeContents(each.firstChild!);
        return range.getClientRects().length;
      }),
    );
    expect(lines.length).toBeGreaterThan(3); // premise
    expect(new Set(lines)).toEqual(new Set([1]));
    const answer = await browser.open(clerk, `/threads/${id}/feedback/answer`, PHONE);
    const [notes] = await paddings(answer, ".notes ol");
    expect(notes).toBeGreaterThan(15);
  });
});

describe.runIf(hasBrowser)("at a desk", () => {
  test("the question stands beside the form", async () => {
    const page = await browser.open(clerk, `/threads/${id}/feedback/answer`);
    const [asked, form] = [await page.locator(".asked").boundingBox(), await page.locator(".handle-form").boundingBox()];
    expect(asked!.x).toBeGreaterThan(form!.x + form!.width);
    expect(Math.abs(asked!.y - form!.y)).toBeLessThan(2);
  });

  test("the keyboard help lists the keys of the page: questions on the desk, replies in a thread", async () => {
    const keysOn = async (path: string) => {
      const page = await browser.open(clerk, path);
      await page.keyboard.press("?");
      await page.locator(".help-keys").waitFor();
      return page.locator(".help-keys kbd").allTextContents();
    };
    expect(await keysOn("/desk")).toEqual(["j", "k", "x", "Enter", "?"]);
    expect(await keysOn(`/threads/${id}`)).toEqual(["j", "k", "r", "?"]);
    expect(await keysOn("/quota")).toEqual(["?"]);
  });

  test("a private question's writer is told who will read the number; nobody else is spoken of", async () => {
    const page = await browser.open(resident, "/threads/new?kind=QUESTION&town=liuhe");
    await page.locator("[name=body]").fill("请打13812345678，我带路。");
    await page.locator("[data-personal]", { hasText: "138****5678" }).waitFor();
    await page.locator('[name=private][value="1"]').check();
    await page.locator("[data-personal]", { hasText: said("personal.whoPrivate") }).waitFor();
    expect(await page.locator("[data-personal]").textContent()).not.toContain("138****5678");
  });

  test("sees no script fail", () => expect(browser.errors).toEqual([]));
});
