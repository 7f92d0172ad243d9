import { type Month, monthsAfter, startOf } from "../../calendar/month.ts";
import { config } from "../../core/config.ts";
import { type db, Prisma, type Tx } from "../../data/client.ts";
import { SHOWN } from "../../questions/asker/asked-and-shown.ts";
import { arrivalsIn, type Occurrence, occurrences, type Stretch } from "./occurrences.ts";
import { emptyTally, type Tally } from "./statistics.ts";

type Reading = Pick<Tx, "$queryRaw"> | typeof db;

/** What is counted of one office's questions of one category; null: of no office (not assigned), of no category. */
export interface Cell {
  office: string | null;
  categoryId: number | null;
  tally: Tally;
}

/** What is counted anew; on time, overdue and reopened are parts of these. */
const COUNTED = ["received", "answered", "open", "rated", "declined", "withdrawn", "merged"] as const satisfies Occurrence[];

/** `month` as far as it has gone at `now`; one that is over is told as at its last instant. */
export function stretchOf(month: Month, now: Date): Stretch {
  const { timeZone } = config();
  const last = new Date(startOf(monthsAfter(month, 1), timeZone).getTime() - 1);
  return { from: startOf(month, timeZone), until: now < last ? now : last };
}

/** The month's questions by office and category. Raw SQL: one pass that groups what would be thousands of rows (docs/decisions/031). */
export async function cellsOf(from: Reading, stretch: Stretch): Promise<Cell[]> {
  const parts = COUNTED.map((what) => Prisma.sql`SELECT ${Prisma.raw(`'${what}'`)} AS "what", o.* FROM (${occurrences[what](stretch)}) o`);
  const rows = await from.$queryRaw<Group[]>(Prisma.sql`
    SELECT q."what", q."office", g."categoryId", COUNT(*) AS "count", SUM(q."flag") AS "flags", SUM(q."mark") AS "marks",
           STRING_AGG(CAST(q."value" AS TEXT), ',') AS "values"
    FROM (${Prisma.join(parts, " UNION ALL ")}) q
    JOIN "Thread" t ON t."id" = q."threadId" AND ${SHOWN} JOIN "Feedback" g ON g."threadId" = q."threadId"
    GROUP BY q."what", q."office", g."categoryId"`);
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    const key = `${row.office} ${row.categoryId}`;
    const cell = cells.get(key) ?? { office: row.office, categoryId: row.categoryId, tally: emptyTally() };
    cells.set(key, cell);
    addTo(cell.tally, row);
  }
  return [...cells.values()];
}

interface Group {
  what: (typeof COUNTED)[number];
  office: string | null;
  categoryId: number | null;
  count: number | bigint;
  flags: number | bigint;
  marks: number | bigint;
  values: string | null;
}

function addTo(tally: Tally, { what, values, ...row }: Group): void {
  const [count, flags, marks] = [Number(row.count), Number(row.flags), Number(row.marks)];
  const numbers = values === null ? [] : values.split(",").map(Number);
  if (what === "rated") {
    tally.ratings += count;
    tally.solved += flags;
    tally.judged += marks;
    tally.points += numbers.reduce((sum, score) => sum + score, 0);
    return;
  }
  tally[what] += count;
  if (what === "open") tally.overdue += flags;
  if (what === "answered") {
    tally.onTime += flags;
    tally.reopened += marks;
    tally.minutes.push(...numbers);
  }
}

/** Answers in a stretch and what was late and open at its end, of each office. */
export interface Punctuality {
  answered: number;
  onTime: number;
  overdue: number;
}

/** Punctuality of every office at once, in one text: of thousands of towns rows take longer to hand over than to count (docs/benchmarks.md). */
export async function punctualityByOffice(from: Reading, stretch: Stretch): Promise<Map<string, Punctuality>> {
  const [row] = await from.$queryRaw<{ counts: string | null }[]>(Prisma.sql`
    SELECT STRING_AGG(c."office" || ' ' || c."answered" || ' ' || c."onTime" || ' ' || c."overdue", ',') AS "counts" FROM (
      SELECT q."office", SUM(q."answered") AS "answered", SUM(q."onTime") AS "onTime", SUM(q."overdue") AS "overdue" FROM (
        SELECT a."threadId", a."office", 1 AS "answered", a."flag" AS "onTime", 0 AS "overdue" FROM (${occurrences.answered(stretch)}) a
        UNION ALL
        SELECT o."threadId", o."office", 0, 0, 1 FROM (${occurrences.overdue(stretch)}) o
      ) q JOIN "Thread" t ON t."id" = q."threadId" AND ${SHOWN}
      WHERE q."office" IS NOT NULL GROUP BY q."office"
    ) c`);
  return new Map(
    (row?.counts?.split(",") ?? []).map((text) => {
      const [office = "", answered, onTime, overdue] = text.split(" ");
      return [office, { answered: Number(answered), onTime: Number(onTime), overdue: Number(overdue) }];
    }),
  );
}

/** A month of the whole section on the way to the present, for the trend. */
export interface TrendMonth extends Punctuality {
  received: number;
}

/** The same over all offices, month by month, in one pass. */
export async function trendOf(from: Reading, stretches: readonly Stretch[]): Promise<TrendMonth[]> {
  const parts = stretches.flatMap((stretch, index) =>
    (["received", "answered", "overdue"] as const).map(
      (what) => Prisma.sql`SELECT ${Prisma.raw(`${index} AS "month", '${what}' AS "what"`)}, COUNT(*) AS "count", SUM(o."flag") AS "flags"
        FROM (${what === "received" ? arrivalsIn(stretch) : occurrences[what](stretch)}) o JOIN "Thread" t ON t."id" = o."threadId" AND ${SHOWN}`,
    ),
  );
  const rows = await from.$queryRaw<{ month: number; what: "received" | "answered" | "overdue"; count: bigint; flags: bigint | null }[]>(
    Prisma.join(parts, " UNION ALL "),
  );
  const months = stretches.map((): TrendMonth => ({ received: 0, answered: 0, onTime: 0, overdue: 0 }));
  for (const { month, what, count, flags } of rows) {
    months[month]![what] = Number(count);
    if (what === "answered") months[month]!.onTime = Number(flags ?? 0);
  }
  return months;
}
