import type { Month } from "../../calendar/month.ts";
import type { Kind } from "../../core/kinds.ts";

/** What every town owes in a month. Source: domain.md, "The quota, exactly". */
export interface Policy {
  /** Credited threads a month. */
  target: number;
  /** The kinds that count, together. */
  kinds: readonly Kind[];
  /** The least of each kind among them; kinds that it does not name have none. */
  perKind: Partial<Record<Kind, number>>;
  /** Letters and digits of the opening post that a reader sees. */
  minimumCharacters: number;
  minimumCharactersWithPicture: number;
  /** How many different ones there must be among them. */
  minimumDistinctCharacters: number;
  /** From this similarity on, 0 to 1, a thread repeats an earlier one. */
  duplicateThreshold: number;
  /** The month is closed at the beginning of this working day of the next month. */
  settlementDay: number;
  /** Working days after the month within which an approval still counts for it. */
  approvalDays: number;
}

export const DEFAULT_POLICY: Policy = Object.freeze({
  target: 2,
  kinds: ["ACTIVITY", "HOT_TOPIC"] as const,
  perKind: {},
  minimumCharacters: 100,
  minimumCharactersWithPicture: 50,
  minimumDistinctCharacters: 4,
  duplicateThreshold: 0.6,
  settlementDay: 5,
  approvalDays: 5,
});

/** Everything that was decided about the quota, by the month from which it holds. */
export interface Policies {
  /** Oldest first. */
  decided: readonly (Policy & { month: Month })[];
  /** A town's own target from a month on; null goes back to everybody's. Oldest first. */
  towns: readonly { townId: number; month: Month; target: number | null }[];
  exemptions: readonly { townId: number; month: Month; reason: string }[];
}

export const NO_POLICIES: Policies = Object.freeze({ decided: [], towns: [], exemptions: [] });

/** The policy in force in `month`: the last that was decided for it or before; the work outlines' own until one was. */
export const policyOf = ({ decided }: Pick<Policies, "decided">, month: Month): Policy => decided.findLast((each) => each.month <= month) ?? DEFAULT_POLICY;

/** The same without the month from which it holds. */
export function plainPolicyOf(policies: Pick<Policies, "decided">, month: Month): Policy {
  const { month: _, ...policy } = { month, ...policyOf(policies, month) };
  return policy;
}

/** What one town owes in `month`: its own target where it has one. */
export function targetOf(policies: Policies, townId: number, month: Month): number {
  const own = indexOf(policies)
    .targets.get(townId)
    ?.findLast((each) => each.month <= month);
  return own?.target ?? policyOf(policies, month).target;
}

/** Why a town owes nothing in `month`, as published; null when it does. */
export const exemptionOf = (policies: Policies, townId: number, month: Month): string | null => indexOf(policies).exemptions.get(`${townId} ${month}`) ?? null;

interface Index {
  targets: ReadonlyMap<number, Policies["towns"]>;
  /** Reasons, by town and month. */
  exemptions: ReadonlyMap<string, string>;
}

/** What was decided of towns by town: thousands of towns each ask for their own. */
function indexOf(policies: Policies): Index {
  const index = indices.get(policies) ?? {
    targets: targetsByTown(policies.towns),
    exemptions: new Map(policies.exemptions.map(({ townId, month, reason }) => [`${townId} ${month}`, reason])),
  };
  indices.set(policies, index);
  return index;
}

const indices = new WeakMap<Policies, Index>();

function targetsByTown(towns: Policies["towns"]): Map<number, Policies["towns"][number][]> {
  const byTown = new Map<number, Policies["towns"][number][]>(towns.map(({ townId }) => [townId, []]));
  for (const each of towns) byTown.get(each.townId)!.push(each);
  return byTown;
}
