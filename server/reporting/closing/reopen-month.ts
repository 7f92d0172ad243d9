import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { now } from "../../core/clock.ts";
import { Conflict } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { transact } from "../../data/client.ts";
import { creditTowns } from "../../quota/crediting.ts";

/**
 * Opens a closed month again; its threads are judged anew. The frozen figures go onto the audit trail whole, and the scheduler does not
 * close it: an administrator does. @throws Forbidden, Conflict (it is not closed)
 */
export async function reopenMonth(actor: Actor, month: Month, reason: string): Promise<void> {
  allow(actor, "administrateQuota", {});
  await transact(async (tx, after) => {
    const close = await tx.monthClose.findUnique({ where: { month } });
    if (!close || close.reopenedAt !== null) throw new Conflict("monthNotClosed");
    await tx.monthClose.update({ where: { month }, data: { reopenedAt: now(), reopenedById: actor.id, reopenReason: reason } });
    await record(tx, actor.id, "month.reopened", `month:${month}`, { reason, closedAt: close.closedAt, result: JSON.parse(close.result) });
    await creditTowns(tx, after, month);
    after("policy.changed", {});
  });
}
