import type { Server } from "socket.io";
import { forgetCalendar } from "./calendar/calendar.ts";
import type { Reactions } from "./core/events.ts";
import { liveReactions } from "./http/live.ts";
import { notificationReactions } from "./notifications/live.ts";
import { deliver } from "./notifications/outbox.ts";
import { forgetOffices } from "./offices/offices.ts";
import { recountDueDates } from "./questions/deadlines/recount.ts";
import { handlingReactions } from "./questions/page/live.ts";
import { forgetFrozen } from "./quota/closing/frozen-month.ts";
import { quotaReactions } from "./quota/live.ts";
import { forgetPolicies } from "./quota/policy/policies.ts";
import { forgetSettings } from "./settings/settings.ts";
import type { HeadsCache } from "./threads/cache/heads.ts";
import type { PostHtml } from "./threads/cache/post-html.ts";
import { forumReactions } from "./threads/live.ts";

/** What keeps something that holds names of people or towns. */
export interface NamesCache {
  forget(): void;
}

/** What follows from what, after a commit. Losing one loses nothing: clients catch up by version, the counter is a query. */
export function reactions(io: Server, posts: PostHtml, recent: HeadsCache, caches: readonly NamesCache[]): Reactions {
  const forum = forumReactions(io, posts);
  const handling = handlingReactions(io);
  const forgetThread = (event: { threadId: number }) => recent.forgetOne(event);
  const forgetNames = () => {
    for (const cache of caches) cache.forget();
  };
  return {
    "thread.started": forum["thread.started"],
    "thread.changed": [forgetThread, ...forum["thread.changed"], ...handling["thread.changed"]],
    "handling.changed": handling["handling.changed"],
    "post.created": [forgetThread, ...forum["post.created"]],
    "post.updated": [forgetThread, ...forum["post.updated"]],
    "post.removed": [forgetThread, ...forum["post.removed"]],
    ...quotaReactions(io),
    ...notificationReactions(io),
    ...liveReactions(io),
    "outbox.filled": [deliver],
    "account.renamed": [forgetNames],
    "town.changed": [forgetNames, forgetOffices],
    "offices.changed": [forgetNames, forgetOffices],
    "policy.changed": [forgetPolicies, forgetFrozen],
    "calendar.changed": [forgetCalendar, recountDueDates],
    "settings.changed": [forgetSettings],
  };
}
