import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type DemoServer, FROZEN_TIME } from "./demo-server.ts";
import type { ScreenPage } from "./pages.ts";

export interface Look {
  scheme: "light" | "dark";
  width: number;
}

const LOOKS: Look[] = [
  { scheme: "light", width: 1280 },
  { scheme: "light", width: 375 },
  { scheme: "dark", width: 1280 },
  { scheme: "dark", width: 375 },
];

export const looksOf = ({ inDocs }: ScreenPage): Look[] => (inDocs ? LOOKS : LOOKS.filter(({ scheme }) => scheme === "light"));

type Cookies = Awaited<ReturnType<DemoServer["signIn"]>>;

/** Takes a page in one look and writes NAME-SCHEME-WIDTH.png. @returns the file's name */
export async function takePicture(browser: Browser, origin: string, folder: string, shown: ScreenPage, cookies: Cookies, look: Look): Promise<string> {
  const { scheme, width } = look;
  const context = await browser.newContext({
    viewport: { width, height: width > 500 ? 900 : 760 },
    colorScheme: scheme,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  await context.addCookies(cookies);
  if (shown.variant === "elder") await context.addCookies([{ name: "minyi.elder", value: "1", url: origin }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(FROZEN_TIME);
  if (shown.variant === "print") await page.emulateMedia({ media: "print" });
  await page.goto(origin + shown.path, { waitUntil: "networkidle" });
  const name = `${shown.name}-${scheme}-${width}.png`;
  await page.screenshot({ path: join(folder, name), fullPage: shown.fullPage ?? false, animations: "disabled" });
  await close(page);
  return name;
}

async function close(page: Page): Promise<void> {
  await page.goto("about:blank"); // leaves the live rooms, so that the next page counts one reader
  await page.context().close();
}
