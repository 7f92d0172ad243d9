const DAY_MS = 24 * 3600 * 1000;

export const FRESHNESS = ["fresh", "stale_soon", "stale", "empty"] as const;
/** How long ago a board had something new; `empty`: it never had. */
export type Freshness = (typeof FRESHNESS)[number];

/** Days without anything new after which a board is `stale soon`, and `stale`. */
export interface FreshnessLimits {
  staleSoonDays: number;
  staleDays: number;
}

/**
 * How fresh a board is at `now` whose last public activity or hot topic is of `lastPublishedAt` (null: none yet). Source: domain.md, "The
 * quota, exactly", Freshness: a column without anything new for two weeks, or empty, fails an inspection.
 */
export function freshnessOf(lastPublishedAt: string | null, now: Date, { staleSoonDays, staleDays }: FreshnessLimits): Freshness {
  if (lastPublishedAt === null) return "empty";
  const days = daysSince(lastPublishedAt, now);
  if (days >= staleDays) return "stale";
  return days >= staleSoonDays ? "stale_soon" : "fresh";
}

/** Whether an inspection would find fault with it. */
export const isStale = (freshness: Freshness): boolean => freshness === "stale" || freshness === "empty";

/** Whole days since the ISO instant `iso`. */
export const daysSince = (iso: string, now: Date): number => Math.floor((now.getTime() - new Date(iso).getTime()) / DAY_MS);
