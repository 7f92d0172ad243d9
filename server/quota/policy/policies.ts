import { TimedCache } from "../../core/cache/timed.ts";
import type { Kind } from "../../core/kinds.ts";
import { db, type Tx } from "../../data/client.ts";
import type { Policies } from "./policy.ts";

export const policiesCache = new TimedCache<Promise<Policies>>({ max: 1 });

/** Everything that was decided about the quota. */
export const policies = (): Promise<Policies> => policiesCache.get("all", () => policiesIn(db));

/** The same, inside a transaction. */
export async function policiesIn(tx: Pick<Tx, "quotaPolicy" | "townPolicy" | "exemption"> | typeof db): Promise<Policies> {
  const [decided, towns, exemptions] = [
    await tx.quotaPolicy.findMany({ orderBy: { month: "asc" } }),
    await tx.townPolicy.findMany({ orderBy: { month: "asc" } }),
    await tx.exemption.findMany(),
  ];
  return {
    decided: decided.map(({ kinds, perKind, changedAt: _, changedById: __, ...policy }) => ({
      ...policy,
      kinds: JSON.parse(kinds) as Kind[],
      perKind: JSON.parse(perKind) as Partial<Record<Kind, number>>,
    })),
    towns: towns.map(({ townId, month, target }) => ({ townId, month, target })),
    exemptions: exemptions.map(({ townId, month, reason }) => ({ townId, month, reason })),
  };
}
