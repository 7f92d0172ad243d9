import { findPersonal, PERSONAL_KINDS, type PersonalKind } from "./find-personal.ts";
import { maskText } from "./mask.ts";

/** What an author is told before a text with personal numbers is sent. */
export interface PersonalWarning {
  kinds: PersonalKind[];
  /** Each number as others will see it, with the words around it. */
  shown: string[];
}

const AROUND = 12;
const MOST_SHOWN = 5;

/** What to say before these texts are sent; null when there is nothing personal in them. Pure. */
export function personalWarning(texts: readonly string[], asOf: Date): PersonalWarning | null {
  const found = texts.flatMap((text) => findPersonal(text, asOf).map((number) => ({ text, ...number })));
  if (found.length === 0) return null;
  return {
    kinds: PERSONAL_KINDS.filter((kind) => found.some((number) => number.kind === kind)),
    shown: [...new Set(found.map(({ text, digits }) => around(maskText(text, asOf), digits[0]!, digits.at(-1)! + 1)))].slice(0, MOST_SHOWN),
  };
}

function around(text: string, start: number, end: number): string {
  const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)];
  const words = text.slice(from, to).toWellFormed().replace(/\s+/g, " ").replaceAll("\uFFFD", "").trim();
  return `${from > 0 ? "…" : ""}${words}${to < text.length ? "…" : ""}`;
}
