import type { Actor } from "../../access/actor.ts";
import { publicThreads } from "../../access/visible-threads.ts";
import type { Month } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { now } from "../../core/clock.ts";
import { type InstantPlace, keysetPage, readInstantCursor } from "../../core/paging.ts";
import { NotFound } from "../../core/problems.ts";
import { db, Prisma } from "../../data/client.ts";
import { allCategories } from "../../offices/categories.ts";
import { officeNames } from "../../offices/offices.ts";
import { SHOWN } from "../../questions/asker/asked-and-shown.ts";
import { type ThreadRow, threadRowsOf } from "../../threads/thread-rows.ts";
import { type Occurrence, occurrences } from "./occurrences.ts";
import type { StatisticsListQuery } from "./statistics-inputs.ts";
import { stretchOf } from "./tallies.ts";

/** What was counted, beside its thread. */
export interface Happened {
  /** ISO. */
  at: string;
  /** Whose it is in the figures; null: nobody's. */
  office: string | null;
  /** Of answers: whether they came in time, and after how many hours of office time where that was measured. */
  onTime: boolean | null;
  workingHours: number | null;
}

export interface StatisticsList {
  month: Month;
  what: Occurrence;
  /** Whose they are and what they are about, as far as the list is limited to it. */
  office: string | null;
  category: string | null;
  without: "office" | "category" | null;
  rows: (ThreadRow & { happened: Happened })[];
  /** All that the figure counts, and how many of them are private: counted, and never listed. */
  total: number;
  hidden: number;
  nextCursor: string | null;
}

const ROWS_A_PAGE = 30;

/** The questions and opinions behind a figure, latest first. @throws NotFound (a month to come, an unknown town, department or category) */
export async function statisticsList(actor: Actor, query: StatisticsListQuery): Promise<StatisticsList> {
  const { month = presentMonth(), what, without } = query;
  if (month > presentMonth()) throw new NotFound();
  const [office, category] = await Promise.all([officeIn(query), categoryIn(query)]);
  const place = readInstantCursor(query.cursor);
  const limited = Prisma.sql`FROM (${occurrences[what](stretchOf(month, now()))}) o
    JOIN "Thread" t ON t."id" = o."threadId" AND ${SHOWN} JOIN "Feedback" g ON g."threadId" = o."threadId"
    WHERE ${office ? Prisma.sql`o."office" = ${office.key}` : without === "office" ? Prisma.sql`o."office" IS NULL` : ALL}
      AND ${category ? Prisma.sql`g."categoryId" = ${category.id}` : without === "category" ? Prisma.sql`g."categoryId" IS NULL` : ALL}`;
  // Raw SQL: what a figure counts is listed by the very conditions that count it (occurrences.ts).
  const [[counted], found] = await Promise.all([
    db.$queryRaw<{ total: bigint; hidden: bigint }[]>(
      Prisma.sql`SELECT COUNT(*) AS "total", COUNT(CASE WHEN NOT (${publicThreads.sql}) THEN 1 END) AS "hidden" ${limited}`,
    ),
    db.$queryRaw<Counted[]>(Prisma.sql`SELECT o."threadId", o."at", o."office", o."flag", o."value" ${limited} AND ${publicThreads.sql}
      AND ${after(place)} ORDER BY o."at" DESC, o."threadId" DESC LIMIT ${ROWS_A_PAGE + 1}`),
  ]);
  const names = await officeNames();
  const { rows, nextCursor } = keysetPage(found, ROWS_A_PAGE, ({ at, threadId }) => [new Date(at), threadId]);
  const shown = rows.map((row) => ({ threadId: row.threadId, happened: happened(row, what, names) }));
  return {
    ...{ month, what, office: office?.name ?? null, category: category?.name ?? null, without: without ?? null },
    rows: await withThreads(actor, shown),
    total: Number(counted?.total ?? 0),
    hidden: Number(counted?.hidden ?? 0),
    nextCursor,
  };
}

/** A row of occurrences.ts; of its numbers only those of answers are told: a rating is never shown by itself. */
interface Counted {
  threadId: number;
  at: Date | string;
  office: string | null;
  flag: number | bigint;
  value: number | bigint | null;
}

const ANSWERS: readonly Occurrence[] = ["answered", "onTime", "reopened"];

function happened({ at, office, flag, value }: Counted, what: Occurrence, names: Awaited<ReturnType<typeof officeNames>>): Happened {
  const isAnswer = ANSWERS.includes(what);
  return {
    at: new Date(at).toISOString(),
    office: office === null ? null : (names.get(office)?.name ?? null),
    onTime: isAnswer ? Number(flag) === 1 : null,
    workingHours: isAnswer && value !== null ? Number(value) / 60 : null,
  };
}

const ALL = Prisma.sql`1 = 1`;

const after = (place: InstantPlace | null): Prisma.Sql =>
  place === null ? ALL : Prisma.sql`o."at" <= ${place.at} AND (o."at" < ${place.at} OR o."threadId" < ${place.id})`;

/** A question that was answered twice stands there twice. */
async function withThreads(actor: Actor, shown: readonly { threadId: number; happened: Happened }[]): Promise<StatisticsList["rows"]> {
  const ids = [...new Set(shown.map(({ threadId }) => threadId))];
  const threads = new Map((await threadRowsOf(ids, actor)).map((row) => [row.id, row]));
  return shown.flatMap(({ threadId, happened }) => {
    const thread = threads.get(threadId);
    return thread ? [{ ...thread, happened }] : [];
  });
}

async function officeIn({ town, department }: StatisticsListQuery) {
  if (town === undefined && department === undefined) return null;
  const [kind, slug] = town === undefined ? (["department", department] as const) : (["town", town] as const);
  const office = [...(await officeNames()).values()].find((each) => each.kind === kind && each.slug === slug);
  if (!office) throw new NotFound("unknownOffice");
  return office;
}

async function categoryIn({ category: slug }: StatisticsListQuery) {
  if (slug === undefined) return null;
  const category = (await allCategories()).find((each) => each.slug === slug);
  if (!category) throw new NotFound("unknownCategory");
  return category;
}
