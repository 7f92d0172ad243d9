import { db, Prisma } from "../data/client.ts";
import { shares, type WordHit } from "../text/likeness.ts";
import { hitsIn, MOST_HITS } from "../text/word-hits.ts";

/** How like each entry is that has any of the words. */
export const entriesLike = async (words: readonly string[]): Promise<Map<number, number>> =>
  shares(words, await db.$queryRaw<WordHit[]>(hitsIn(Prisma.raw('"KnowledgeWord"'), Prisma.raw('"entryId"'), words)), MOST_HITS);
