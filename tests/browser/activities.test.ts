import type { Page } from "playwright-core";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { expectAccessible } from "./axe.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
const TEXT =
  "周六下午两点从江堤公园东门出发，沿江边步道走到入海口观景台，全程约五公里，慢走一个半小时。请穿运动鞋，自带水杯，终点有热姜茶和纪念徽章。老人和孩子可以只走前半程，中途有接驳车返回，遇到大风或下雨另行通知。";
let association: Visitor;
let residents: Visitor[];
let photo: Buffer;
/** Two hours from now on the site's clock, as the browser's field takes it. */
const soon = () => new Date(Date.now() + (8 + 2) * 3600 * 1000).toISOString().slice(0, 16);

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  association = await visitor(site, "association", "liuhe");
  residents = [await visitor(site, "resident"), await visitor(site, "resident")];
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#2f7f86" } })
    .jpeg()
    .toBuffer();
});

const send = (page: Page) => page.locator("main form.writing button.button-main").click();

describe.runIf(hasBrowser)("an activity, in a browser", () => {
  for (const [how, javaScriptEnabled] of [
    ["with scripts", true],
    ["without JavaScript", false],
  ] as const) {
    test(`is published with a picture, booked, waited for and let in to, and looked back on, ${how}`, { timeout: 180_000 }, async () => {
      const publisher = await browser.open(association, "/threads/new?kind=ACTIVITY", { javaScriptEnabled });
      await publisher.locator("[name=title]").fill(`江堤健步走（${how}）`);
      await publisher.locator("[name=body]").fill(javaScriptEnabled ? TEXT : [...TEXT].reverse().join(""));
      await publisher.locator('[name="activity.startsAt"]').fill(soon());
      await publisher.locator('[name="activity.place"]').fill("江堤公园东门");
      await publisher.locator('[name="activity.capacity"]').fill("1");
      await publisher.locator("[name=picture1]").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: photo });
      await publisher.locator("[name=alt1]").fill("江堤步道");
      if (javaScriptEnabled) await expectAccessible(publisher);
      await publisher.locator("main form.writing button.button-main").first().click();
      await publisher.waitForURL(/threads\/\d+$/);
      const thread = new URL(publisher.url()).pathname;
      const shown = publisher.getByAltText("江堤步道");
      expect((await publisher.request.get((await shown.getAttribute("src"))!)).status()).toBe(200);
      expect(await shown.evaluate((image: HTMLImageElement) => image.clientHeight > 0)).toBe(true);
      if (javaScriptEnabled) {
        for (const path of ["/activity/edit", "/activity/cancel", "/pictures"]) {
          await publisher.goto(thread + path);
          await expectAccessible(publisher);
        }
      }

      const windows: Page[] = [];
      for (const who of residents) {
        const page = await browser.open(who, thread, { javaScriptEnabled, width: 375 });
        await page.locator(".activity a.button-main").click();
        await page.locator("[name=phone]").fill("0512-53500000");
        if (javaScriptEnabled) await expectAccessible(page);
        await send(page);
        await page.waitForURL(new RegExp(`${thread}$`));
        windows.push(page);
      }
      const [first, second] = windows as [Page, Page];
      expect(await first.locator(".own-sign-up").textContent()).toContain(said("booking.own.confirmed", { count: 1 }));
      expect(await second.locator(".own-sign-up").textContent()).toContain(said("booking.own.waiting", { count: 1 }));
      if (javaScriptEnabled) await expectAccessible(second);

      await publisher.goto(`${thread}/sign-ups`);
      expect(await publisher.locator("main table tbody tr").count()).toBe(2);
      if (javaScriptEnabled) await expectAccessible(publisher);

      await first.locator('form[action$="/withdraw"] button').click();
      await second.goto(thread);
      expect(await second.locator(".own-sign-up").textContent()).toContain(said("booking.own.confirmed", { count: 1 }));
      expect(await second.locator(".activity").textContent()).toContain("1/1");

      const putBack = setClock(() => new Date(Date.now() + 3 * 3600 * 1000));
      try {
        await publisher.goto(thread);
        await publisher.locator('.activity a[href$="/recap"]').click();
        await publisher.locator("[name=headCount]").fill("36");
        await publisher.locator("[name=body]").fill(`活动办得很好。${TEXT}`);
        if (javaScriptEnabled) await expectAccessible(publisher);
        await send(publisher);
        await publisher.waitForURL(/threads\/\d+$/);
        expect(await publisher.locator(`.activity a[href="${thread}"]`).count()).toBe(1);
        await publisher.locator(`.activity a[href="${thread}"]`).click();
        expect(await publisher.locator(".activity").textContent()).toContain(said("activity.state.held"));
      } finally {
        putBack();
      }
      expect(browser.errors).toEqual([]);
    });
  }
});
