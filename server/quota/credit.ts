import type { Kind } from "../kinds.ts";
import { type Month, monthOf } from "./month.ts";
import type { Policy } from "./policy.ts";

/** All that the credit rule looks at. */
export interface CreditFacts {
  kind: Kind;
  state: "published" | "removed";
  townId: number;
  /** The town whose association opened it; null when someone else did. */
  openedForTownId: number | null;
  /** Characters of the opening post that a reader sees. */
  bodyLength: number;
  /** The server's instant of submission for publication. */
  publishedAt: Date;
}

/** Why a thread does not count; also the key of the text that explains it. */
export type Shortfall = "removed" | "kind" | "notAssociation" | "notOwnTown" | "tooShort";

/**
 * The month that `facts` is credited to, or null. The month is that of first publication and never moves; removal, kind,
 * town and length decide only whether it counts. Source: domain.md, "The quota, exactly", Credited.
 */
export function creditedMonth(facts: CreditFacts, policy: (month: Month) => Policy, timeZone: string): Month | null {
  const month = monthOf(facts.publishedAt, timeZone);
  return shortfalls(facts, policy(month)).length === 0 ? month : null;
}

/** Every rule that `facts` fails under `policy`; none when it counts. */
export function shortfalls(facts: CreditFacts, policy: Policy): Shortfall[] {
  const failed: [boolean, Shortfall][] = [
    [facts.state === "removed", "removed"],
    [!policy.kinds.includes(facts.kind), "kind"],
    [facts.openedForTownId === null, "notAssociation"],
    [facts.openedForTownId !== null && facts.openedForTownId !== facts.townId, "notOwnTown"],
    [facts.bodyLength < policy.minimumCharacters, "tooShort"],
  ];
  return failed.filter(([fails]) => fails).map(([, why]) => why);
}
