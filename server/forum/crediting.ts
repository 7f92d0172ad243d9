import { daysIn } from "../calendar/calendar.ts";
import { config } from "../config.ts";
import { Prisma, type Tx } from "../data/client.ts";
import type { After } from "../events.ts";
import { type Credit, type CreditCandidate, creditInOrder, MONTHS_COMPARED, quotaMonthOf } from "../quota/credit.ts";
import { closedMonths } from "../quota/frozen-month.ts";
import { type Month, monthsAfter } from "../quota/month.ts";
import { policiesIn } from "../quota/policies.ts";

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
  const [policies, closed] = [await policiesIn(tx), await closedMonths(tx)];
  const isSettled = (month: Month) => month < from || closed.has(month);
  const threads = await threadsToJudge(tx, townId, from);
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

type Judged = CreditCandidate & Omit<Credit, "id" | "creditedMonth">;

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

/** The town's threads of the months in question, those that they are compared with, and the announcements of their recaps. */
async function threadsToJudge(tx: Tx, townId: number, from: Month): Promise<Judged[]> {
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
  const since = monthsAfter(from, -MONTHS_COMPARED);
  const recent = await tx.thread.findMany({ where: { openedForTownId: townId, quotaMonth: { gte: since } }, select, orderBy: { id: "asc" } });
  const known = new Set(recent.map(({ id }) => id));
  const announcements = recent.map(({ recapOfId }) => recapOfId).filter((id) => id !== null && !known.has(id)) as number[];
  const earlier =
    announcements.length === 0
      ? []
      : await tx.thread.findMany({ where: { id: { in: announcements }, quotaMonth: { not: null } }, select, orderBy: { id: "asc" } });
  return [...earlier, ...recent] as Judged[];
}
