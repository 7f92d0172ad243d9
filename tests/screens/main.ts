// npm run screens: the pictures of docs/screens/, of the demo on a database of its own.
// npm run screens -- --out FOLDER [NAME …]: pictures of all pages (or of those named), to compare with later.
// npm run screens -- --compare FOLDER [NAME …]: takes them anew and prints how many pixels differ from those in FOLDER.
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "../browser/launch.ts";
import { comparePictures } from "./compare.ts";
import { startDemo } from "./demo-server.ts";
import { type ScreenPage, screenPages } from "./pages.ts";
import { looksOf, takePicture } from "./picture.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: "string" }, compare: { type: "string" } } });
const forDocs = !values.out && !values.compare;
const folder = values.out ?? (forDocs ? "docs/screens" : mkdtempSync(join(tmpdir(), "minyi-compared-")));
const isWanted = ({ name, inDocs }: ScreenPage) => (forDocs ? inDocs : positionals.length === 0 || positionals.includes(name));

mkdirSync(folder, { recursive: true });
const names = await takePictures();
if (values.compare) report(values.compare);

async function takePictures(): Promise<string[]> {
  const taken: string[] = [];
  const browser = await launchBrowser();
  if (!browser) throw new Error("pictures need a browser");
  const demo = await startDemo();
  try {
    for (const page of (await screenPages(demo.origin)).filter(isWanted)) {
      const cookies = page.role ? await demo.signIn(page.role) : [];
      for (const look of looksOf(page)) taken.push(await takePicture(browser, demo.origin, folder, page, cookies, look));
    }
  } finally {
    demo.stop();
    await browser.close();
  }
  return taken;
}

function report(earlierFolder: string): void {
  const differences = names.map((name) => comparePictures(name, earlierFolder, folder));
  for (const { name, says } of differences) console.log(`${name.padEnd(36)} ${says}`);
  const changed = differences.filter(({ pixels }) => pixels > 0).length;
  console.log(`${differences.length - changed} pictures equal, ${changed} differ; the new ones are in ${folder}`);
  process.exitCode = changed === 0 ? 0 : 1;
}
