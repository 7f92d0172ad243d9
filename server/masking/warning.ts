import { findPersonal, PERSONAL_KINDS, type PersonalKind, type PersonalNumber } from "./find-personal.ts";
import { maskText } from "./mask.ts";

/** What an author is told before a text with personal numbers is sent. */
export interface PersonalWarning {
  kinds: PersonalKind[];
  /** The numbers as others will see them, with the words around them. */
  shown: string[];
}

const AROUND = 12;
/** In characters of the text. */
const LONGEST = 100;
const MOST_SHOWN = 5;

/** What to say before these texts are sent; null when there is nothing personal in them. Pure. */
export function personalWarning(texts: readonly string[], asOf: Date): PersonalWarning | null {
  const found = texts.map((text) => ({ text, numbers: findPersonal(text, asOf) }));
  const kinds = new Set(found.flatMap(({ numbers }) => numbers.map(({ kind }) => kind)));
  if (kinds.size === 0) return null;
  const shown = found.flatMap(({ text, numbers }) => {
    const masked = maskText(text, asOf); // once: a text may be full of numbers
    return passages(numbers).map((passage) => wordsIn(masked, passage));
  });
  return { kinds: PERSONAL_KINDS.filter((kind) => kinds.has(kind)), shown: [...new Set(shown)].slice(0, MOST_SHOWN) };
}

interface Passage {
  from: number;
  to: number;
}

/** Where the numbers stand with the words around them; those that stand close together are one passage. */
function passages(numbers: readonly PersonalNumber[]): Passage[] {
  const together: Passage[] = [];
  for (const { digits } of numbers) {
    const [from, to] = [Math.max(0, digits[0]! - AROUND), digits.at(-1)! + 1 + AROUND];
    const last = together.at(-1);
    if (last && from <= last.to && to - last.from <= LONGEST) last.to = to;
    else together.push({ from, to });
  }
  return together;
}

function wordsIn(masked: string, { from, to }: Passage): string {
  const words = masked.slice(from, to).toWellFormed().replace(/\s+/g, " ").replaceAll("\uFFFD", "").trim();
  return `${from > 0 ? "…" : ""}${words}${to < masked.length ? "…" : ""}`;
}
