import { mkdirSync, writeFileSync } from "node:fs";
import { projectFile } from "../../server/data/project-file.ts";

const CACHE = projectFile("node_modules/.cache/fonts");

/** Writes a fontconfig file that knows the fonts of the npm packages only: pages measure and look the same on every machine. @returns its path */
export function fontConfiguration(): string {
  const file = `${CACHE}/fonts.conf`;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${projectFile("node_modules/@embedpdf/fonts-sc/fonts")}</dir>
  <dir>${projectFile("node_modules/@expo-google-fonts/noto-sans-symbols-2/400Regular")}</dir>
  <match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans S Chinese</string></edit></match>
  <cachedir>${CACHE}</cachedir>
</fontconfig>
`,
  );
  return file;
}
