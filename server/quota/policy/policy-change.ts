import type { Month } from "../../calendar/month.ts";
import { KINDS } from "../../core/kinds.ts";
import { type ByKind, type Counter, counterOf, dutyOf, NONE_CREDITED, type OnDuty, type Present } from "../counting/standing.ts";
import { type Policies, type Policy, plainPolicyOf } from "./policy.ts";
import type { PolicyInput } from "./policy-inputs.ts";

/** The policy that `input` makes from `month` on: what it leaves out stays as it is in that month. */
export function policyFrom(policies: Policies, month: Month, input: PolicyInput): Policy {
  const { towns: _, perKind, ...given } = input;
  const present = plainPolicyOf(policies, month);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const least = perKind ?? Object.fromEntries(Object.entries(present.perKind).filter(([kind]) => input.kinds.some((each) => each === kind)));
  return {
    ...present,
    ...named,
    kinds: KINDS.filter((kind) => input.kinds.includes(kind)),
    perKind: Object.fromEntries(Object.entries(least).filter(([, count]) => count > 0)),
  };
}

/** `policies` with `policy` from `month` on, until the next that was decided. */
export const withPolicy = (policies: Policies, month: Month, policy: Policy): Policies => ({
  ...policies,
  decided: [...policies.decided.filter((each) => each.month !== month), { ...policy, month }].sort(byMonth),
});

/** … with a town's own target from `month` on; null: everybody's again. */
export const withTownTarget = (policies: Policies, month: Month, townId: number, target: number | null): Policies => ({
  ...policies,
  towns: [...policies.towns.filter((each) => each.month !== month || each.townId !== townId), { townId, month, target }].sort(byMonth),
});

/** … with a town exempt for `month`; null: not exempt. */
export const withExemption = (policies: Policies, month: Month, townId: number, reason: string | null): Policies => ({
  ...policies,
  exemptions: [
    ...policies.exemptions.filter((each) => each.month !== month || each.townId !== townId),
    ...(reason === null ? [] : [{ townId, month, reason }]),
  ],
});

/** What `changePolicy` would make of `policies`; unknown towns, which it refuses, change nothing. */
export function proposed(policies: Policies, month: Month, input: PolicyInput, townIdOf: (slug: string) => number | undefined): Policies {
  let proposal = withPolicy(policies, month, policyFrom(policies, month, input));
  for (const [slug, town] of Object.entries(input.towns ?? {})) {
    const townId = townIdOf(slug);
    if (townId === undefined) continue;
    if (town.target !== undefined) proposal = withTownTarget(proposal, month, townId, town.target);
    if (town.exempt !== undefined) proposal = withExemption(proposal, month, townId, town.exempt ? (town.reason ?? "") : null);
  }
  return proposal;
}

const byMonth = (one: { month: Month }, other: { month: Month }) => (one.month < other.month ? -1 : Number(one.month > other.month));

/** What a month is judged by: duties, and what is credited. */
export interface World<Town extends OnDuty = OnDuty> {
  towns: readonly Town[];
  policies: Policies;
  /** Credited threads of the month by town id. */
  credited: ReadonlyMap<number, ByKind>;
}

export interface Difference<Town> {
  town: Town;
  before: Counter;
  after: Counter;
}

/**
 * How towns would stand otherwise in `month`: those whose status differs, in the order of the list, and how many others would
 * have another count or target with the same status.
 */
export function differences<Town extends OnDuty>(month: Month, present: Present, before: World<Town>, after: World<Town>) {
  const was = new Map(before.towns.map((town) => [town.id, counterIn(before, town, month, present)]));
  const all = after.towns.flatMap((town): Difference<Town>[] => {
    const old = was.get(town.id);
    return old ? [{ town, before: old, after: counterIn(after, town, month, present) }] : [];
  });
  const changed = all.filter((each) => each.before.status !== each.after.status);
  const shifted = all.filter(({ before: old, after: now }) => old.status === now.status && (old.credited !== now.credited || old.target !== now.target));
  return { changed, others: shifted.length };
}

const counterIn = ({ policies, credited }: World, town: OnDuty, month: Month, present: Present): Counter =>
  counterOf(dutyOf(policies, town, month, credited.get(town.id) ?? NONE_CREDITED), month, present);
