import { lastDayOf, type Month, monthOf, monthsAfter } from "../../calendar/month.ts";
import { addWorkingDays, type DaysByDate, daysAfter, startOfDay } from "../../calendar/working-days.ts";
import type { Kind } from "../../core/kinds.ts";
import { EarlierTexts } from "../../text/earlier-texts.ts";
import type { Shortfall } from "../../threads/shortfall.ts";
import { type Policies, type Policy, policyOf } from "../policy/policy.ts";

/** All that the rules of one thread look at; what it repeats depends on the town's others besides. */
export interface CreditFacts {
  kind: Kind;
  state: "published" | "removed";
  townId: number;
  /** The town whose association opened it; null when someone else did. */
  openedForTownId: number | null;
  /** Letters and digits of the opening post that a reader sees, and how many different ones. */
  bodyLength: number;
  distinctCharacters: number;
  pictureCount: number;
  /** A moderator credits it although its text fails. */
  grantReason: string | null;
}

/** Every rule that `facts` fails by itself under `policy`. Source: domain.md, "The quota, exactly", Credited. */
export function shortfalls(facts: CreditFacts, policy: Policy): Shortfall[] {
  const least = facts.pictureCount > 0 ? policy.minimumCharactersWithPicture : policy.minimumCharacters;
  const isGranted = facts.grantReason !== null;
  const failed: [boolean, Shortfall][] = [
    [facts.state === "removed", "removed"],
    [!policy.kinds.includes(facts.kind), "kind"],
    [facts.openedForTownId === null, "notAssociation"],
    [facts.openedForTownId !== null && facts.openedForTownId !== facts.townId, "notOwnTown"],
    [!isGranted && facts.bodyLength < least, "tooShort"],
    [!isGranted && facts.distinctCharacters < policy.minimumDistinctCharacters, "emptyOfContent"],
  ];
  return failed.filter(([fails]) => fails).map(([, why]) => why);
}

/** How many months back a repetition is looked for, besides the thread's own. Source: domain.md, Credited: this or the previous two. */
export const MONTHS_COMPARED = 2;

/** A thread in the order of a town's threads. */
export interface CreditCandidate extends CreditFacts {
  /** The order of publication. */
  id: number;
  quotaMonth: Month;
  fingerprint: string | null;
  recapOfId: number | null;
  /** What is known of it now: stays as it is in a settled month. */
  creditedMonth: Month | null;
}

export interface Credit {
  id: number;
  creditedMonth: Month | null;
  shortfall: Shortfall | null;
  /** The earlier thread that it repeats, and how far (0 to 1), also where it was credited all the same. */
  duplicateOfId: number | null;
  similarity: number | null;
}

/**
 * Judges all threads of one town in the order of their publication: one that repeats an earlier credited one of the same or the
 * two previous months does not count, nor does the recap of an announcement that does. Nothing depends on a later month.
 * @param candidates by ascending id, those that they are compared with among them
 * @param isSettled whether a thread keeps what it has: of a closed month, or of before the change in question
 * @returns what each is now, in the same order
 */
export function creditInOrder(candidates: readonly CreditCandidate[], policies: Policies, isSettled: (month: Month, id: number) => boolean): Credit[] {
  const earlier = new EarlierTexts();
  const creditedIn = new Map<number, Month>();
  return candidates.map((thread) => {
    const settled = isSettled(thread.quotaMonth, thread.id);
    const now = settled
      ? { ...UNKNOWN, id: thread.id, creditedMonth: thread.creditedMonth }
      : judge(thread, policyOf(policies, thread.quotaMonth), earlier, creditedIn);
    if (now.creditedMonth !== null) {
      earlier.add(thread);
      creditedIn.set(thread.id, thread.quotaMonth);
    }
    return now;
  });
}

const UNKNOWN = { shortfall: null, duplicateOfId: null, similarity: null };

function judge(thread: CreditCandidate, policy: Policy, earlier: EarlierTexts, creditedIn: ReadonlyMap<number, Month>): Credit {
  const { id, quotaMonth, recapOfId } = thread;
  const refused = (shortfall: Shortfall): Credit => ({ ...UNKNOWN, id, creditedMonth: null, shortfall });
  const [own] = shortfalls(thread, policy);
  if (own) return refused(own);
  const announcedIn = recapOfId === null ? undefined : creditedIn.get(recapOfId);
  if (announcedIn !== undefined && announcedIn <= quotaMonth) return refused("recap");
  const since = monthsAfter(quotaMonth, -MONTHS_COMPARED);
  // The announcement of a recap is not repeated by it.
  const like = earlier.mostAlike(
    thread.fingerprint,
    policy.duplicateThreshold,
    (text) => text.quotaMonth >= since && text.quotaMonth <= quotaMonth && text.id !== recapOfId,
  );
  const isRepeated = like !== null && thread.grantReason === null;
  return {
    id,
    creditedMonth: isRepeated ? null : quotaMonth,
    shortfall: isRepeated ? "duplicate" : null,
    duplicateOfId: like?.id ?? null,
    similarity: like?.similarity ?? null,
  };
}

/**
 * The month that a thread belongs to, decided once, when it is published: that of its submission, if it was approved within the
 * policy's working days after that month; else that of its publication. A closed month takes nothing more: then the next open one.
 * Source: domain.md, "Our own review queue never costs a town its month". @param timeZone whose calendar months count
 */
export function quotaMonthOf(
  { submittedAt, publishedAt }: { submittedAt: Date; publishedAt: Date },
  policies: Policies,
  days: DaysByDate,
  isClosed: (month: Month) => boolean,
  timeZone: string,
): Month {
  const submitted = monthOf(submittedAt, timeZone);
  let month = monthOf(publishedAt, timeZone);
  if (submitted < month && publishedAt < approvedUntil(submitted, policyOf(policies, submitted), days, timeZone)) month = submitted;
  while (isClosed(month)) month = monthsAfter(month, 1);
  return month;
}

/** The first instant at which an approval comes too late for `month`. */
export function approvedUntil(month: Month, { approvalDays }: Policy, days: DaysByDate, timeZone: string): Date {
  return startOfDay(daysAfter(addWorkingDays(lastDayOf(month), approvalDays, days), 1), timeZone);
}

/** The instant at which `month` is closed: the beginning of the policy's working day of the next month. */
export const settlementOf = (month: Month, { settlementDay }: Policy, days: DaysByDate, timeZone: string): Date =>
  startOfDay(addWorkingDays(lastDayOf(month), settlementDay, days), timeZone);
