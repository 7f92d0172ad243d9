import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { fontConfiguration } from "./fonts.ts";
import { packagedChromium } from "./packaged-chromium.ts";

/** Where the package has no Chromium for the machine. The headless shell comes first: it takes half the time. */
const INSTALLED = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** Not the flags of the package: its single process without a zygote dies when a context is closed. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** The browser that CHROMIUM_PATH names, else the packaged one, else one of the machine. @throws where there is none */
export async function findChromium(): Promise<{ executablePath: string; libraries?: string }> {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH };
  if (process.platform === "linux" && process.arch === "x64") return packagedChromium();
  const executablePath = INSTALLED.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`the npm package has no Chromium for ${process.platform} on ${process.arch}, and none is installed`);
  return { executablePath };
}

/** Starts a Chromium with the fonts of the tests. */
export function launchChromium({ executablePath, libraries }: { executablePath: string; libraries?: string }): Promise<Browser> {
  const env = { ...process.env, FONTCONFIG_FILE: fontConfiguration(), ...(libraries && { LD_LIBRARY_PATH: libraries }) };
  return chromium.launch({ executablePath, args: FLAGS, env });
}

/** The browser of the tests; null where there is none, which fails in CI. */
export async function launchBrowser(): Promise<Browser | null> {
  try {
    return await launchChromium(await findChromium());
  } catch (error) {
    if (process.env.CI) throw error;
    console.warn(`\n!! NO BROWSER: the browser tests are SKIPPED (${(error as Error).message.split("\n")[0]})\n`);
    return null;
  }
}
