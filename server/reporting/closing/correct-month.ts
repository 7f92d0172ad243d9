import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { now } from "../../core/clock.ts";
import { Conflict, Invalid } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { type Tx, transact } from "../../data/client.ts";
import type { FrozenMonth } from "../../quota/closing/frozen-month.ts";
import type { CorrectionInput } from "./month-inputs.ts";

/**
 * Puts a town's figure of a closed month right. The frozen one stays; the correction stands beside it, with who, why, before and after.
 * @throws Forbidden, Conflict (the month is not closed, or says so already), Invalid (no such town in it)
 */
export async function correctMonth(actor: Actor, month: Month, { town: slug, credited, reason }: CorrectionInput): Promise<void> {
  allow(actor, "administrateQuota", {});
  await transact(async (tx, after) => {
    const close = await tx.monthClose.findUnique({ where: { month } });
    if (!close || close.reopenedAt !== null) throw new Conflict("monthNotClosed");
    const town = (JSON.parse(close.result) as FrozenMonth).towns.find((each) => each.slug === slug);
    if (!town) throw new Invalid([{ path: "town", key: "unknownTown" }]);
    const before = (await lastCorrection(tx, month, town.id, close.closedAt))?.after ?? town.credited;
    if (before === credited) throw new Invalid([{ path: "credited", key: "alreadyDone" }]);
    await tx.monthCorrection.create({ data: { month, townId: town.id, before, after: credited, reason, byId: actor.id, at: now() } });
    await record(tx, actor.id, "month.corrected", `month:${month}`, { town: slug, before, after: credited, reason });
    after("policy.changed", {});
  });
}

const lastCorrection = (tx: Tx, month: Month, townId: number, since: Date) =>
  tx.monthCorrection.findFirst({ where: { month, townId, at: { gte: since } }, orderBy: { id: "desc" } });
