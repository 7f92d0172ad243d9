import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Without a window of its own it takes half the time. */
const INSTALLED = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** The browser of the machine, else the one inside the npm package; null where neither runs. */
export async function launchBrowser(): Promise<Browser | null> {
  const installed = process.env.CHROMIUM_PATH ?? INSTALLED.find((path) => existsSync(path));
  try {
    if (installed) return await chromium.launch({ executablePath: installed, args: QUIET });
    const { default: packaged } = await import("@sparticuz/chromium");
    return await chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...QUIET] });
  } catch (error) {
    if (process.env.CI) throw error;
    console.warn(`\n!! NO BROWSER: the browser tests are SKIPPED (${(error as Error).message.split("\n")[0]})\n`);
    return null;
  }
}
