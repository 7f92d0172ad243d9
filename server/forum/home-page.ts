import type { Actor } from "../access/actor.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { now } from "../core/clock.ts";
import { type RecentAnswer, recentAnswers } from "../questions/answers/recent-answers.ts";
import { type MonthFigures, monthFigures, type TownLine, townLines } from "../quota/counting/counter.ts";
import { type Freshness, freshnessOf } from "../quota/counting/freshness.ts";
import { settings } from "../settings/settings.ts";
import { type ThreadRow, threadRows } from "../threads/thread-rows.ts";

const SHOWN = { activities: 6, waiting: 8, answers: 5, hot: 6 };

export interface HomePage {
  figures: MonthFigures;
  towns: (TownLine & { freshness: Freshness })[];
  activities: ThreadRow[];
  waiting: ThreadRow[];
  answers: RecentAnswer[];
  hot: ThreadRow[];
}

/** The section's home: the month, every town, what is new, what waits. */
export async function homePage(actor: Actor): Promise<HomePage> {
  const month = presentMonth();
  const [towns, limits] = await Promise.all([townLines(month), settings()]);
  const [figures, activities, waiting, answers, hot] = await Promise.all([
    monthFigures(month, towns),
    threadRows({ kind: "ACTIVITY", order: "new" }, SHOWN.activities, undefined, actor),
    threadRows({ order: "unanswered" }, SHOWN.waiting, undefined, actor),
    recentAnswers(SHOWN.answers),
    threadRows({ kind: "HOT_TOPIC", order: "active" }, SHOWN.hot, undefined, actor),
  ]);
  const fresh = towns.map((town) => ({ ...town, freshness: freshnessOf(town.lastPublishedAt, now(), limits) }));
  return { figures, towns: fresh, activities: activities.rows, waiting: waiting.rows, answers, hot: hot.rows };
}
