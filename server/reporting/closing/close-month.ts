import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { isOver, type Month, monthsAfter } from "../../calendar/month.ts";
import { now } from "../../core/clock.ts";
import { config } from "../../core/config.ts";
import { Conflict } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { db, type Tx, transact } from "../../data/client.ts";
import type { FrozenMonth } from "../../quota/closing/frozen-month.ts";
import { thePresent } from "../../quota/counting/counter.ts";
import { settlementOf } from "../../quota/counting/credit.ts";
import { policiesIn } from "../../quota/policy/policies.ts";
import { policyOf } from "../../quota/policy/policy.ts";
import { type Settings, settings } from "../../settings/settings.ts";
import { lockTowns } from "../../threads/tally.ts";
import { frozenResult } from "./freezing.ts";

/** What became of an attempt to close a month. */
export interface Closing {
  month: Month;
  result: FrozenMonth;
  /** False: it was closed already, and nothing changed. */
  closedNow: boolean;
}

/**
 * Freezes what is known of `month`; what happens to its threads later changes nothing of it. Closing twice changes nothing. Months are
 * closed in order; one that was opened again holds up no other. @param actor null: the operator at the command line
 * @throws Forbidden, Conflict (not over, an earlier month was never closed, nobody was on duty)
 */
export async function closeMonth(actor: Actor | null, month: Month): Promise<Closing> {
  if (actor) allow(actor, "administrateQuota", {});
  return (await freeze(month, { closedById: actor?.id ?? null, alsoReopened: true }))!;
}

/**
 * Closes every month whose settlement day has begun, oldest first, each in its own transaction: whatever stops it in between, the next
 * run goes on. Several processes may try at once. A month that an administrator opened again is left to administrators.
 * @returns those that were closed here
 */
export async function closeDueMonths(): Promise<Month[]> {
  const [first, present, policies] = [await firstMonth(db), await thePresent(), await policiesIn(db)];
  if (first === null) return [];
  const known = await everClosed(db);
  const closed: Month[] = [];
  for (let month = first; isOver(month, present.now, present.timeZone); month = monthsAfter(month, 1)) {
    if (known.has(month)) continue;
    if (present.now < settlementOf(month, policyOf(policies, month), present.days, present.timeZone)) break;
    const closing = await freeze(month, { closedById: null, alsoReopened: false });
    if (closing?.closedNow) closed.push(month);
  }
  return closed;
}

/** The first month in which any town is on duty; null where there are no towns. */
export async function firstMonth(from: Pick<Tx, "town"> | typeof db): Promise<Month | null> {
  const town = await from.town.findFirst({ orderBy: { onDutyFrom: "asc" }, select: { onDutyFrom: true } });
  return town?.onDutyFrom ?? null;
}

async function freeze(month: Month, { closedById, alsoReopened }: { closedById: number | null; alsoReopened: boolean }): Promise<Closing | null> {
  const decided: Settings = await settings();
  return transact(async (tx, after) => {
    await lockTowns(tx); // before anything is read: whoever closes or writes at the same time waits, and then sees this month closed
    const before = await tx.monthClose.findUnique({ where: { month } });
    if (before && before.reopenedAt === null) return { month, result: JSON.parse(before.result) as FrozenMonth, closedNow: false };
    if (before && !alsoReopened) return null;
    // Later than an earlier closing whatever the clock says: results are kept by the instant of their closing.
    const at = new Date(Math.max(now().getTime(), (before?.closedAt.getTime() ?? 0) + 1));
    await refuseOutOfOrder(tx, month, at);
    const result = await frozenResult(tx, month, at, decided);
    const row = { closedAt: at, closedById, result: JSON.stringify(result), reopenedAt: null, reopenedById: null, reopenReason: null };
    await tx.monthClose.upsert({ where: { month }, create: { month, ...row }, update: row });
    await record(tx, closedById, "month.closed", `month:${month}`, { again: before !== null, credited: result.credited, ...result.rates });
    after("policy.changed", {});
    return { month, result, closedNow: true };
  });
}

async function refuseOutOfOrder(tx: Tx, month: Month, at: Date): Promise<void> {
  if (!isOver(month, at, config().timeZone)) throw new Conflict("monthNotOver");
  const first = await firstMonth(tx);
  if (first === null || month < first) throw new Conflict("nobodyOnDuty");
  const known = await everClosed(tx);
  for (let earlier = first; earlier < month; earlier = monthsAfter(earlier, 1)) {
    if (!known.has(earlier)) throw new Conflict("earlierMonthOpen");
  }
}

/** Closed months, and those that were closed once and are open again. */
async function everClosed(from: Pick<Tx, "monthClose"> | typeof db): Promise<Set<Month>> {
  const rows = await from.monthClose.findMany({ select: { month: true } });
  return new Set(rows.map(({ month }) => month));
}
