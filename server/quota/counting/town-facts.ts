import { publicThreads, publishedThreads } from "../../access/visible-threads.ts";
import { UntilCommitCache } from "../../core/cache/until-commit.ts";
import { db, Prisma } from "../../data/client.ts";
import type { OnDuty } from "./standing.ts";

/** A town with what its lines in lists show besides its month. */
export interface TownFacts extends OnDuty {
  slug: string;
  name: string;
  peerGroup: string | null;
  /** When its last public activity or hot topic was published, as ISO instant. */
  lastPublishedAt: string | null;
  /** Questions and opinions that wait for an office. */
  waiting: number;
  threadCount: number;
}

/**
 * Every town, or the one called `slug`, in the order of the towns' list. Raw SQL: the two maxima seek in Thread's index (townId, state, kind,
 * publishedAt), so the cost is the towns', not the threads'; and all of them come as one text, because 2,000 rows take longer to
 * hand over than to find (docs/benchmarks.md). No name has a control character in it. All of
 * them are read at most once a second or once a write.
 */
export const townFacts = (slug?: string): Promise<TownFacts[]> => (slug === undefined ? townFactsCache.get("all", () => readFacts()) : readFacts(slug));

const townFactsCache = new UntilCommitCache<Promise<TownFacts[]>>({ max: 20 });

async function readFacts(slug?: string): Promise<TownFacts[]> {
  const [row] = await db.$queryRaw<{ towns: string | null }[]>(Prisma.sql`
    SELECT STRING_AGG(f."id" || '\u001f' || f."slug" || '\u001f' || f."name" || '\u001f' || f."onDutyFrom" || '\u001f' || COALESCE(f."onDutyUntil", '') || '\u001f'
      || COALESCE(f."peerGroup", '') || '\u001f' || COALESCE(CAST(f."lastPublishedAt" AS TEXT), '') || '\u001f' || f."waiting" || '\u001f' || f."threadCount",
      '\u001e' ORDER BY f."position", f."id") AS "towns"
    FROM (
      SELECT w."id", w."slug", w."name", w."position", w."onDutyFrom", w."onDutyUntil", w."peerGroup", COALESCE(c."threadCount", 0) AS "threadCount",
        (SELECT COUNT(*) FROM "Thread" t WHERE t."townId" = w."id" AND t."waitingSince" IS NOT NULL AND ${publicThreads.sql}) AS "waiting",
        (SELECT MAX(x."at") FROM (
          SELECT MAX(t."publishedAt") AS "at" FROM "Thread" t WHERE t."townId" = w."id" AND ${publishedThreads.sql} AND t."kind" = 'ACTIVITY'
          UNION ALL
          SELECT MAX(t."publishedAt") AS "at" FROM "Thread" t WHERE t."townId" = w."id" AND ${publishedThreads.sql} AND t."kind" = 'HOT_TOPIC'
        ) x) AS "lastPublishedAt"
      FROM "Town" w LEFT JOIN "TownTally" c ON c."townId" = w."id"
      ${slug === undefined ? Prisma.empty : Prisma.sql`WHERE w."slug" = ${slug}`}
    ) f`);
  return row?.towns ? row.towns.split("\u001e").map(factsIn) : [];
}

function factsIn(text: string): TownFacts {
  const [id, slug, name, onDutyFrom, onDutyUntil, peerGroup, lastPublishedAt, waiting, threadCount] = text.split("\u001f") as string[];
  return {
    id: Number(id),
    slug: slug!,
    name: name!,
    onDutyFrom: onDutyFrom!,
    onDutyUntil: onDutyUntil || null,
    peerGroup: peerGroup || null,
    lastPublishedAt: lastPublishedAt ? instantIn(lastPublishedAt).toISOString() : null,
    waiting: Number(waiting),
    threadCount: Number(threadCount),
  };
}

/** An instant that the database wrote as text: SQLite keeps them as ISO texts, PostgreSQL writes them as "2026-11-03 04:00:00.5" of UTC. */
export const instantIn = (text: string): Date => new Date(text.includes("T") ? text : `${text.replace(" ", "T")}Z`);
