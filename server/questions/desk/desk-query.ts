import { z } from "zod";
import { type Actor, isAdministrator, officesOf } from "../../access/actor.ts";
import { inAll, threadsOf, visibleThreads } from "../../access/visible-threads.ts";
import { FEEDBACK_STATES } from "../../core/kinds.ts";
import { Forbidden } from "../../core/problems.ts";
import { Prisma } from "../../data/client.ts";
import type { Office } from "../../offices/offices.ts";
import { SHOWN, WAITING } from "../asker/asked-and-shown.ts";

const flag = z.preprocess(
  (value) => (value === "" || value === undefined ? undefined : value === "1" || value === "true" || value === true),
  z.boolean().optional(),
);
const optional = <T extends z.ZodType>(shape: T) => z.preprocess((value) => (value === "" ? undefined : value), shape.optional());

/** Which part of the queue is shown; all of it lives in the address. */
export const DeskQuery = z.object({
  /** The slug of one of the offices that the reader speaks for; an administrator's may be any. */
  office: optional(z.string().max(64, "unknownOffice")),
  state: optional(z.enum(["open", "all", ...FEEDBACK_STATES], "wrongType")).default("open"),
  kind: optional(z.enum(["QUESTION", "OPINION"], "wrongType")),
  category: optional(z.string().max(64, "unknownCategory")),
  overdue: flag,
  soon: flag,
  /** Those whose answer the reader is writing, or has to sign off. */
  mine: flag,
});
export type DeskQuery = z.infer<typeof DeskQuery>;

/** The instants that make a question overdue and due soon. */
export interface DeskTimes {
  at: Date;
  soonUntil: Date;
}

// Raw SQL: conditions of the joined query in desk-page.ts.

/** The questions that `actor` handles, of one office or of all. @throws Forbidden for an office of others */
export function scopeOf(actor: Actor, office: Office | null): Prisma.Sql {
  if (office && !isAdministrator(actor) && !officesOf(actor).includes(office.key)) throw new Forbidden();
  const visible = visibleThreads(actor);
  if (!office && isAdministrator(actor)) return Prisma.sql`${SHOWN} AND ${visible.sql}`;
  const handled = threadsOf(office ? [office.key] : officesOf(actor));
  return Prisma.sql`${SHOWN} AND ${inAll(handled, visible).sql}`;
}

/** What is kept from tab to tab: the kind and the category that `query` asks for. */
export const aboutOf = ({ kind, category }: DeskQuery): Prisma.Sql =>
  allOf([
    kind ? Prisma.sql`CAST(t."kind" AS TEXT) = ${kind}` : null,
    category ? Prisma.sql`f."categoryId" IN (SELECT c."id" FROM "Category" c WHERE c."slug" = ${category})` : null,
  ]);

/** Which of them its tab, or its address, asks for. */
export const filterOf = (actor: Actor, query: DeskQuery, times: DeskTimes): Prisma.Sql =>
  allOf([
    query.state === "open" ? WAITING : query.state === "all" ? null : Prisma.sql`CAST(f."state" AS TEXT) = ${query.state}`,
    query.overdue ? overdue(times) : null,
    query.soon ? soon(times) : null,
    query.mine ? mine(actor) : null,
  ]);

function allOf(conditions: (Prisma.Sql | null)[]): Prisma.Sql {
  const asked = conditions.filter((condition) => condition !== null);
  return asked.length === 0 ? Prisma.sql`1 = 1` : Prisma.join(asked, " AND ");
}

/** How many each tab of the desk holds. */
export const countsOf = (actor: Actor, times: DeskTimes): Prisma.Sql => Prisma.sql`
  COUNT(CASE WHEN ${WAITING} THEN 1 END) AS "open", COUNT(CASE WHEN ${overdue(times)} THEN 1 END) AS "overdue", COUNT(CASE WHEN ${soon(times)} THEN 1 END) AS "soon",
  COUNT(CASE WHEN ${WAITING} AND ${mine(actor)} THEN 1 END) AS "mine", COUNT(CASE WHEN CAST(f."state" AS TEXT) = 'received' THEN 1 END) AS "received",
  COUNT(CASE WHEN CAST(f."state" AS TEXT) = 'answered' THEN 1 END) AS "answered", COUNT(*) AS "all"`;

const overdue = ({ at }: DeskTimes) => Prisma.sql`(${WAITING} AND f."dueAt" <= ${at})`;
const soon = ({ at, soonUntil }: DeskTimes) => Prisma.sql`(${WAITING} AND f."dueAt" > ${at} AND f."dueAt" <= ${soonUntil})`;
const mine = ({ id }: Actor) => Prisma.sql`EXISTS (SELECT 1 FROM "AnswerDraft" d WHERE d."threadId" = f."threadId" AND (d."editorId" = ${id} OR
  EXISTS (SELECT 1 FROM "SignOffStep" s WHERE s."office" = f."office" AND s."position" = d."step" AND s."accountId" = ${id})))`;
