import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** How far a new picture is from the earlier one of the same name. */
export interface Difference {
  name: string;
  pixels: number;
  says: string;
}

/** Compares two pictures pixel by pixel, and writes NAME.difference.png beside the new one where they differ. */
export function comparePictures(name: string, earlierFolder: string, newFolder: string): Difference {
  const earlierFile = join(earlierFolder, name);
  if (!existsSync(earlierFile)) return { name, pixels: 1, says: "no earlier picture" };
  const earlier = PNG.sync.read(readFileSync(earlierFile));
  const taken = PNG.sync.read(readFileSync(join(newFolder, name)));
  const { width, height } = earlier;
  if (taken.width !== width || taken.height !== height)
    return { name, pixels: width * height, says: `${width} × ${height} became ${taken.width} × ${taken.height}` };
  const marked = new PNG({ width, height });
  const pixels = pixelmatch(earlier.data, taken.data, marked.data, width, height, { threshold: 0, includeAA: true });
  if (pixels > 0) writeFileSync(join(newFolder, name.replace(/png$/, "difference.png")), PNG.sync.write(marked));
  return { name, pixels, says: `${pixels} pixels differ` };
}
