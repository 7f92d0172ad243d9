/** A word that was found, and where. */
export interface WordHit {
  word: string;
  id: number;
}

/**
 * How like each place is to a text of `words`: the weight of the words that it has, of the weight of all (0 to 1). A word that few places
 * have weighs more than one that is everywhere; a single character weighs half. Pure. @param most hits of one word that were looked at
 */
export function shares(words: readonly string[], hits: readonly WordHit[], most: number): Map<number, number> {
  const count = new Map<string, number>();
  for (const { word } of hits) count.set(word, (count.get(word) ?? 0) + 1);
  const weightOf = (word: string) => Math.log(1 + most / Math.max(1, count.get(word) ?? 0)) * (word.length > 1 ? 1 : 0.5);
  const whole = words.reduce((sum, word) => sum + weightOf(word), 0);
  const found = new Map<number, number>();
  for (const { word, id } of hits) found.set(id, (found.get(id) ?? 0) + weightOf(word) / whole);
  return found;
}
