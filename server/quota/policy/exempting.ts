import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { now } from "../../core/clock.ts";
import { Conflict } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { type Tx, transact } from "../../data/client.ts";
import { lockTowns } from "../../threads/tally.ts";
import { townBySlug } from "../../towns/towns.ts";
import { closedMonths } from "../closing/frozen-month.ts";
import type { ExemptionInput, TownMonthInput } from "./policy-inputs.ts";

/** Frees a town from its duty for one month that is not closed yet: the reason is published, the note is not. @throws Forbidden, Conflict, Invalid */
export const exempt = (actor: Actor, input: ExemptionInput): Promise<void> =>
  decide(actor, input, (tx, actorId, townId) => exemptIn(tx, actorId, { ...input, townId }));

/** Takes an exemption back. @throws Forbidden, Conflict (closed, or there is none), Invalid */
export const withdrawExemption = (actor: Actor, input: TownMonthInput): Promise<void> =>
  decide(actor, input, async (tx, actorId, townId) => {
    if (!(await withdrawExemptionIn(tx, actorId, { townId, month: input.month }))) throw new Conflict("alreadyDone");
  });

/** The same within a change of policy. */
export async function exemptIn(tx: Tx, actorId: number, { townId, month, reason, note }: TownMonth & { reason: string; note: string }): Promise<void> {
  const row = { reason, note, changedAt: now(), changedById: actorId };
  const before = await tx.exemption.findUnique({ where: { townId_month: { townId, month } } });
  await tx.exemption.upsert({ where: { townId_month: { townId, month } }, create: { townId, month, ...row }, update: row });
  await record(tx, actorId, "exemption.set", `town:${townId}`, { month, before: before?.reason ?? null, after: reason });
}

/** @returns whether there was one */
export async function withdrawExemptionIn(tx: Tx, actorId: number, { townId, month }: TownMonth): Promise<boolean> {
  const before = await tx.exemption.findUnique({ where: { townId_month: { townId, month } } });
  if (!before) return false;
  await tx.exemption.delete({ where: { townId_month: { townId, month } } });
  await record(tx, actorId, "exemption.withdrawn", `town:${townId}`, { month, before: before.reason });
  return true;
}

interface TownMonth {
  townId: number;
  month: Month;
}

async function decide(actor: Actor, { town, month }: TownMonthInput, work: (tx: Tx, actorId: number, townId: number) => Promise<void>): Promise<void> {
  allow(actor, "administrateQuota", {});
  await transact(async (tx, after) => {
    await lockTowns(tx); // not while the month is being closed
    if ((await closedMonths(tx)).has(month)) throw new Conflict("monthClosed");
    await work(tx, actor.id, (await townBySlug(tx, town, "town")).id);
    after("policy.changed", {});
  });
}
