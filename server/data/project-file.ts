import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The absolute path of a file of the project, from the sources as well as from build/. @param path relative to the top folder */
export function projectFile(path: string): string {
  return join(topFolder, path);
}

const topFolder = findTop(dirname(fileURLToPath(import.meta.url)));

function findTop(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : findTop(dirname(folder));
}
