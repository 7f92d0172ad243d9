import type { Kind } from "../kinds.ts";
import type { Month } from "./month.ts";

/** What a town owes in a month. Source: domain.md, "The quota, exactly". */
export interface Policy {
  /** Credited threads a month. */
  target: number;
  kinds: readonly Kind[];
  /** Characters of the opening post that a reader sees. */
  minimumCharacters: number;
}

const DEFAULT: Policy = Object.freeze({ target: 2, kinds: ["ACTIVITY", "HOT_TOPIC"] as const, minimumCharacters: 100 });

/** The policy in force in `month`: the default of the work outlines in every month, until administrators can change it. */
export const policyOf = (_month: Month): Policy => DEFAULT;
