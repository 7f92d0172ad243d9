import { type Actor, isAdministrator, officesOf } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { workingCalendar } from "../../calendar/calendar.ts";
import { lastDayBefore } from "../../calendar/working-days.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import type { FeedbackState } from "../../core/kinds.ts";
import { keysetPage, readInstantCursor } from "../../core/paging.ts";
import { threadUrl } from "../../core/urls.ts";
import { db, Prisma } from "../../data/client.ts";
import { type Office, officeNames, offices, officeWithSlug } from "../../offices/offices.ts";
import { dueUntil } from "../deadlines/escalation.ts";
import { isOpen } from "../workflow/workflow.ts";
import { aboutOf, countsOf, type DeskQuery, type DeskTimes, filterOf, scopeOf } from "./desk-query.ts";

/** A question on the desk of those who handle it. */
export interface DeskRow {
  id: number;
  url: string;
  title: string;
  kind: "QUESTION" | "OPINION";
  town: string;
  office: string | null;
  state: FeedbackState;
  category: string | null;
  channel: "online" | "phone" | "counter";
  private: boolean;
  receivedAt: string;
  dueAt: string;
  dueDay: string;
  isOpen: boolean;
  overdue: boolean;
  soon: boolean;
  /** Whether an answer is being written, or waits for a signature. */
  draft: "writing" | "waiting" | null;
  /** The reader's office leads and may answer it now: it can be ticked. */
  mayAnswer: boolean;
}

export const DESK_TABS = ["open", "overdue", "soon", "mine", "received", "answered", "all"] as const;
export type DeskTab = (typeof DESK_TABS)[number];

export interface Desk {
  rows: DeskRow[];
  nextCursor: string | null;
  counts: Record<DeskTab, number>;
  /** The offices that the reader may choose between. */
  offices: Office[];
}

/** The questions that `actor`'s offices handle, by due time, what is overdue on top. @throws SignInNeeded, Forbidden, NotFound (office) */
export async function desk(actor: Actor, query: DeskQuery, limit: number, cursor?: string): Promise<Desk> {
  allow(actor, "useDesk", {});
  const times = await deskTimes();
  const asked = Prisma.sql`${scopeOf(actor, query.office ? await officeWithSlug(query.office) : null)} AND ${aboutOf(query)}`;
  const [found, [counted], names, own] = await Promise.all([
    rowsOf(Prisma.sql`${asked} AND ${filterOf(actor, query, times)} AND ${after(cursor)}`, limit + 1),
    db.$queryRaw<Record<DeskTab, bigint>[]>(
      Prisma.sql`SELECT ${countsOf(actor, times)} FROM "Feedback" f JOIN "Thread" t ON t."id" = f."threadId" WHERE ${asked}`,
    ),
    officeNames(),
    offices(),
  ]);
  const { rows, nextCursor } = keysetPage(found, limit, ({ dueAt, id }) => [dueAt, id]);
  return {
    rows: rows.map((row) => rowView(row, names, times, officesOf(actor))),
    nextCursor,
    counts: Object.fromEntries(DESK_TABS.map((tab) => [tab, Number(counted![tab])])) as Desk["counts"],
    offices: own.filter(({ key }) => isAdministrator(actor) || officesOf(actor).includes(key)),
  };
}

type FoundRow = Pick<DeskRow, "id" | "title" | "kind" | "town" | "office" | "state" | "category" | "channel" | "private"> & {
  receivedAt: Date;
  dueAt: Date;
  drafted: number | null;
  step: number | null;
};

/** Raw SQL: a question and its thread in one ordered keyset page, which Prisma's models cannot join without a relation. */
const rowsOf = (where: Prisma.Sql, limit: number) =>
  db.$queryRaw<FoundRow[]>(Prisma.sql`
    SELECT f."threadId" AS "id", t."title", t."kind", w."name" AS "town", f."office", f."state", c."name" AS "category", f."channel", t."private", f."receivedAt", f."dueAt",
           d."version" AS "drafted", d."step"
    FROM "Feedback" f JOIN "Thread" t ON t."id" = f."threadId" JOIN "Town" w ON w."id" = t."townId"
      LEFT JOIN "Category" c ON c."id" = f."categoryId" LEFT JOIN "AnswerDraft" d ON d."threadId" = f."threadId"
    WHERE ${where} ORDER BY f."dueAt", f."threadId" LIMIT ${limit}`);

function after(cursor: string | undefined): Prisma.Sql {
  const place = readInstantCursor(cursor);
  return place ? Prisma.sql`(f."dueAt" > ${place.at} OR (f."dueAt" = ${place.at} AND f."threadId" > ${place.id}))` : Prisma.sql`1 = 1`;
}

async function deskTimes(): Promise<DeskTimes> {
  const at = now();
  return { at, soonUntil: dueUntil(at, await workingCalendar(), config().timeZone).dueSoon };
}

function rowView({ drafted, step, ...row }: FoundRow, names: ReadonlyMap<string, Office>, { at, soonUntil }: DeskTimes, own: readonly string[]): DeskRow {
  const waits = isOpen(row.state);
  return {
    ...row,
    url: threadUrl(row.id),
    office: (row.office && names.get(row.office)?.name) || null,
    private: Boolean(row.private),
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    dueDay: lastDayBefore(row.dueAt, config().timeZone),
    isOpen: waits,
    overdue: waits && row.dueAt <= at,
    soon: waits && row.dueAt > at && row.dueAt <= soonUntil,
    draft: drafted === null || !waits ? null : step === null ? "writing" : "waiting",
    mayAnswer: row.state === "assigned" && step === null && row.office !== null && own.includes(row.office),
  };
}
