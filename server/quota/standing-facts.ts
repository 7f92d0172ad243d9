import type { DaysByDate } from "../calendar/working-days.ts";
import { type db, Prisma, type Tx } from "../data/client.ts";
import type { Kind } from "../kinds.ts";
import { ANSWER_DAYS, lateFrom, NOTHING_DUE, type OnTime } from "./answers-on-time.ts";
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
  const asOf = present.now < end ? present.now : end;
  const onTime = answersByTown(await questions(from, start, asOf), start, asOf, present);
  const residents = await residentsByTown(from, start, end);
  return (townId) => ({ onTime: onTime.get(townId) ?? NOTHING_DUE, residents: residents.get(townId) ?? 0 });
}

interface Question {
  townId: number;
  kind: Kind;
  publishedAt: Date | string;
  answeredAt: Date | string | null;
}

/** Questions and opinions that were answered since `start`, or waited at `asOf`. Raw SQL: two indices, a few columns of possibly thousands. */
const questions = (from: Reading, start: Date, asOf: Date): Promise<Question[]> =>
  from.$queryRaw<Question[]>(Prisma.sql`
    SELECT t."townId", t."kind", t."publishedAt", t."answeredAt" FROM "Thread" t
    WHERE t."kind" IN ('QUESTION', 'OPINION') AND t."state" = 'published' AND t."publishedAt" < ${asOf} AND t."answeredAt" >= ${start}
    UNION ALL
    SELECT t."townId", t."kind", t."publishedAt", t."answeredAt" FROM "Thread" t
    WHERE t."waitingSince" IS NOT NULL AND t."answeredAt" IS NULL AND t."state" = 'published' AND t."publishedAt" < ${asOf}`);

function answersByTown(rows: readonly Question[], start: Date, asOf: Date, { days, timeZone }: Present): Map<number, OnTime> {
  const lateOf = deadlines(days, timeZone);
  const byTown = new Map<number, OnTime>();
  for (const { townId, kind, publishedAt, answeredAt } of rows) {
    const late = lateOf(new Date(publishedAt), kind);
    const answered = answeredAt === null ? null : new Date(answeredAt);
    const isAnswered = answered !== null && answered >= start && answered < asOf;
    if (!isAnswered && late > asOf) continue;
    const known = byTown.get(townId) ?? NOTHING_DUE;
    byTown.set(townId, {
      answered: known.answered + Number(isAnswered),
      onTime: known.onTime + Number(isAnswered && answered < late),
      overdue: known.overdue + Number(!isAnswered),
    });
  }
  return byTown;
}

/** Each deadline is reckoned once for a day: calendar arithmetic is slow, and questions of a day share it. */
function deadlines(days: DaysByDate, timeZone: string): (receivedAt: Date, kind: Kind) => Date {
  const known = new Map<string, Date>();
  const QUARTER_MS = 900_000; // lies in one day in every zone
  return (receivedAt, kind) => {
    const key = `${kind} ${Math.floor(receivedAt.getTime() / QUARTER_MS)}`;
    const late = known.get(key) ?? lateFrom(receivedAt, ANSWER_DAYS[kind] ?? 0, days, timeZone);
    known.set(key, late);
    return late;
  };
}

/** Raw SQL: a count of different people over the index on Post.createdAt. */
async function residentsByTown(from: Reading, start: Date, end: Date): Promise<Map<number, number>> {
  const rows = await from.$queryRaw<{ townId: number; residents: number }[]>(Prisma.sql`
    SELECT t."townId", CAST(COUNT(DISTINCT p."authorId") AS INTEGER) AS "residents"
    FROM "Post" p JOIN "Account" a ON a."id" = p."authorId" JOIN "Thread" t ON t."id" = p."threadId"
    WHERE p."createdAt" >= ${start} AND p."createdAt" < ${end} AND p."state" = 'published' AND t."state" = 'published' AND a."role" = 'resident'
    GROUP BY t."townId"`);
  return new Map(rows.map(({ townId, residents }) => [townId, Number(residents)]));
}
