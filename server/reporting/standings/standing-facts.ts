import { publishedThreads } from "../../access/visible-threads.ts";
import { type Month, monthsAfter, startOf } from "../../calendar/month.ts";
import { type db, Prisma, type Tx } from "../../data/client.ts";
import type { Present } from "../../quota/counting/standing.ts";
import { punctualityByOffice, stretchOf } from "../statistics/tallies.ts";
import { NOTHING_DUE } from "./answers-on-time.ts";
import type { StandingFacts } from "./standings.ts";

type Reading = Pick<Tx, "$queryRaw"> | typeof db;
type OfAMonth = Pick<StandingFacts, "onTime" | "residents">;

/**
 * What the standings of `month` ask of each town besides its status, by town id: one query each for all towns. Of a month that is over
 * it tells how things stood at its end, of the running one how they stand now.
 */
export async function standingFacts(from: Reading, month: Month, present: Present): Promise<(townId: number) => OfAMonth> {
  const [start, end] = [startOf(month, present.timeZone), startOf(monthsAfter(month, 1), present.timeZone)];
  const byOffice = await punctualityByOffice(from, stretchOf(month, present.now));
  const residents = await residentsByTown(from, start, end);
  return (townId) => ({ onTime: byOffice.get(`town:${townId}`) ?? NOTHING_DUE, residents: residents.get(townId) ?? 0 });
}

/** Raw SQL: a count of different people over the index on Post.createdAt, in one text. */
async function residentsByTown(from: Reading, start: Date, end: Date): Promise<Map<number, number>> {
  const [row] = await from.$queryRaw<{ residents: string | null }[]>(Prisma.sql`
    SELECT STRING_AGG(r."townId" || ':' || r."count", ',') AS "residents" FROM (
      SELECT t."townId", COUNT(DISTINCT p."authorId") AS "count"
      FROM "Post" p JOIN "Account" a ON a."id" = p."authorId" JOIN "Thread" t ON t."id" = p."threadId"
      WHERE p."createdAt" >= ${start} AND p."createdAt" < ${end} AND p."state" = 'published' AND ${publishedThreads.sql} AND a."role" = 'resident'
      GROUP BY t."townId"
    ) r`);
  return new Map((row?.residents?.split(",") ?? []).map((each) => each.split(":").map(Number) as [number, number]));
}
