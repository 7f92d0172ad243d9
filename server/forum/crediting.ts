import { daysIn } from "../calendar/calendar.ts";
import { config } from "../config.ts";
import { type db, Prisma, type Tx } from "../data/client.ts";
import type { After } from "../events.ts";
import { type Credit, type CreditCandidate, creditInOrder, MONTHS_COMPARED, quotaMonthOf } from "../quota/credit.ts";
import { closedMonths } from "../quota/frozen-month.ts";
import { type Month, monthsAfter } from "../quota/month.ts";
import { policiesIn } from "../quota/policies.ts";
import type { Policies } from "../quota/policy.ts";

/** A thread's place in the quota; what acts know of it without asking. */
export interface QuotaPlace {
  openedForTownId: number | null;
  quotaMonth: Month | null;
}

/** The month that an association's thread published now belongs to, by all that was decided; null for what never counts. */
export async function monthOfPublication(tx: Tx, times: { submittedAt: Date; publishedAt: Date }): Promise<Month> {
  const [policies, days, closed] = [await policiesIn(tx), await daysIn(tx), await closedMonths(tx)];
  return quotaMonthOf(times, policies, days, (month) => closed.has(month), config().timeZone);
}

/**
 * Judges a thread's town anew from its month on and writes what differs: one thread's change can make another count that repeated
 * it. The only writer of the credited month. Closed months stay as they are. @param movedFrom the board that the thread was on before
 */
export async function credit(
  tx: Tx,
  after: After,
  { openedForTownId, quotaMonth }: QuotaPlace,
  movedFrom?: { threadId: number; townId: number },
): Promise<void> {
  if (openedForTownId === null || quotaMonth === null) return;
  await creditTown(tx, after, openedForTownId, quotaMonth, movedFrom);
}

/** The same for every thread that a town's association opened since `from`. @returns how many threads differed */
export async function creditTown(tx: Tx, after: After, townId: number, from: Month, movedFrom?: { threadId: number; townId: number }): Promise<number> {
  await lockTown(tx, townId);
  const rules = { policies: await policiesIn(tx), isSettled: await settledBefore(tx, from) };
  return judge(tx, after, await threadsToJudge(tx, from, townId), rules, movedFrom);
}

/** The same for every town: after a change of policy, or when a month is open again. @returns how many threads differed */
export async function creditTowns(tx: Tx, after: After, from: Month): Promise<number> {
  await lockTowns(tx);
  const rules = { policies: await policiesIn(tx), isSettled: await settledBefore(tx, from) };
  let differed = 0;
  for (const threads of byTown(await threadsToJudge(tx, from)).values()) differed += await judge(tx, after, threads, rules);
  return differed;
}

/** Until the end of the transaction nothing is published, removed, moved or judged anew in any town. Raw SQL: see lockTown. */
export const lockTowns = (tx: Tx): Promise<unknown> => tx.$executeRaw(Prisma.sql`UPDATE "TownTally" SET "threadCount" = "threadCount"`);

/** Threads by the town whose association opened them: what repeats what is asked within a town. */
export function byTown<T extends { openedForTownId: number | null }>(threads: readonly T[]): Map<number | null, T[]> {
  const towns = new Map<number | null, T[]>();
  for (const thread of threads) {
    const known = towns.get(thread.openedForTownId);
    if (known) known.push(thread);
    else towns.set(thread.openedForTownId, [thread]);
  }
  return towns;
}

async function settledBefore(tx: Tx, from: Month): Promise<(month: Month) => boolean> {
  const closed = await closedMonths(tx);
  return (month) => month < from || closed.has(month);
}

interface Rules {
  policies: Policies;
  isSettled: (month: Month) => boolean;
}

/** Writes what differs of one town's threads. */
async function judge(
  tx: Tx,
  after: After,
  threads: readonly Judged[],
  { policies, isSettled }: Rules,
  movedFrom?: { threadId: number; townId: number },
): Promise<number> {
  const credits = creditInOrder(threads, policies, isSettled);
  let differed = 0;
  for (const [index, thread] of threads.entries()) {
    const now = credits[index]!;
    const wasOn = movedFrom?.threadId === thread.id ? movedFrom.townId : thread.townId;
    if (isSettled(thread.quotaMonth)) continue;
    if (now.creditedMonth !== thread.creditedMonth || wasOn !== thread.townId) tell(after, thread, now, wasOn);
    if (!differs(thread, now)) continue;
    const { id, ...data } = now;
    await tx.thread.update({ where: { id }, data });
    differed++;
  }
  return differed;
}

export type Judged = CreditCandidate & Omit<Credit, "id" | "creditedMonth">;

const differs = (before: Judged, now: Credit): boolean =>
  before.creditedMonth !== now.creditedMonth ||
  before.shortfall !== now.shortfall ||
  before.duplicateOfId !== now.duplicateOfId ||
  before.similarity !== now.similarity;

function tell(after: After, { creditedMonth, townId }: Judged, now: Credit, wasOn: number): void {
  if (creditedMonth) after("quota.changed", { month: creditedMonth, townId: wasOn });
  if (now.creditedMonth) after("quota.changed", { month: now.creditedMonth, townId });
}

/** One after the other for each town: what repeats what depends on the order. Raw SQL: locks the row without changing it, on both databases. */
const lockTown = (tx: Tx, townId: number) => tx.$executeRaw(Prisma.sql`UPDATE "TownTally" SET "threadCount" = "threadCount" WHERE "townId" = ${townId}`);

/** A town's or every town's threads since `first`, those that they are compared with, and the announcements of their recaps. */
export async function threadsToJudge(from: Pick<Tx, "thread"> | typeof db, first: Month, townId?: number): Promise<Judged[]> {
  const select = {
    id: true,
    kind: true,
    state: true,
    townId: true,
    openedForTownId: true,
    bodyLength: true,
    distinctCharacters: true,
    pictureCount: true,
    fingerprint: true,
    quotaMonth: true,
    recapOfId: true,
    grantReason: true,
    creditedMonth: true,
    shortfall: true,
    duplicateOfId: true,
    similarity: true,
  } as const;
  const since = monthsAfter(first, -MONTHS_COMPARED);
  const opened = townId === undefined ? { not: null } : townId;
  const recent = await from.thread.findMany({ where: { openedForTownId: opened, quotaMonth: { gte: since } }, select, orderBy: { id: "asc" } });
  const known = new Set(recent.map(({ id }) => id));
  const announcements = recent.map(({ recapOfId }) => recapOfId).filter((id) => id !== null && !known.has(id)) as number[];
  const earlier =
    announcements.length === 0
      ? []
      : await from.thread.findMany({ where: { id: { in: announcements }, quotaMonth: { not: null } }, select, orderBy: { id: "asc" } });
  return [...earlier, ...recent] as Judged[];
}
