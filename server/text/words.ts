import { simplified } from "./plain-text.ts";

const MOST_LETTERS = 32;
/** A longer number is nobody's business: a telephone, a card. */
const LONG_NUMBER = /\d{7}/;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** The different words of a text as they are looked for: without width, case and script. Pure. @param most so many are kept */
export function wordsOf(text: string, most: number): string[] {
  const folded = simplified(text.normalize("NFKC").toLowerCase());
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(folded)) {
    if (words.size >= most) break;
    if (isWordLike && segment.length <= MOST_LETTERS && !LONG_NUMBER.test(segment)) words.add(segment);
  }
  return [...words];
}
