import { z } from "zod";
import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { dateOf, lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { type InstantPlace, keysetPage, type Pager, pagerOf, readInstantCursor } from "../../core/paging.ts";
import { threadUrl, url } from "../../core/urls.ts";
import { db, Prisma } from "../../data/client.ts";
import { officeNames } from "../../offices/offices.ts";
import { threadRowsOf } from "../../threads/thread-rows.ts";
import { SHOWN, WAITING } from "../asker/asked-and-shown.ts";
import { DAY_MS } from "../workflow/workflow.ts";

/** Overdue against its own limit; or left without an answer for so long that an inspection fails it (60 and 90 days). */
export const OVERDUE_VIEWS = ["overdue", "60", "90"] as const;
export type OverdueView = (typeof OVERDUE_VIEWS)[number];
export const OverdueQuery = z.object({ view: z.enum(OVERDUE_VIEWS).catch("overdue"), cursor: z.string().max(400).optional() });
type OverdueQuery = z.infer<typeof OverdueQuery>;

export interface OverdueRow {
  id: number;
  url: string;
  title: string;
  town: string;
  office: string | null;
  receivedAt: string;
  dueDay: string;
  /** Whole days since receipt. */
  waitsDays: number;
  remindedAt: string | null;
  /** Once a day is enough (remind-office.ts). */
  remindedToday: boolean;
  remindUrl: string;
}

export interface Overdue {
  view: OverdueView;
  counts: Record<OverdueView, number>;
  rows: OverdueRow[];
  nextCursor: string | null;
}

const ROWS_A_PAGE = 50;

/** What is late, longest first, for administrators; the list of 60 and 90 days stands apart from single deadlines (domain.md). */
export async function overdue(actor: Actor, { view, cursor }: OverdueQuery): Promise<Overdue> {
  allow(actor, "administrateOffices", {});
  const at = now();
  const [found, counts] = await Promise.all([foundIn(view, at, readInstantCursor(cursor)), countsAt(at)]);
  const { rows, nextCursor } = keysetPage(found, ROWS_A_PAGE, ({ receivedAt, threadId }) => [receivedAt, threadId]);
  return { view, counts, rows: await rowsOf(actor, rows, at), nextCursor };
}

/** The same as its page shows it. */
export async function overduePage(actor: Actor, query: OverdueQuery): Promise<Omit<Overdue, "nextCursor"> & { pager: Pager }> {
  const { nextCursor, ...board } = await overdue(actor, query);
  const link = (cursor: string | null) => url("/admin/overdue", { view: query.view === "overdue" ? null : query.view, cursor });
  return { ...board, pager: pagerOf(link, { cursor: query.cursor, nextCursor }) };
}

interface Found {
  threadId: number;
  office: string | null;
  receivedAt: Date;
  dueAt: Date;
}

/** Raw SQL: a question and its thread in one ordered keyset page, and the same conditions for the counts (asked-and-shown.ts). */
const LATE = Prisma.sql`FROM "Feedback" f JOIN "Thread" t ON t."id" = f."threadId" WHERE ${WAITING} AND ${SHOWN}`;

const foundIn = (view: OverdueView, at: Date, place: InstantPlace | null): Promise<Found[]> =>
  db.$queryRaw<Found[]>(Prisma.sql`SELECT f."threadId", f."office", f."receivedAt", f."dueAt" ${LATE} AND ${isIn(view, at)} AND ${beyond(place)}
    ORDER BY f."receivedAt", f."threadId" LIMIT ${ROWS_A_PAGE + 1}`);

function beyond(place: InstantPlace | null): Prisma.Sql {
  if (place === null) return Prisma.sql`1 = 1`;
  return Prisma.sql`f."receivedAt" >= ${place.at} AND (f."receivedAt" > ${place.at} OR f."threadId" > ${place.id})`;
}

/** How many there are of each. */
async function countsAt(at: Date): Promise<Overdue["counts"]> {
  const counted = OVERDUE_VIEWS.map((view) => Prisma.sql`COUNT(CASE WHEN ${isIn(view, at)} THEN 1 END) AS ${Prisma.raw(`"${view}"`)}`);
  const [counts] = await db.$queryRaw<Record<OverdueView, bigint>[]>(Prisma.sql`SELECT ${Prisma.join(counted)} ${LATE}`);
  return Object.fromEntries(OVERDUE_VIEWS.map((view) => [view, Number(counts![view])])) as Overdue["counts"];
}

const isIn = (view: OverdueView, at: Date): Prisma.Sql =>
  view === "overdue" ? Prisma.sql`f."dueAt" <= ${at}` : Prisma.sql`f."receivedAt" <= ${new Date(at.getTime() - Number(view) * DAY_MS)}`;

async function rowsOf(actor: Actor, found: readonly Found[], at: Date): Promise<OverdueRow[]> {
  const ids = found.map(({ threadId }) => threadId);
  const [threads, reminders, names] = await Promise.all([
    threadRowsOf(ids, actor),
    db.feedbackStep.groupBy({ by: ["threadId"], where: { threadId: { in: ids }, event: "reminded" }, _max: { at: true } }),
    officeNames(),
  ]);
  const threadOf = new Map(threads.map((row) => [row.id, row]));
  const remindedAt = new Map(reminders.map(({ threadId, _max }) => [threadId, _max.at]));
  const { timeZone } = config();
  return found.flatMap(({ threadId, office, receivedAt, dueAt }) => {
    const thread = threadOf.get(threadId);
    if (!thread) return [];
    const reminded = remindedAt.get(threadId);
    return {
      id: threadId,
      url: threadUrl(threadId),
      title: thread.title,
      town: thread.town.name,
      office: (office && names.get(office)?.name) || null,
      receivedAt: receivedAt.toISOString(),
      dueDay: lastDayBefore(dueAt, timeZone),
      waitsDays: Math.floor((at.getTime() - receivedAt.getTime()) / DAY_MS),
      remindedAt: reminded?.toISOString() ?? null,
      remindedToday: reminded != null && dateOf(reminded, timeZone) === dateOf(at, timeZone),
      remindUrl: `${threadUrl(threadId)}/remind`,
    };
  });
}
