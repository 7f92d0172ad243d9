import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { publicThreads } from "../../access/visible-threads.ts";
import { line } from "../../core/text-fields.ts";
import { url } from "../../core/urls.ts";
import { db, Prisma } from "../../data/client.ts";
import { questionAsShown } from "../../knowledge/knowledge-text.ts";
import { entriesLike } from "../../knowledge/knowledge-words.ts";
import { shares, type WordHit } from "../../text/likeness.ts";
import { hitsIn, MOST_HITS } from "../../text/word-hits.ts";
import { wordsOf } from "../../text/words.ts";
import { LIMITS } from "../../threads/inputs.ts";
import { threadRowsOf } from "../../threads/thread-rows.ts";

export const SuggestionsQuery = z.object({ title: line({ min: 0, max: LIMITS.title }).catch("") });

/** Something that may answer what is about to be asked. */
export interface Suggestion {
  type: "knowledge" | "thread";
  id: number;
  url: string;
  title: string;
  town: string | null;
  answered: boolean;
  /** How much of the title's weight it has, 0 to 1. */
  likeness: number;
}

const MOST_SHOWN = 5;
/** From this likeness on it is shown while someone writes, and told before a question is sent. */
const LIKE = 0.35;
const CLOSE = 0.6;
/** Words of a title that are looked for. */
const MOST_WORDS = 16;
const CANDIDATES = 20;

/** Public threads and knowledge entries that are like a title, likest first, what has an answer before what has none. */
export async function suggestions(actor: Actor, title: string): Promise<Suggestion[]> {
  const words = wordsOf(title, MOST_WORDS);
  if (words.length === 0) return [];
  const [entries, threads] = await Promise.all([likeEntries(words), likeThreads(actor, words)]);
  const covered = new Set(entries.map(({ threadId }) => threadId));
  const all: Suggestion[] = [...entries.map(({ threadId: _, ...entry }) => entry), ...threads.filter(({ id }) => !covered.has(id))];
  return all.sort((a, b) => rank(b) - rank(a) || b.id - a.id).slice(0, MOST_SHOWN);
}

/** Those that are so close that whoever asks is told before it is sent. */
export const closeTo = async (actor: Actor, title: string): Promise<Suggestion[]> =>
  (await suggestions(actor, title)).filter(({ likeness }) => likeness >= CLOSE);

const rank = ({ likeness, answered }: Suggestion): number => likeness + (answered ? 0.1 : 0);

/** Private threads have no words; the row is asked all the same. */
async function likeThreads(actor: Actor, words: readonly string[]): Promise<Suggestion[]> {
  const hits = await db.$queryRaw<WordHit[]>(hitsIn(Prisma.raw('"ThreadWord"'), Prisma.raw('"threadId"'), words));
  const found = await whereItWent(likest(shares(words, hits, MOST_HITS)));
  const visible = await db.thread.findMany({
    where: { id: { in: [...found.keys()] }, ...publicThreads.where },
    select: { id: true, answeredAt: true },
  });
  const answered = new Set(visible.filter(({ answeredAt }) => answeredAt !== null).map(({ id }) => id));
  const rows = await threadRowsOf(
    visible.map(({ id }) => id),
    actor,
  );
  return rows.map((row) => ({
    type: "thread",
    id: row.id,
    url: row.url,
    title: row.title,
    town: row.town.name,
    answered: answered.has(row.id),
    likeness: found.get(row.id)!,
  }));
}

/** A question that was merged stands for the one that it was merged into; one that was withdrawn helps nobody. */
async function whereItWent(found: Map<number, number>): Promise<Map<number, number>> {
  const gone = await db.feedback.findMany({
    where: { threadId: { in: [...found.keys()] }, state: { in: ["merged", "withdrawn"] } },
    select: { threadId: true, mergedIntoId: true },
  });
  for (const { threadId, mergedIntoId } of gone) {
    const likeness = found.get(threadId)!;
    found.delete(threadId);
    if (mergedIntoId !== null) found.set(mergedIntoId, Math.max(likeness, found.get(mergedIntoId) ?? 0));
  }
  return found;
}

async function likeEntries(words: readonly string[]): Promise<(Suggestion & { threadId: number })[]> {
  const found = likest(await entriesLike(words));
  const rows = await db.knowledgeEntry.findMany({
    where: { id: { in: [...found.keys()] }, retiredAt: null },
    select: { id: true, threadId: true, question: true },
  });
  return rows.map(({ id, threadId, question }) => ({
    type: "knowledge",
    id,
    threadId,
    url: url(`/knowledge/${id}`),
    title: questionAsShown(question),
    town: null,
    answered: true,
    likeness: found.get(id)!,
  }));
}

const likest = (found: Map<number, number>): Map<number, number> =>
  new Map(
    [...found]
      .filter(([, share]) => share >= LIKE)
      .sort(([, a], [, b]) => b - a)
      .slice(0, CANDIDATES),
  );
