import { config } from "../config.ts";
import type { Tx } from "../data/client.ts";
import type { After } from "../events.ts";
import { type CreditFacts, creditedMonth } from "../quota/credit.ts";
import { policyOf } from "../quota/policy.ts";

/** What crediting asks of a thread's row. */
export interface Creditable extends CreditFacts {
  id: number;
  creditedMonth: string | null;
}

/** The credited month of a thread that is about to be published. */
export const creditOf = (facts: CreditFacts): string | null => creditedMonth(facts, policyOf, config().timeZone);

/**
 * Brings `creditedMonth` of `thread` to what the rule says of it now, and tells both towns' counters. The only writer of
 * that column besides the thread's creation. @param before the town that it belonged to, when it was moved
 */
export async function credit(tx: Tx, after: After, thread: Creditable, before: { townId: number } = thread): Promise<void> {
  const month = creditOf(thread);
  if (month === thread.creditedMonth && before.townId === thread.townId) return;
  await tx.thread.update({ where: { id: thread.id }, data: { creditedMonth: month } });
  if (thread.creditedMonth) after("quota.changed", { month: thread.creditedMonth, townId: before.townId });
  if (month) after("quota.changed", { month, townId: thread.townId });
}
