/** A column without anything new for so long fails an inspection. Source: domain.md, "The quota, exactly", Freshness. */
const STALE_DAYS = 14;
const DAY_MS = 24 * 3600 * 1000;

/** Whether a board whose last public activity or hot topic is of `lastPublishedAt` (null: none yet) is stale at `now`. */
export const isStale = (lastPublishedAt: string | null, now: Date): boolean =>
  lastPublishedAt === null || now.getTime() - new Date(lastPublishedAt).getTime() >= STALE_DAYS * DAY_MS;
