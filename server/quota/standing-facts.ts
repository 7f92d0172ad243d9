import { type db, Prisma, type Tx } from "../data/client.ts";
import { NOTHING_DUE, type OnTime } from "./answers-on-time.ts";
import { type Month, monthsAfter, startOf } from "./month.ts";
import type { Present } from "./standing.ts";
import type { StandingFacts } from "./standings.ts";

type Reading = Pick<Tx, "$queryRaw"> | typeof db;
type OfAMonth = Pick<StandingFacts, "onTime" | "residents">;

/**
 * What the standings of `month` ask of each town besides its status, by town id: one query each for all towns. Of a month that is over
 * it tells how things stood at its end, of the running one how they stand now.
 */
export async function standingFacts(from: Reading, month: Month, present: Present): Promise<(townId: number) => OfAMonth> {
  const start = startOf(month, present.timeZone);
  const end = startOf(monthsAfter(month, 1), present.timeZone);
  const onTime = await answersByTown(from, start, present.now < end ? present.now : end);
  const residents = await residentsByTown(from, start, end);
  return (townId) => ({ onTime: onTime.get(townId) ?? NOTHING_DUE, residents: residents.get(townId) ?? 0 });
}

/**
 * What the towns' own offices answered since `start`, and what was late and open at `asOf`. Raw SQL: counts by office over two indices of Feedback,
 * in one text, because thousands of rows take longer to hand over than to count (docs/benchmarks.md).
 */
async function answersByTown(from: Reading, start: Date, asOf: Date): Promise<Map<number, OnTime>> {
  const [row] = await from.$queryRaw<{ counts: string | null }[]>(Prisma.sql`
    SELECT STRING_AGG(c."office" || ':' || c."answered" || ':' || c."onTime" || ':' || c."overdue", ',') AS "counts" FROM (
      SELECT q."office", SUM(q."answered") AS "answered", SUM(q."onTime") AS "onTime", SUM(q."overdue") AS "overdue" FROM (
        SELECT f."office", f."threadId", 1 AS "answered", CASE WHEN COALESCE(f."onTime", f."answeredAt" < f."dueAt") THEN 1 ELSE 0 END AS "onTime", 0 AS "overdue"
        FROM "Feedback" f WHERE f."answeredAt" >= ${start} AND f."answeredAt" < ${asOf}
        UNION ALL
        SELECT f."office", f."threadId", 0, 0, 1 FROM "Feedback" f WHERE f."state" IN ('received', 'assigned') AND f."dueAt" <= ${asOf}
        UNION ALL
        SELECT f."office", f."threadId", 0, 0, 1 FROM "Feedback" f WHERE f."answeredAt" >= ${asOf} AND f."dueAt" <= ${asOf} AND f."state" IN ('answered', 'closed')
      ) q JOIN "Thread" t ON t."id" = q."threadId" AND t."state" = 'published'
      WHERE q."office" LIKE 'town:%' GROUP BY q."office"
    ) c`);
  return new Map((row?.counts?.split(",") ?? []).map(countIn));
}

/** "town:12:5:4:1" */
function countIn(text: string): [number, OnTime] {
  const [, townId, answered, onTime, overdue] = text.split(":").map(Number) as [number, number, number, number, number];
  return [townId, { answered, onTime, overdue }];
}

/** Raw SQL: a count of different people over the index on Post.createdAt, in one text. */
async function residentsByTown(from: Reading, start: Date, end: Date): Promise<Map<number, number>> {
  const [row] = await from.$queryRaw<{ residents: string | null }[]>(Prisma.sql`
    SELECT STRING_AGG(r."townId" || ':' || r."count", ',') AS "residents" FROM (
      SELECT t."townId", COUNT(DISTINCT p."authorId") AS "count"
      FROM "Post" p JOIN "Account" a ON a."id" = p."authorId" JOIN "Thread" t ON t."id" = p."threadId"
      WHERE p."createdAt" >= ${start} AND p."createdAt" < ${end} AND p."state" = 'published' AND t."state" = 'published' AND a."role" = 'resident'
      GROUP BY t."townId"
    ) r`);
  return new Map((row?.residents?.split(",") ?? []).map((each) => each.split(":").map(Number) as [number, number]));
}
