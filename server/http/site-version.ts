import { now } from "../core/clock.ts";
import { announcedCommits, generation } from "../core/commits.ts";

/** How long a page that shows many things may lag behind what another process did. */
const AT_MOST_MS = 1_000;

/**
 * Cache key of pages that show many threads at once (home, boards, quota): it changes with everything that happens here, and every second.
 * Such a page is made at most once a second or once a change, however many people ask for it.
 */
export const siteVersion = (): string => `${generation()}.${announcedCommits()}.${Math.floor(now().getTime() / AT_MOST_MS)}`;
