import { beforeAll, describe, expect, test } from "vitest";
import { makeTown, opens } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let [resident, clerk]: Visitor[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
});

const BODY = "窨井盖不见了，请打138-1234-5678，我带路。";

describe.runIf(hasBrowser)("someone who writes a telephone number", () => {
  test("is told while typing how others will see it; the hint goes with the number, and sending needs no second step", async () => {
    const page = await browser.open(resident!, "/threads/new?kind=QUESTION&town=liuhe");
    await page.locator("[name=title]").fill("窨井盖");
    await page.locator("[name=body]").fill(BODY);
    await page.locator("[data-personal]", { hasText: "138-****-5678" }).waitFor();
    await page.locator("[name=body]").fill("窨井盖不见了，请打12345。");
    await until("the hint to go", async () => (await page.locator("[data-personal]").textContent()) === "");
    await page.locator("[name=body]").fill(BODY);
    await page.locator("[data-personal]", { hasText: "138-****-5678" }).waitFor();
    await page.locator("form.writing .button-main").click();
    await page.waitForURL(/\/threads\/\d+$/);
    expect(await page.locator(".opening .post-body").textContent()).toContain("138-1234-5678");
    expect(await page.locator(".opening .post-personal").isVisible()).toBe(true);
    const stranger = await browser.open(null, new URL(page.url()).pathname);
    expect(await stranger.locator(".opening .post-body").textContent()).toContain("138-****-5678");
    expect(await stranger.locator(".opening .post-personal").count()).toBe(0);
  });

  test("sends a reply in place after the hint", async () => {
    const { id } = await opens(resident!.member!, "liuhe", "QUESTION", "几点关门？", "请问晚上几点关门？");
    const page = await browser.open(resident!, `/threads/${id}`);
    await page.locator("#reply [name=body]").fill(BODY);
    await page.locator("#reply [data-personal]", { hasText: "138-****-5678" }).waitFor();
    await page.locator("#reply .reply-actions .button-main").click();
    await page.locator("#posts article").waitFor();
    await until("the hint to go", async () => (await page.locator("#reply [data-personal]").textContent()) === "");
  });

  test("into an answer or a reason is told while typing, and sending needs no second step", async () => {
    const { id } = await opens(resident!.member!, "liuhe", "QUESTION", "井盖", "请问井盖谁来补？");
    const page = await browser.open(clerk!, `/threads/${id}/feedback/extension`);
    await page.locator("[name=reason]").fill(BODY);
    await page.locator("[data-personal]", { hasText: "138-****-5678" }).waitFor();
    await page.goto(new URL(`/threads/${id}/feedback/answer`, page.url()).href);
    await page.locator("form.writing [name=body]").fill(BODY);
    await page.locator("[data-personal]", { hasText: "138-****-5678" }).waitFor();
    await page.locator("form.writing .button-main").click();
    await page.waitForURL((address) => !address.pathname.endsWith("/answer"));
    expect((await resident!.api("GET", `/threads/${id}`)).json.feedback.state).toBe("answered");
  });

  test("without scripts gets the form back once, whole, with a button to send it all the same", async () => {
    const page = await browser.open(resident!, "/threads/new?kind=QUESTION&town=liuhe", { javaScriptEnabled: false });
    await page.locator("[name=title]").fill("路灯");
    await page.locator("[name=body]").fill(BODY);
    await page.locator("form.writing .button-main").click();
    expect(await page.locator("[data-personal]").textContent()).toContain("138-****-5678");
    expect(await page.locator("[name=body]").inputValue()).toBe(BODY);
    await page.locator("button[name=personalSeen]").click();
    await page.waitForURL(/\/threads\/\d+$/);
  });

  test("sees no script fail", () => expect(browser.errors).toEqual([]));
});
