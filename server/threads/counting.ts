import { type Month, monthOf } from "../calendar/month.ts";
import { config } from "../core/config.ts";
import { ASKING, type Kind } from "../core/kinds.ts";
import { threadUrl, url } from "../core/urls.ts";
import { GRANTABLE, type Shortfall } from "./shortfall.ts";

/** What is known of a thread's credit. */
export interface CountingFacts {
  id: number;
  kind: Kind;
  publishedAt: Date;
  quotaMonth: Month | null;
  creditedMonth: Month | null;
  shortfall: string | null;
  duplicateOfId: number | null;
  /** When readers could first see that one; null when they cannot any more. */
  duplicateOfAt: Date | string | null;
  similarity: number | null;
  recapOfId: number | null;
  grantReason: string | null;
  townSlug: string;
  townName: string;
}

/** Whether a thread counts for a town's month, and why not. */
export interface CountingView {
  counts: boolean;
  month: Month;
  town: string;
  /** Why not: a key of the texts. */
  reason: Shortfall | null;
  /** The earlier thread that it repeats, and how far (0 to 1). */
  repeats: { url: string; publishedAt: string; similarity: number } | null;
  /** The announcement that it looks back on. */
  recapUrl: string | null;
  /** Why a moderator credited it all the same. */
  grantReason: string | null;
  /** The town's month with every thread behind its number. */
  quotaUrl: string;
}

/** Said of what an association opened, and of what counts nowhere although its kind would; null for the rest. */
export function countingOf(thread: CountingFacts): CountingView | null {
  if (thread.quotaMonth === null && ASKING.includes(thread.kind)) return null;
  const month = thread.creditedMonth ?? thread.quotaMonth ?? monthOf(thread.publishedAt, config().timeZone);
  const reason = thread.quotaMonth === null ? "notAssociation" : (thread.shortfall as Shortfall | null);
  return {
    counts: thread.creditedMonth !== null,
    month,
    town: thread.townName,
    reason,
    repeats: repeatedBy(thread),
    recapUrl: reason === "recap" && thread.recapOfId !== null ? threadUrl(thread.recapOfId) : null,
    grantReason: thread.grantReason,
    quotaUrl: url(`/towns/${thread.townSlug}/quota`, { from: month, to: month }),
  };
}

/** The same for the API. */
export const countingJson = (thread: CountingFacts) => {
  const counting = countingOf(thread);
  if (!counting) return null;
  const { counts, month, reason, grantReason } = counting;
  return { counts, month, reason, duplicateOf: thread.duplicateOfId, similarity: thread.similarity, grantReason };
};

/** Whether a moderator could credit it, and whether one did. */
export const isGrantable = ({ shortfall }: Pick<CountingFacts, "shortfall">): boolean => GRANTABLE.some((each) => each === shortfall);

function repeatedBy({ duplicateOfId, duplicateOfAt, similarity }: CountingFacts): CountingView["repeats"] {
  if (duplicateOfId === null || duplicateOfAt === null) return null;
  return { url: threadUrl(duplicateOfId), publishedAt: new Date(duplicateOfAt).toISOString(), similarity: similarity ?? 0 };
}
