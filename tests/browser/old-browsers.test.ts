import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answers, makeTown, opens, replies } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";
import { launchOldChromium } from "./old-chromium.ts";

const OLD = [86, 106, 109] as const;
const site = useSite();
const today = useBrowser(site);
const launched = new Map<number, Browser>();
let resident: Visitor;
let neighbour: Visitor;
let question: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  resident = await visitor(site, "resident");
  neighbour = await visitor(site, "resident");
  const association = await visitor(site, "association", "liuhe");
  const office = await visitor(site, "responder", "liuhe");
  await opens(association.member, "liuhe", "HOT_TOPIC", "老街的路灯", "晚上还是太暗。");
  question = (await opens(resident.member!, "liuhe", "QUESTION", "周末可以打预防针吗", "孩子三岁，周末可以去吗？")).id;
  await answers(office.member!, question, "周六上午八点到十一点半。");
  const { id } = await replies(neighbour.member!, question, "谢谢！");
  await replies(resident.member!, question, "不客气。", id);
});

afterAll(async () => {
  for (const browser of launched.values()) await browser.close();
});

/** Parts of a page that make its look; not every page has each of them. */
const PARTS = [
  ...["body", ".site-head", ".wordmark", ".emblem-bubble", ".site-nav a", ".page", "h1", "main a", ".button", ".button-main", ".home-column", ".town-cell"],
  ...[".month-band", ".tag", ".badge-official", ".post-official .post-body", ".posts > .post", ".posts > .depth-1", "#reply", "textarea", "select"],
  ...["input[type=text]", ".field", ".hint", ".quota-table", ".quota-table th", ".quota-table td", ".figure", ".official-answer", ".feedback", ".site-foot"],
];

type Looks = Record<string, Record<string, string | number[]>>;

/** What the reader sees of each part: its place and width, and its colours as they are drawn. */
const looksOf = (page: Page): Promise<Looks> =>
  page.evaluate((parts) => {
    const canvas = document.createElement("canvas").getContext("2d")!;
    const drawn = (colour: string) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const looks: Looks = {};
    for (const part of parts) {
      const element = document.querySelector(part);
      if (!element) continue;
      const { left, width } = element.getBoundingClientRect();
      const { color, backgroundColor, borderTopColor, fill, borderTopWidth, display, position } = getComputedStyle(element);
      const colours = { color: drawn(color), background: drawn(backgroundColor), border: drawn(borderTopColor), fill: drawn(fill) };
      looks[part] = { ...colours, place: [left, width], borderTopWidth, display, position };
    }
    return looks;
  }, PARTS);

const seenToday = new Map<string, Looks>();

/** The same page in the browser of the other tests, looked at once for all old ones. */
async function looksToday(path: string, isSignedIn: boolean, width: number): Promise<Looks> {
  const key = `${path} ${width}`;
  if (!seenToday.has(key)) {
    const page = await today.open(isSignedIn ? resident : null, path.replace("QUESTION", String(question)), { width });
    seenToday.set(key, await looksOf(page));
  }
  return seenToday.get(key)!;
}

/** Words are some pixels wider where Chinese marks are not yet trimmed; colours are rounded. */
const TOLERANCE = 12;

function differences(old: Looks, now: Looks): string[] {
  const found: string[] = [];
  for (const [part, look] of Object.entries(now))
    for (const [name, value] of Object.entries(look)) {
      const before = old[part]?.[name] ?? "";
      const isSame = typeof value === "string" ? value === before : value.every((each, at) => Math.abs(each - Number(before[at])) <= TOLERANCE);
      if (!isSame) found.push(`${part} ${name}: ${before} instead of ${value}`);
    }
  return found;
}

/** With the mouse: the driver's own clicks call what Chromium 86 lacks. */
async function pressAt(page: Page, selector: string): Promise<void> {
  const [x = 0, y = 0] = await page.evaluate((wanted) => {
    const element = document.querySelector(wanted)!;
    element.scrollIntoView({ block: "center" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }, selector);
  await page.mouse.click(x, y);
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.runIf(hasBrowser).each(OLD)("someone with Chromium %i", (version) => {
  const old = useBrowser(site, () => launched.get(version)!);

  beforeAll(async () => {
    launched.set(version, await launchOldChromium(version));
  });

  test.each([
    ["the home page", "/", false],
    ["a thread", "/threads/QUESTION", true],
    ["a form", "/threads/new?kind=QUESTION&town=liuhe", true],
    ["the quota", "/quota", false],
  ])("sees %s as with today's browser", async (_, path, isSignedIn) => {
    const page = await old.open(isSignedIn ? resident : null, path.replace("QUESTION", String(question)));
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      const expected = await looksToday(path, isSignedIn, width);
      expect(Object.keys(expected).length).toBeGreaterThan(8); // premise: the page has these parts
      expect(expected[".emblem-bubble"]?.fill).toEqual([0, 104, 98, 255]); // premise: jade, neither black nor transparent
      expect(differences(await looksOf(page), expected)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
    expect(old.errors).toEqual([]);
  });

  test("replies without leaving the page, and sees another's reply at once", async () => {
    const page = await old.open(resident, `/threads/${question}`);
    await until("the page to listen", () => site.listening(`thread:${question}`) > 0);
    await page.evaluate(() => document.body.setAttribute("data-stayed", "")); // a new page would not have it
    await pressAt(page, "#reply [name=body]");
    await page.keyboard.insertText(`从 Chromium ${version} 发来的回复。`);
    await pressAt(page, "#reply .button-main");
    await until("the own reply", async () => (await page.locator("#posts article", { hasText: `从 Chromium ${version} 发来的回复。` }).count()) === 1);
    await replies(neighbour.member!, question, `看到了 ${version}。`);
    await until("the other's reply", async () => (await page.locator("#posts, #show-new").allTextContents()).join().match(`看到了 ${version}。|新回复`));
    expect(await page.locator("body[data-stayed]").count()).toBe(1);
    expect(old.errors).toEqual([]);
  });
});

describe.runIf(hasBrowser)("someone whose browser knows neither modules nor our styles", () => {
  test("reads a thread and replies", async () => {
    const page = await today.open(resident, `/threads/${question}`, { javaScriptEnabled: false });
    await page.route("**/assets/**", (route) => route.abort());
    await page.reload();
    expect(await page.locator("h1").innerText()).toContain("周末可以打预防针吗");
    await page.locator("#reply [name=body]").fill("没有样式也能回复。");
    await page.locator("#reply .button-main").click();
    await page.locator("#posts article", { hasText: "没有样式也能回复。" }).waitFor();
    expect(await overflow(page)).toBe(0);
  });
});
