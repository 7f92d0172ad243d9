import { beforeAll, describe, expect, test } from "vitest";
import { makeTown, opens, variedText } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let association: Visitor;
let earlier: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  association = await visitor(site, "association", "liuhe");
  earlier = (await opens(association.member!, "liuhe", "ACTIVITY", "腊八施粥", variedText(1, 200))).id;
});

const AGAIN = `${variedText(1, 200)}请早到`;

describe.runIf(hasBrowser)("an association that writes", () => {
  test("is told while typing that it repeats itself, and that it counts once the text is another one", async () => {
    const page = await browser.open(association, "/threads/new?kind=ACTIVITY&town=liuhe");
    const told = page.locator("[data-forecast-live]");
    await page.locator("[name=title]").fill("腊八施粥");
    await page.locator("[name=body]").fill(AGAIN);
    await told.getByText(said("forecast.duplicate")).waitFor();
    expect(await told.locator(`a[href$="/threads/${earlier}"]`).count()).toBe(1);
    await page.locator("[name=body]").fill(variedText(2, 200));
    await told.locator("[data-forecast].will-count").waitFor();
    await page.locator("[name=body]").fill("太短");
    await told.getByText(said("forecast.tooShort", { min: 100, missing: 98, withPicture: 50 })).waitFor();
    expect(browser.errors).toEqual([]);
  });

  test("is asked before it is published, loses nothing typed and publishes anyway, without scripts too", async () => {
    const page = await browser.open(association, "/threads/new?kind=ACTIVITY&town=liuhe", { javaScriptEnabled: false });
    await page.locator("[name=title]").fill("腊八施粥");
    await page.locator("[name=body]").fill(AGAIN);
    await page.locator(".writing-buttons .button-main").click();
    await page.locator(".told").getByText(said("errors.wouldNotCount")).waitFor();
    expect([await page.locator("[name=title]").inputValue(), await page.locator("[name=body]").inputValue()]).toEqual(["腊八施粥", AGAIN]);
    await page.locator("[name=confirmed]").click();
    await page.waitForURL(/threads\/\d+$/);
    await page.locator(".counting").getByText(said("thread.whyNot.duplicate")).waitFor();
  });
});
