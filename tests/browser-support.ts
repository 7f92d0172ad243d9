import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { textOfFile } from "./sources.ts";

/** Who supports a feature since which version, as MDN's data has it. */
interface Support {
  version_added: string | boolean | null;
  flags?: unknown[];
  prefix?: string;
  alternative_name?: string;
}
interface Compat {
  support: Record<string, Support | Support[]>;
}
export interface Feature {
  __compat?: Compat;
  [name: string]: Feature | Compat | undefined;
}

const file = createRequire(import.meta.url).resolve("@mdn/browser-compat-data");
export const features = JSON.parse(readFileSync(file, "utf8")) as Record<"api" | "css" | "javascript", Feature>;

/** The oldest browsers, e.g. ["chrome", 86]. */
const OLDEST = (JSON.parse(textOfFile("package.json")) as { browserslist: string[] }).browserslist.map((browser) => {
  const [name = "", version = ""] = browser.split(" ");
  return [name, Number(version)] as const;
});

/** What stands below a feature, e.g. "properties", "color". */
export const featureAt = (from: Feature | undefined, ...path: string[]): Feature | undefined =>
  path.reduce<Feature | undefined>((feature, name) => feature?.[name] as Feature | undefined, from);

/** Whether all of the oldest browsers know it; what MDN does not list is not asked for. */
export function isSupported(feature: Feature | undefined): boolean {
  const compat = feature?.__compat;
  return !compat || OLDEST.every(([name, version]) => [compat.support[name] ?? []].flat().some((support) => isSince(support, version)));
}

function isSince({ version_added, flags, prefix, alternative_name }: Support, version: number): boolean {
  if (flags || prefix || alternative_name || !version_added) return false;
  return version_added === true || Number.parseFloat(version_added.replace("≤", "")) <= version;
}
