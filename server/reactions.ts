import type { Server } from "socket.io";
import { calendarCache } from "./calendar/calendar.ts";
import type { EventName, Reactions } from "./core/events.ts";
import { onCommitted } from "./data/client.ts";
import { liveReactions } from "./http/live.ts";
import type { Log } from "./http/log.ts";
import type { Pages } from "./http/pages.ts";
import { notificationReactions } from "./notifications/live.ts";
import { deliver } from "./notifications/outbox.ts";
import { officesCache } from "./offices/offices.ts";
import { recountDueDates } from "./questions/deadlines/recount.ts";
import { handlingReactions } from "./questions/page/live.ts";
import { frozenMonthsCache } from "./quota/closing/frozen-month.ts";
import { quotaReactions } from "./quota/live.ts";
import { policiesCache } from "./quota/policy/policies.ts";
import { settingsCache } from "./settings/settings.ts";
import { headsCache } from "./threads/cache/heads.ts";
import type { PostHtml } from "./threads/cache/post-html.ts";
import { postsCache } from "./threads/cache/posts.ts";
import { forumReactions } from "./threads/live.ts";

/**
 * What follows from what, after a commit. Losing one loses nothing: clients catch up by version, the counter is a query.
 * @param posts, pages what was made of them holds names of people and towns
 */
function reactions(io: Server, posts: PostHtml, pages: Pages): Reactions {
  const forum = forumReactions(io, posts);
  const handling = handlingReactions(io);
  const clearHead = ({ threadId }: { threadId: number }) => headsCache.invalidate(threadId);
  const clearNames = clear(pages.cache, posts.cache, postsCache, headsCache);
  return {
    "thread.started": forum["thread.started"],
    "thread.changed": [clearHead, ...forum["thread.changed"], ...handling["thread.changed"]],
    "handling.changed": handling["handling.changed"],
    "post.created": [clearHead, ...forum["post.created"]],
    "post.updated": [clearHead, ...forum["post.updated"]],
    "post.removed": [clearHead, ...forum["post.removed"]],
    ...quotaReactions(io),
    ...notificationReactions(io),
    ...liveReactions(io),
    "outbox.filled": [deliver],
    "account.renamed": [clearNames],
    "town.changed": [clearNames, clear(officesCache)],
    "offices.changed": [clearNames, clear(officesCache)],
    "policy.changed": [clear(policiesCache, frozenMonthsCache)],
    "calendar.changed": [clear(calendarCache), recountDueDates],
    "settings.changed": [clear(settingsCache)],
  };
}

const clear =
  (...caches: { clear(): void }[]) =>
  () => {
    for (const cache of caches) cache.clear();
  };

/** Calls what follows from each committed event. A reaction that fails is logged and stops none of the others. */
export function listen(io: Server, posts: PostHtml, pages: Pages, log: Log): void {
  const table = reactions(io, posts, pages);
  onCommitted(({ name, payload }) => {
    for (const react of (table[name as EventName] ?? []) as ((payload: unknown) => unknown)[]) {
      // Started synchronously: caches are invalidated before the writer gets an answer.
      new Promise((resolve) => resolve(react(payload))).catch((error) => log.error({ err: error, event: name }, "reaction failed"));
    }
  });
}
