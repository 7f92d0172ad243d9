import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { inAll, knownThreads, publishedThreads, visibleThreads } from "../../access/visible-threads.ts";
import { lastDayOf, type Month, monthsAfter, startOf } from "../../calendar/month.ts";
import { daysAfter, startOfDay } from "../../calendar/working-days.ts";
import { config } from "../../core/config.ts";
import { boardUrl, threadUrl } from "../../core/urls.ts";
import { db, Prisma } from "../../data/client.ts";
import { policies } from "../../quota/policy/policies.ts";
import { policyOf } from "../../quota/policy/policy.ts";
import { type Copy, copiesBetweenTowns } from "./copies.ts";

/** A thread that the report names. */
export interface NamedThread {
  id: number;
  title: string;
  url: string;
  town: { slug: string; name: string; url: string };
}

/** A town that published most of its credited threads in the month's last days. */
export interface Crowding {
  town: NamedThread["town"];
  credited: number;
  late: NamedThread[];
}

/** A thread under which its own association wrote most of the replies. */
export interface OwnReplies {
  thread: NamedThread;
  replies: number;
  own: number;
}

export interface GamingReport {
  month: Month;
  lastDays: number;
  threshold: number;
  crowding: Crowding[];
  copies: { thread: NamedThread; like: NamedThread; similarity: number }[];
  ownReplies: OwnReplies[];
}

/** The last days of a month that are looked at. */
const LAST_DAYS = 3;
/** Fewer say nothing: one thread on the last day is no crowd, two replies under one's own thread are a conversation. */
const LEAST_LATE = 2;
const LEAST_OWN = 3;
const MOST_LINES = 200;

/**
 * What an administrator may want to look at: how figures of a month came about. It judges nobody, punishes nothing and changes no figure.
 * Source: domain.md, "The quota, exactly", "A report for administrators only". @throws Forbidden, SignInNeeded
 */
export async function gamingReport(actor: Actor, month: Month): Promise<GamingReport> {
  allow(actor, "administrateQuota", {});
  const threshold = policyOf(await policies(), month).duplicateThreshold;
  const credited = await creditedThreads(actor, month);
  const copies = copiesBetweenTowns(
    credited.flatMap(({ id, townId, fingerprint }) => (fingerprint ? [{ id, townId, fingerprint }] : [])),
    threshold,
  );
  return {
    month,
    lastDays: LAST_DAYS,
    threshold,
    crowding: crowded(credited, month),
    copies: named(copies, credited),
    ownReplies: await ownReplies(actor, month),
  };
}

interface CreditedThread {
  id: number;
  title: string;
  townId: number;
  fingerprint: string | null;
  publishedAt: Date;
  town: { slug: string; name: string };
}

const creditedThreads = (actor: Actor, month: Month): Promise<CreditedThread[]> =>
  db.thread.findMany({
    where: { creditedMonth: month, ...knownThreads(actor).where },
    select: { id: true, title: true, townId: true, fingerprint: true, publishedAt: true, town: { select: { slug: true, name: true } } },
    orderBy: { id: "asc" },
  });

function crowded(credited: readonly CreditedThread[], month: Month): Crowding[] {
  const from = startOfDay(daysAfter(lastDayOf(month), 1 - LAST_DAYS), config().timeZone);
  const byTown = new Map<number, CreditedThread[]>();
  for (const thread of credited) byTown.set(thread.townId, [...(byTown.get(thread.townId) ?? []), thread]);
  const lines = [...byTown.values()].map((threads) => ({ threads, late: threads.filter(({ publishedAt }) => publishedAt >= from) }));
  return lines
    .filter(({ threads, late }) => late.length >= LEAST_LATE && late.length * 2 > threads.length)
    .map(({ threads, late }) => ({ town: townOf(late[0]!), credited: threads.length, late: late.map(nameOf) }));
}

function named(copies: readonly Copy[], credited: readonly CreditedThread[]): GamingReport["copies"] {
  const byId = new Map(credited.map((thread) => [thread.id, thread]));
  const lines = copies.map(({ id, likeId, similarity }) => ({ thread: nameOf(byId.get(id)!), like: nameOf(byId.get(likeId)!), similarity }));
  return lines.sort((one, other) => other.similarity - one.similarity).slice(0, MOST_LINES);
}

const townOf = ({ town }: Pick<CreditedThread, "town">) => ({ slug: town.slug, name: town.name, url: boardUrl(town.slug) });
const nameOf = (thread: Pick<CreditedThread, "id" | "title" | "town">): NamedThread => ({
  id: thread.id,
  title: thread.title,
  url: threadUrl(thread.id),
  town: townOf(thread),
});

/** Raw SQL: two counts for each thread that an association opened, over the replies of the month (index on Post.createdAt). */
async function ownReplies(actor: Actor, month: Month): Promise<OwnReplies[]> {
  const { timeZone } = config();
  const [start, end] = [startOf(month, timeZone), startOf(monthsAfter(month, 1), timeZone)];
  const rows = await db.$queryRaw<{ id: number; title: string; slug: string; name: string; replies: number; own: number }[]>(Prisma.sql`
    SELECT c.*, t."title", w."slug", w."name" FROM (
      SELECT p."threadId" AS "id", CAST(COUNT(*) AS INTEGER) AS "replies",
        CAST(COUNT(CASE WHEN a."role" = 'association' AND a."townId" = t."openedForTownId" THEN 1 END) AS INTEGER) AS "own"
      FROM "Post" p JOIN "Thread" t ON t."id" = p."threadId" AND t."openedForTownId" IS NOT NULL AND ${inAll(publishedThreads, visibleThreads(actor)).sql}
        JOIN "Account" a ON a."id" = p."authorId"
      WHERE p."createdAt" >= ${start} AND p."createdAt" < ${end} AND p."seq" > 0 AND p."state" = 'published' GROUP BY p."threadId"
    ) c JOIN "Thread" t ON t."id" = c."id" JOIN "Town" w ON w."id" = t."townId"
    WHERE c."own" >= ${LEAST_OWN} AND c."own" * 2 > c."replies" ORDER BY c."own" DESC, c."id" LIMIT ${MOST_LINES}`);
  return rows.map(({ id, title, slug, name, replies, own }) => ({
    thread: nameOf({ id, title, town: { slug, name } }),
    replies: Number(replies),
    own: Number(own),
  }));
}
