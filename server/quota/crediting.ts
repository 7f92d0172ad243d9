import { daysIn } from "../calendar/calendar.ts";
import type { Month } from "../calendar/month.ts";
import { config } from "../core/config.ts";
import type { After } from "../core/events.ts";
import { record } from "../data/audit.ts";
import type { Tx } from "../data/client.ts";
import { changeThreadWithin } from "../threads/change-thread.ts";
import { lockTowns } from "../threads/tally.ts";
import { setCredit } from "../threads/thread-columns.ts";
import { closedMonths } from "./closing/frozen-month.ts";
import { type Credit, creditInOrder, quotaMonthOf } from "./counting/credit.ts";
import { policiesIn } from "./policy/policies.ts";
import type { Policies } from "./policy/policy.ts";
import { byTown, type Judged, threadsToJudge } from "./threads-to-judge.ts";

/** A thread's place in the quota; what acts know of it without asking. */
export interface QuotaPlace {
  id: number;
  openedForTownId: number | null;
  quotaMonth: Month | null;
}

/** The thread that an act changed: what was published before it does not depend on it. */
export interface ChangedThread {
  id: number;
  /** The board that it was on before it was moved. */
  movedFrom?: number | undefined;
}

/** The month that an association's thread published now belongs to, by all that was decided; null for what never counts. */
export async function monthOfPublication(tx: Tx, times: { submittedAt: Date; publishedAt: Date }): Promise<Month> {
  const [policies, days, closed] = [await policiesIn(tx), await daysIn(tx), await closedMonths(tx)];
  return quotaMonthOf(times, policies, days, (month) => closed.has(month), config().timeZone);
}

/**
 * Judges a thread anew, and those of its town that were published after it: its change can make another count that repeated it.
 * The only writer of the credited month. Closed months stay as they are. @param movedFrom the board that it was on before
 */
export async function credit(tx: Tx, after: After, { id, openedForTownId, quotaMonth }: QuotaPlace, movedFrom?: number): Promise<void> {
  if (openedForTownId === null || quotaMonth === null) return;
  await creditTown(tx, after, openedForTownId, quotaMonth, { id, movedFrom });
}

/**
 * The same for the threads that a town's association opened and that belong to `from` or later; every decision that differs from
 * the one before is on the audit trail. @param changed only this thread and later ones @returns how many threads differed
 */
export async function creditTown(tx: Tx, after: After, townId: number, from: Month, changed?: ChangedThread): Promise<number> {
  await lockTowns(tx, [townId]);
  const rules = { policies: await policiesIn(tx), isSettled: await settledBefore(tx, from, changed?.id) };
  return judge(tx, after, await threadsToJudge(tx, from, { townId, firstId: changed?.id }), rules, changed);
}

/** The same for every town: after a change of policy, or when a month is open again. @returns how many threads differed */
export async function creditTowns(tx: Tx, after: After, from: Month): Promise<number> {
  await lockTowns(tx);
  const rules = { policies: await policiesIn(tx), isSettled: await settledBefore(tx, from) };
  let differed = 0;
  for (const threads of byTown(await threadsToJudge(tx, from)).values()) differed += await judge(tx, after, threads, rules);
  return differed;
}

type IsSettled = (month: Month, id: number) => boolean;

async function settledBefore(tx: Tx, from: Month, firstId = 0): Promise<IsSettled> {
  const closed = await closedMonths(tx);
  return (month, id) => month < from || closed.has(month) || id < firstId;
}

interface Rules {
  policies: Policies;
  isSettled: IsSettled;
}

/** Writes what differs of one town's threads. */
async function judge(tx: Tx, after: After, threads: readonly Judged[], { policies, isSettled }: Rules, changed?: ChangedThread): Promise<number> {
  const credits = creditInOrder(threads, policies, isSettled);
  let differed = 0;
  for (const [index, thread] of threads.entries()) {
    if (isSettled(thread.quotaMonth, thread.id)) continue;
    const now = credits[index]!;
    const wasOn = changed?.id === thread.id ? (changed.movedFrom ?? thread.townId) : thread.townId;
    if (now.creditedMonth !== thread.creditedMonth || wasOn !== thread.townId) tell(after, thread, now, wasOn);
    if (!differs(thread, now)) continue;
    await decide(tx, after, thread, now, changed?.id === thread.id);
    differed++;
  }
  return differed;
}

const differs = (before: Judged, now: Credit): boolean =>
  before.creditedMonth !== now.creditedMonth ||
  before.shortfall !== now.shortfall ||
  before.duplicateOfId !== now.duplicateOfId ||
  before.similarity !== now.similarity;

function tell(after: After, { creditedMonth, townId }: Judged, now: Credit, wasOn: number): void {
  if (creditedMonth) after("quota.changed", { month: creditedMonth, townId: wasOn });
  if (now.creditedMonth) after("quota.changed", { month: now.creditedMonth, townId });
}

/** Writes a decision down. @param isChanged whether it is the thread that an action changed, whose version is raised already */
const decide = (tx: Tx, after: After, before: Judged, now: Credit, isChanged: boolean): Promise<void> =>
  isChanged ? write(tx, before, now) : changeThreadWithin(tx, after, null, now.id, () => write(tx, before, now));

/** On the thread, and on the audit trail. */
async function write(tx: Tx, before: Judged, now: Credit): Promise<void> {
  await setCredit(tx, now);
  const { shortfall, duplicateOfId, similarity } = now;
  const detail = { month: before.quotaMonth, shortfall, duplicateOfId, similarity, reason: before.grantReason };
  const known = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== null));
  await record(tx, null, now.creditedMonth === null ? "credit.refused" : "credit.given", `thread:${now.id}`, known);
}
