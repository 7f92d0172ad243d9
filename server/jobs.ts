import { erasePhones } from "./activities/sign-up-list.ts";
import type { ScheduledJob } from "./data/schedule.ts";
import { deliver } from "./deliveries.ts";
import { sweepIdempotentResults } from "./http/idempotency.ts";
import { sweepSessions } from "./http/session-store.ts";
import { closeDueMonths } from "./quota/close-month.ts";

/** Everything that is done by the clock; the only list of it. */
export const jobs: readonly ScheduledJob[] = [
  { name: "sweep", pattern: "17 * * * *", run: () => Promise.all([sweepSessions(), sweepIdempotentResults()]) },
  { name: "erase-phones", pattern: "41 3 * * *", run: erasePhones },
  { name: "close-months", pattern: "*/5 * * * *", run: closeDueMonths },
  { name: "deliver", pattern: "* * * * *", run: deliver },
];
