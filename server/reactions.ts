import type { Server } from "socket.io";
import { forgetCalendar } from "./calendar/calendar.ts";
import type { EventName, Reactions } from "./core/events.ts";
import { onCommitted } from "./data/client.ts";
import { liveReactions } from "./http/live.ts";
import type { Log } from "./http/log.ts";
import type { Pages } from "./http/pages.ts";
import type { SiteVersion } from "./http/site-version.ts";
import { notificationReactions } from "./notifications/live.ts";
import { deliver } from "./notifications/outbox.ts";
import { forgetOffices } from "./offices/offices.ts";
import { recountDueDates } from "./questions/deadlines/recount.ts";
import { handlingReactions } from "./questions/page/live.ts";
import { forgetFrozen } from "./quota/closing/frozen-month.ts";
import { quotaReactions } from "./quota/live.ts";
import { forgetPolicies } from "./quota/policy/policies.ts";
import { forgetSettings } from "./settings/settings.ts";
import { forumReactions } from "./threads/live.ts";
import type { ThreadCaches } from "./threads/routes.ts";

/** What follows from what, after a commit. Losing one loses nothing: clients catch up by version, the counter is a query. */
function reactions(io: Server, caches: ThreadCaches, site: Pages): Reactions {
  const forum = forumReactions(io, caches.html);
  const handling = handlingReactions(io);
  const forgetThread = (event: { threadId: number }) => caches.heads.forgetOne(event);
  const forgetNames = () => {
    for (const cache of [site, ...Object.values(caches)]) cache.forget();
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

/** Calls what follows from each committed event. A reaction that fails is logged and stops none of the others. */
export function listen(io: Server, caches: ThreadCaches, site: Pages, version: SiteVersion, log: Log): void {
  const table = reactions(io, caches, site);
  onCommitted(({ name, payload }) => {
    version.raise();
    for (const react of (table[name as EventName] ?? []) as ((payload: unknown) => unknown)[]) {
      // Started synchronously: caches are invalidated before the writer gets an answer.
      new Promise((resolve) => resolve(react(payload))).catch((error) => log.error({ err: error, event: name }, "reaction failed"));
    }
  });
}
