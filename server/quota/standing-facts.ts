import { type DaysByDate, dateOf, daysAfter, startOfDay } from "../calendar/working-days.ts";
import { type db, Prisma, type Tx } from "../data/client.ts";
import type { Kind } from "../kinds.ts";
import { ANSWER_DAYS, lateFrom, NOTHING_DUE, type OnTime } from "./answers-on-time.ts";
import { type Month, monthsAfter, startOf } from "./month.ts";
import type { Present } from "./standing.ts";
import type { StandingFacts } from "./standings.ts";
import { instantIn } from "./town-facts.ts";

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
  publishedAt: Date;
  answeredAt: Date | null;
}

/**
 * Questions and opinions that were answered since `start`, or waited at `asOf`. Raw SQL: one text instead of thousands of rows, which take longer
 * to hand over than to find (docs/benchmarks.md).
 */
async function questions(from: Reading, start: Date, asOf: Date): Promise<Question[]> {
  const [row] = await from.$queryRaw<{ questions: string | null }[]>(Prisma.sql`
    SELECT STRING_AGG(q."townId" || ',' || q."kind" || ',' || CAST(q."publishedAt" AS TEXT) || ',' || COALESCE(CAST(q."answeredAt" AS TEXT), ''), ';') AS "questions" FROM (
      SELECT t."townId", t."kind", t."publishedAt", t."answeredAt" FROM "Thread" t
      WHERE t."kind" IN ('QUESTION', 'OPINION') AND t."state" = 'published' AND t."publishedAt" < ${asOf} AND t."answeredAt" >= ${start}
      UNION ALL
      SELECT t."townId", t."kind", t."publishedAt", t."answeredAt" FROM "Thread" t
      WHERE t."waitingSince" IS NOT NULL AND t."answeredAt" IS NULL AND t."state" = 'published' AND t."publishedAt" < ${asOf}
    ) q`);
  return row?.questions ? row.questions.split(";").map(questionIn) : [];
}

function questionIn(text: string): Question {
  const [townId, kind, publishedAt, answeredAt] = text.split(",") as [string, Kind, string, string];
  return { townId: Number(townId), kind, publishedAt: instantIn(publishedAt), answeredAt: answeredAt ? instantIn(answeredAt) : null };
}

function answersByTown(rows: readonly Question[], start: Date, asOf: Date, { days, timeZone }: Present): Map<number, OnTime> {
  const lateOf = deadlines(days, timeZone);
  const byTown = new Map<number, OnTime>();
  for (const { townId, kind, publishedAt, answeredAt } of rows) {
    const late = lateOf(publishedAt, kind);
    const isAnswered = answeredAt !== null && answeredAt >= start && answeredAt < asOf;
    if (!isAnswered && late > asOf) continue;
    const known = byTown.get(townId) ?? NOTHING_DUE;
    byTown.set(townId, {
      answered: known.answered + Number(isAnswered),
      onTime: known.onTime + Number(isAnswered && answeredAt < late),
      overdue: known.overdue + Number(!isAnswered),
    });
  }
  return byTown;
}

/** Each deadline is reckoned once for a day of the site: calendar arithmetic is slow, and thousands of questions share a few days. */
function deadlines(days: DaysByDate, timeZone: string): (receivedAt: Date, kind: Kind) => Date {
  const known: { from: Date; until: Date; late: Map<Kind, Date> }[] = [];
  const dayOf = (at: Date) => {
    const found = known.find(({ from, until }) => from <= at && at < until);
    if (found) return found;
    const date = dateOf(at, timeZone);
    const made = { from: startOfDay(date, timeZone), until: startOfDay(daysAfter(date, 1), timeZone), late: new Map<Kind, Date>() };
    known.unshift(made);
    return made;
  };
  return (receivedAt, kind) => {
    const { late } = dayOf(receivedAt);
    const known = late.get(kind) ?? lateFrom(receivedAt, ANSWER_DAYS[kind] ?? 0, days, timeZone);
    late.set(kind, known);
    return known;
  };
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
