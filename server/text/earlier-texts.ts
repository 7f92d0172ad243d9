import type { Month } from "../calendar/month.ts";
import { similarityOf } from "./duplicates.ts";

/** A text that later ones are compared with. */
export interface EarlierText {
  id: number;
  quotaMonth: Month;
  fingerprint: string | null;
}

/** So many lookups go through all texts; only then an index is worth making: it costs as much as these. */
const FEW = 60;
type Bands = Map<number, EarlierText[]>[];
/** Signs of a fingerprint that are looked up together: two texts that are 40 % the same miss each other once in a billion times. `signs` reads two. */
const BAND = 2;

/** The credited texts of a town, in the order in which they are added; finds those that a text may repeat without comparing it with all. */
export class EarlierTexts {
  readonly #all: EarlierText[] = [];
  #bands: Bands | undefined;
  #lookups = 0;

  add(text: EarlierText): void {
    this.#all.push(text);
    if (this.#bands) putInto(this.#bands, text);
  }

  /** The text most like `fingerprint` of those that `counts` admits, from `threshold` on; the earlier one of two that are equally alike. */
  mostAlike(fingerprint: string | null, threshold: number, counts: (text: EarlierText) => boolean): { id: number; similarity: number } | null {
    let most: { id: number; similarity: number } | null = null;
    for (const text of this.#candidates(fingerprint)) {
      if (!counts(text)) continue;
      const similarity = similarityOf(fingerprint, text.fingerprint);
      const isMore = most === null || similarity > most.similarity || (similarity === most.similarity && text.id < most.id);
      if (similarity >= threshold && isMore) most = { id: text.id, similarity };
    }
    return most;
  }

  #candidates(fingerprint: string | null): Iterable<EarlierText> {
    if (!fingerprint) return [];
    if (++this.#lookups <= FEW) return this.#all;
    this.#bands ??= bandsOf(this.#all);
    return new Set(this.#bands.flatMap((band, at) => band.get(signs(fingerprint, at)) ?? []));
  }
}

function bandsOf(texts: readonly EarlierText[]): Bands {
  const longest = Math.max(...texts.map(({ fingerprint }) => fingerprint?.length ?? 0));
  const bands: Bands = Array.from({ length: Math.ceil(longest / BAND) }, () => new Map());
  for (const text of texts) putInto(bands, text);
  return bands;
}

function putInto(bands: Bands, text: EarlierText): void {
  if (!text.fingerprint) return;
  for (const [at, band] of bands.entries()) {
    const key = signs(text.fingerprint, at);
    const there = band.get(key);
    if (there) there.push(text);
    else band.set(key, [text]);
  }
}

/** The signs of one band as a number. */
const signs = (fingerprint: string, band: number): number => fingerprint.charCodeAt(band * BAND) * 128 + fingerprint.charCodeAt(band * BAND + 1);
