import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll } from "vitest";
import { config } from "../../server/core/config.ts";
import type { Site } from "../site.ts";
import type { Visitor } from "../visitor.ts";
import { launchBrowser } from "./launch.ts";

/** One for all files of a worker; it ends with its process. */
const browser = await launchBrowser();
/** Whether browser tests can run here; in CI a missing browser has failed already. */
export const hasBrowser = browser !== null;

export interface Look {
  javaScriptEnabled?: boolean;
  width?: number;
  dark?: boolean;
  elder?: boolean;
}

export interface Browsing {
  /** A window of someone of their own: nobody's session, or the visitor's. */
  open(who: Visitor | null, path: string, look?: Look): Promise<Page>;
}

/** Windows on `site` in the browser of the tests or another one, closed at the end of the file. A script error or a refused resource in any of them fails the test that looks. */
export function useBrowser(site: Site, launched: () => Browser = () => browser!): Browsing & { errors: string[] } {
  const contexts: BrowserContext[] = [];
  const errors: string[] = [];
  afterAll(async () => {
    for (const context of contexts) await context.close();
  });
  return {
    errors,
    async open(who, path, { javaScriptEnabled = true, width = 1280, dark = false, elder = false } = {}) {
      const context = await launched().newContext({
        javaScriptEnabled,
        viewport: { width, height: 800 },
        colorScheme: dark ? "dark" : "light",
        baseURL: site.origin,
      });
      contexts.push(context);
      if (who) await context.addCookies(cookiesOf(who, site));
      if (elder) await context.addCookies([{ name: "minyi.elder", value: "1", url: site.origin }]);
      const page = await context.newPage();
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) errors.push(message.text());
      });
      await page.goto(config().basePath + path);
      return page;
    },
  };
}

const cookiesOf = (who: Visitor, site: Site) =>
  who.cookie.split("; ").map((pair) => {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    return { name, value, url: site.origin };
  });
