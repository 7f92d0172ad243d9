import type { Actor } from "../../access/actor.ts";
import { allow } from "../../access/permissions.ts";
import { namesOf } from "../../accounts/names.ts";
import type { Month } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { db } from "../../data/client.ts";
import { closedMonths } from "../closing/frozen-month.ts";
import { policiesIn } from "./policies.ts";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";

/** A policy and the month from which it holds; null: from the beginning. */
export type PolicyLine = Policy & { month: Month | null; changedAt: string | null; changedBy: string | null; holdsNow: boolean };

export interface TownTargetLine {
  slug: string;
  town: string;
  month: Month;
  target: number | null;
  /** Not for past months. */
  mayWithdraw: boolean;
}

export interface ExemptionLine {
  slug: string;
  town: string;
  month: Month;
  reason: string;
  /** For administrators only. */
  note: string;
  /** Not for closed months. */
  mayWithdraw: boolean;
}

export interface PoliciesPage {
  /** Newest first. */
  policies: PolicyLine[];
  targets: TownTargetLine[];
  exemptions: ExemptionLine[];
}

/** Everything that was decided about the quota, newest months first, with the notes that only administrators read. @throws Forbidden */
export async function policiesPage(actor: Actor): Promise<PoliciesPage> {
  allow(actor, "administrateQuota", {});
  const [decided, rows, targets, exemptions, towns, closed] = await Promise.all([
    policiesIn(db),
    db.quotaPolicy.findMany({ select: { month: true, changedAt: true, changedById: true } }),
    db.townPolicy.findMany({ orderBy: [{ month: "desc" }, { townId: "asc" }] }),
    db.exemption.findMany({ orderBy: [{ month: "desc" }, { townId: "asc" }] }),
    db.town.findMany({ select: { id: true, slug: true, name: true } }),
    closedMonths(),
  ]);
  const present = presentMonth();
  const townOf = new Map(towns.map(({ id, slug, name }) => [id, { slug, town: name }]));
  const nameOf = await namesOf(rows.map(({ changedById }) => changedById));
  const lines = decided.decided.map((policy): PolicyLine => {
    const row = rows.find(({ month }) => month === policy.month);
    return { ...policy, changedAt: row?.changedAt.toISOString() ?? null, changedBy: nameOf(row?.changedById), holdsNow: false };
  });
  const all: PolicyLine[] = [{ ...DEFAULT_POLICY, month: null, changedAt: null, changedBy: null, holdsNow: false }, ...lines];
  const inForce = all.findLast(({ month }) => month === null || month <= present)!;
  return {
    policies: all.map((line) => ({ ...line, holdsNow: line === inForce })).reverse(),
    targets: targets.map(({ townId, month, target }) => ({ ...townOf.get(townId)!, month, target, mayWithdraw: month >= present && !closed.has(month) })),
    exemptions: exemptions.map(({ townId, month, reason, note }) => ({ ...townOf.get(townId)!, month, reason, note, mayWithdraw: !closed.has(month) })),
  };
}
