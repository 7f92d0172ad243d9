import { Prisma } from "../data/client.ts";
import { type Actor, ANYONE, isAdministrator, isMember, isModerator, officesOf } from "./actor.ts";

/**
 * A set of threads as queries ask for it: a filter of the models, and the same as a condition on "Thread" t. Raw SQL: boards, figures and the
 * desk ask for it (docs/benchmarks.md).
 */
export interface ThreadSet {
  where: Prisma.ThreadWhereInput;
  sql: Prisma.Sql;
}

/** The permission `knowThread` as a filter: for lists that keep what was removed, like a closed month's. */
export const knownThreads = (actor: Actor): ThreadSet =>
  isAdministrator(actor) ? everyThread : either([unhidden, ...own(actor), ...officesOf(actor).map(handledBy)]);

/** The permission `readThread` as a filter. A test holds it and both forms equal for every kind of actor. */
export const visibleThreads = (actor: Actor): ThreadSet =>
  inAll(isModerator(actor) ? everyThread : either([publishedThreads, ...own(actor)]), knownThreads(actor));

/** The threads that some offices handle. */
export const threadsOf = (offices: readonly string[]): ThreadSet => either(offices.map(handledBy));

/** Figures count private threads too and name none (docs/decisions/022). A literal, because PostgreSQL finds its indexes by it. */
export const publishedThreads: ThreadSet = { where: { state: "published" }, sql: Prisma.sql`t."state" = 'published'` };

/** The threads that are in both sets. */
export const inAll = (one: ThreadSet, other: ThreadSet): ThreadSet => ({
  where: { AND: [one.where, other.where] },
  sql: Prisma.sql`${one.sql} AND ${other.sql}`,
});

const everyThread: ThreadSet = { where: {}, sql: Prisma.sql`1 = 1` };
const unhidden: ThreadSet = { where: { private: false }, sql: Prisma.sql`t."private" = ${false}` };

const own = (actor: Actor): ThreadSet[] => (isMember(actor) ? [{ where: { authorId: actor.id }, sql: Prisma.sql`t."authorId" = ${actor.id}` }] : []);

const handledBy = (office: string): ThreadSet => ({
  where: { offices: { contains: `|${office}|` } },
  sql: Prisma.sql`t."offices" LIKE ${`%|${office}|%`}`,
});

const either = (sets: readonly ThreadSet[]): ThreadSet => ({
  where: { OR: sets.map(({ where }) => where) },
  sql: Prisma.sql`(${Prisma.join(
    sets.map(({ sql }) => sql),
    " OR ",
  )})`,
});

/** What everybody may read: public lists, feeds and counters, whoever asks (docs/decisions/022). */
export const publicThreads = visibleThreads(ANYONE);
