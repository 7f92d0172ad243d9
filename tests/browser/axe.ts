import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects that axe finds nothing on the page, and that it is not wider than its window. */
export async function expectAccessible(page: Page, as = ""): Promise<void> {
  await page.evaluate(axe.source); // not as a <script>, which the pages' policy refuses
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
