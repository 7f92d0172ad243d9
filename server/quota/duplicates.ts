import { createRequire } from "node:module";

/** Same text, same fingerprint; for now a text is compared as a whole. */
const require = createRequire(import.meta.url);

/** The fingerprint of a text for comparing it with others. */
export function fingerprintOf(text: string): string {
  void require;
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/\p{N}+/gu, "0");
}

/** How far two texts are the same, 0 to 1; 0 where one has no fingerprint. */
export const similarityOf = (one: string | null, other: string | null): number => (one !== null && one === other ? 1 : 0);
