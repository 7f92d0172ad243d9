import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "../../server/data/client.ts";
import { notify } from "../../server/notifications/notify.ts";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let association: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  association = await visitor(site, "association", "liuhe");
});

const tell = (key: string) =>
  transact((tx, after) =>
    notify(tx, after, [association.member!.id], { kind: "boardEmpty", args: { town: "浏河镇" }, path: "/threads/new?town=liuhe&kind=ACTIVITY", key }),
  );

describe.runIf(hasBrowser)("someone who is told something", () => {
  test("sees the number appear while reading, finds it on the page, and loses it by opening the notice", async () => {
    const page = await browser.open(association, "/towns/liuhe");
    const badge = page.locator("summary [data-unread]");
    expect(await badge.isVisible()).toBe(false);
    await until("the page to listen", () => site.listening(`account:${association.member!.id}`) > 0);
    await tell("live");
    await badge.waitFor({ state: "visible" });
    expect(await badge.textContent()).toBe("1");
    expect(await page.locator("summary[data-unread-label]").getAttribute("aria-label")).toContain("1 条未读通知");

    await page.locator("summary[data-unread-label]").click();
    await page.locator(".menu-panel a", { hasText: "通知" }).click();
    await page.locator(".notice-row.is-unread .notice-open").click();
    await page.waitForURL(/\/threads\/new\?town=liuhe&kind=ACTIVITY/);
    expect(await page.locator("summary [data-unread]").isVisible()).toBe(false);
    expect(browser.errors).toEqual([]);
  });

  test("marks all as read, and another open window forgets the number too", async () => {
    await tell("one");
    await tell("two");
    const other = await browser.open(association, "/");
    await until("the window to listen", () => site.listening(`account:${association.member!.id}`) > 0);
    const page = await browser.open(association, "/me/notifications");
    expect(await page.locator(".notice-row.is-unread").count()).toBe(2);
    await page.locator(".notices-head button").click();
    await page.waitForLoadState();
    expect(await page.locator(".notice-row.is-unread").count()).toBe(0);
    await other.locator("summary [data-unread]").waitFor({ state: "hidden" });
  });

  test("opens and marks without JavaScript too", async () => {
    await tell("three");
    const page = await browser.open(association, "/me/notifications", { javaScriptEnabled: false });
    await page.locator(".is-unread .notice-open").first().click();
    expect(page.url()).toContain("/threads/new");
    expect(await page.locator("summary [data-unread]").isVisible()).toBe(false);
  });
});
