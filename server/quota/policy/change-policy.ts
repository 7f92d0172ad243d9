import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { now } from "../../core/clock.ts";
import { Conflict } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { type Tx, transact } from "../../data/client.ts";
import { lockTowns } from "../../threads/tally.ts";
import { townBySlug } from "../../towns/towns.ts";
import { closedMonths } from "../closing/frozen-month.ts";
import { creditTowns } from "../crediting.ts";
import { exemptIn, withdrawExemptionIn } from "./exempting.ts";
import { policiesIn } from "./policies.ts";
import { type Policy, plainPolicyOf } from "./policy.ts";
import { policyFrom } from "./policy-change.ts";
import type { PolicyInput, TownTargetInput } from "./policy-inputs.ts";

/**
 * Decides what is owed from `month` on, until a later month for which something else was decided; every thread of these months is
 * judged anew in the same transaction. Months before the running one keep what they had.
 * @throws Forbidden, Conflict (a month before the running one, or a closed one), Invalid (unknown town)
 */
export async function changePolicy(actor: Actor, month: Month, input: PolicyInput): Promise<Policy> {
  allow(actor, "administrateQuota", {});
  return transact(async (tx, after) => {
    await lockTowns(tx);
    await refusePast(tx, month);
    const policies = await policiesIn(tx);
    const policy = policyFrom(policies, month, input);
    await writePolicy(tx, actor.id, month, policy);
    await record(tx, actor.id, "policy.changed", `policy:${month}`, { before: plainPolicyOf(policies, month), after: policy });
    for (const [slug, town] of Object.entries(input.towns ?? {})) {
      const { id: townId } = await townBySlug(tx, slug, `towns.${slug}`);
      if (town.target !== undefined) await writeTarget(tx, actor.id, month, townId, town.target);
      if (town.exempt === true) await exemptIn(tx, actor.id, { townId, month, reason: town.reason!, note: town.note ?? "" });
      if (town.exempt === false) await withdrawExemptionIn(tx, actor.id, { townId, month });
    }
    await creditTowns(tx, after, month);
    after("policy.changed", {});
    return policy;
  });
}

/** Gives one town its own target from a month on, or (null) everybody's again. @throws Forbidden, Conflict (a past month), Invalid */
export async function changeTownTarget(actor: Actor, { town, month, target }: TownTargetInput): Promise<void> {
  allow(actor, "administrateQuota", {});
  await transact(async (tx, after) => {
    await lockTowns(tx);
    await refusePast(tx, month);
    await writeTarget(tx, actor.id, month, (await townBySlug(tx, town, "town")).id, target);
    after("policy.changed", {});
  });
}

/** Takes back what was decided of a town's target for a month that is not over: what was decided before holds again. @throws Forbidden, Conflict */
export async function withdrawTownTarget(actor: Actor, { town, month }: { town: string; month: Month }): Promise<void> {
  allow(actor, "administrateQuota", {});
  await transact(async (tx, after) => {
    await lockTowns(tx);
    await refusePast(tx, month);
    const { id: townId } = await townBySlug(tx, town, "town");
    const decided = await tx.townPolicy.findUnique({ where: { townId_month: { townId, month } } });
    if (!decided) throw new Conflict("alreadyDone");
    await tx.townPolicy.delete({ where: { townId_month: { townId, month } } });
    await record(tx, actor.id, "policy.townWithdrawn", `town:${townId}`, { month, before: decided.target });
    after("policy.changed", {});
  });
}

/** Past months keep their policy. @throws Conflict */
export function refusePastMonth(month: Month): void {
  if (month < presentMonth()) throw new Conflict("monthPast");
}

/** With a clock that was set back the running month can be closed already. */
async function refusePast(tx: Tx, month: Month): Promise<void> {
  refusePastMonth(month);
  if ((await closedMonths(tx)).has(month)) throw new Conflict("monthClosed");
}

async function writePolicy(tx: Tx, changedById: number, month: Month, { kinds, perKind, ...figures }: Policy): Promise<void> {
  const row = { ...figures, kinds: JSON.stringify(kinds), perKind: JSON.stringify(perKind), changedAt: now(), changedById };
  await tx.quotaPolicy.upsert({ where: { month }, create: { month, ...row }, update: row });
}

async function writeTarget(tx: Tx, changedById: number, month: Month, townId: number, target: number | null): Promise<void> {
  const before = await tx.townPolicy.findUnique({ where: { townId_month: { townId, month } } });
  const row = { target, changedAt: now(), changedById };
  await tx.townPolicy.upsert({ where: { townId_month: { townId, month } }, create: { townId, month, ...row }, update: row });
  await record(tx, changedById, "policy.townTarget", `town:${townId}`, { month, before: before?.target ?? null, after: target });
}
