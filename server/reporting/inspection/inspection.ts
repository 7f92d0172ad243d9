import { type Freshness, isStale } from "../../quota/counting/freshness.ts";

/** The rules of the inspection that a board answers for. Source: domain.md, "The quota, exactly", Freshness. */
export const TOWN_RULES = ["noUpdate", "blank", "unanswered", "noAnswer"] as const;
export type TownRule = (typeof TOWN_RULES)[number];
/** … and those that the section answers for as a whole. */
export const SECTION_RULES = ["statistics", "dates"] as const;
export type SectionRule = (typeof SECTION_RULES)[number];

/** `none`: nothing was there that the rule could judge. */
export type Finding = "pass" | "fail" | "none";

/** Three months and two months, in days: the inspection counts from the day on which it is made. */
export const UNANSWERED_DAYS = 90;
export const NO_ANSWER_DAYS = 60;

/** What a board's findings depend on. */
export interface InspectedTown {
  freshness: Freshness;
  /** Valid messages that wait for longer than UNANSWERED_DAYS. */
  unanswered: number;
  /** Whether an office answered within NO_ANSWER_DAYS. */
  hasNewAnswer: boolean;
  /** Messages that were received within NO_ANSWER_DAYS or wait from before. */
  toAnswer: number;
}

/** What an inspector would find on one board. A reply column fails for want of new answers only where there was something to answer. */
export const findingsOf = ({ freshness, unanswered, hasNewAnswer, toAnswer }: InspectedTown): Record<TownRule, Finding> => ({
  noUpdate: freshness === "empty" ? "none" : found(isStale(freshness)),
  blank: found(freshness === "empty"),
  unanswered: found(unanswered > 0),
  noAnswer: hasNewAnswer ? "pass" : toAnswer > 0 ? "fail" : "none",
});

const found = (fault: boolean): Finding => (fault ? "fail" : "pass");
