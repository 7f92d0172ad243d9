// npm run screens: the pictures of docs/screens/, of the demo on a database of its own.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { projectFile } from "../server/data/project-file.ts";
import { launchBrowser } from "./browser/launch.ts";

const OUT = projectFile("docs/screens");
const LOOKS = [
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 1280 },
  { scheme: "light", width: 375 },
  { scheme: "dark", width: 375 },
] as const;

const dataDir = mkdtempSync(join(tmpdir(), "minyi-screens-"));
const server = spawn(process.execPath, ["build/server/main.js"], {
  env: { ...process.env, PORT: "0", DATA_DIR: dataDir, DEMO: "1", LOG_LEVEL: "warn", RATE_LIMITS: "off" },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const origin = await new Promise<string>((resolve) => {
    let said = "";
    server.stdout.on("data", (part: Buffer) => {
      said += part;
      const found = /listening on (http:\/\/\S+?)\/?\n/.exec(said)?.[1];
      if (found) resolve(found);
    });
  });
  mkdirSync(OUT, { recursive: true });
  const browser = await launchBrowser();
  if (!browser) throw new Error("pictures need a browser");
  for (const [name, path, role] of await pages(origin)) for (const look of LOOKS) await picture(browser, origin, name, path, role, look);
  await browser.close();
} finally {
  server.kill("SIGTERM");
  rmSync(dataDir, { recursive: true, force: true });
}

/** Name, path and who looks at it; the thread is the one with the most replies. */
async function pages(origin: string): Promise<[string, string, string | null][]> {
  const { items } = (await (await fetch(`${origin}/api/v1/threads?limit=100`)).json()) as { items: { url: string; replyCount: number }[] };
  const [busiest] = items.sort((a, b) => b.replyCount - a.replyCount);
  return [
    ["home", "/", null],
    ["thread", busiest!.url, null],
    ["quota", "/quota", null],
    ["board", "/towns/liuhe", null],
    ["town-quota", "/towns/liuhe/quota", null],
    ["new-activity", "/threads/new?kind=ACTIVITY", "association"],
    ["desk", "/desk", "administrator"],
    ["questions", "/questions", null],
    ["admin", "/admin/towns", "administrator"],
  ];
}

async function picture(browser: Browser, origin: string, name: string, path: string, role: string | null, { scheme, width }: (typeof LOOKS)[number]) {
  const context = await browser.newContext({
    viewport: { width, height: width > 500 ? 900 : 760 },
    colorScheme: scheme,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  if (role) {
    const accounts = JSON.parse(readFileSync(join(dataDir, "demo-accounts.json"), "utf8")) as { username: string; password: string; role: string }[];
    const account = accounts.find((each) => each.role === role)!;
    await page.goto(`${origin}/sign-in`);
    await page.locator("[name=username]").fill(account.username);
    await page.locator("[name=password]").fill(account.password);
    await page.locator("main form button:not([type=button])").last().click();
    await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  }
  await page.goto(origin + path, { waitUntil: "networkidle" });
  await page.screenshot({ path: join(OUT, `${name}-${scheme}-${width}.png`), fullPage: name === "quota" && width === 1280 });
  await context.close();
}
