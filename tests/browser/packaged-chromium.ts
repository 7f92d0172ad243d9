import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectFile } from "../../server/data/project-file.ts";
import { unpackOnce } from "./unpack.ts";

export interface Chromium {
  executablePath: string;
  /** The libraries that a minimal system lacks, e.g. NSS. */
  libraries: string;
}

/** The Chromium of the npm package, unpacked once for each of its versions. */
export async function packagedChromium(): Promise<Chromium> {
  const { version } = JSON.parse(readFileSync(projectFile("node_modules/@sparticuz/chromium/package.json"), "utf8")) as { version: string };
  const folder = await unpackOnce(`chromium-${version}`, unpack);
  return { executablePath: join(folder, "chromium"), libraries: join(folder, "al2023/lib") };
}

/** The package takes whatever is in the temporary folder for its own, so it gets an empty one. */
async function unpack(folder: string): Promise<void> {
  const UNPACK = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" }; // the runtime for which it brings the libraries
  await promisify(execFile)(process.execPath, ["-e", UNPACK], { cwd: projectFile("."), env });
}
