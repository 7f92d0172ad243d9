import { similarityOf } from "../../text/duplicates.ts";

/** A credited thread with its fingerprint, in the order of publication. */
export interface Printed {
  id: number;
  townId: number;
  fingerprint: string;
}

/** A thread that looks like an earlier one of another town. */
export interface Copy {
  id: number;
  likeId: number;
  /** 0 to 1. */
  similarity: number;
}

/** Signs of a fingerprint that are looked up together: two texts that are the same by 0.6 share a band of four in 9,999 of 10,000 cases. */
const BAND = 4;
/** Of many threads with one band only the first are compared: a text that every town posts is found by each of them all the same. */
const MOST_IN_BAND = 20;

/**
 * For each of `threads` the earlier one of another town that it resembles most, from `threshold` on. Locality-sensitive hashing over the MinHash
 * signature: what shares no band is not compared, so thousands of threads take no millions of comparisons.
 */
export function copiesBetweenTowns(threads: readonly Printed[], threshold: number): Copy[] {
  const byBand = new Map<string, Printed[]>();
  return threads.flatMap((thread) => {
    const bands = bandsOf(thread.fingerprint);
    const candidates = new Set(bands.flatMap((band) => byBand.get(band) ?? []));
    for (const band of bands) putInto(byBand, band, thread);
    const most = mostAlike(thread, candidates);
    return most !== null && most.similarity >= threshold ? [most] : [];
  });
}

function mostAlike(thread: Printed, candidates: Iterable<Printed>): Copy | null {
  let most: Copy | null = null;
  for (const other of candidates) {
    if (other.townId === thread.townId) continue;
    const similarity = similarityOf(thread.fingerprint, other.fingerprint);
    if (similarity > (most?.similarity ?? 0)) most = { id: thread.id, likeId: other.id, similarity };
  }
  return most;
}

function bandsOf(fingerprint: string): string[] {
  const bands: string[] = [];
  for (let at = 0; at + BAND <= fingerprint.length; at += BAND) bands.push(`${at} ${fingerprint.slice(at, at + BAND)}`);
  return bands;
}

function putInto(byBand: Map<string, Printed[]>, band: string, thread: Printed): void {
  const known = byBand.get(band);
  if (!known) byBand.set(band, [thread]);
  else if (known.length < MOST_IN_BAND) known.push(thread);
}
