import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Half of what axe has as its own source, and parsed in half the time on each of a hundred pages. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Expects that axe finds nothing on the page, and that it is not wider than its window. */
export async function expectAccessible(page: Page, as = ""): Promise<void> {
  await page.evaluate(AXE); // not as a <script>, which the pages' policy refuses
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  }, WCAG);
  expect(found, `${page.url()} ${as}`).toEqual([]);
  await expectNoWider(page);
}

/** Expects that the page is not wider than its window. */
export async function expectNoWider(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), `${page.url()} scrolls sideways`).toBe(false);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
