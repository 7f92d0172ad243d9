import type { Month } from "../../calendar/month.ts";
import { UntilCommitCache } from "../../core/cache/until-commit.ts";
import { now } from "../../core/clock.ts";
import { db } from "../../data/client.ts";
import { stretchOf, trendOf } from "../statistics/tallies.ts";

/** Questions and opinions that the whole section received, and answers that it gave, in `month`: the same figures as on the page of their statistics. */
export const messagesOf = (month: Month): Promise<{ received: number; answered: number }> =>
  messagesCache.get(month, async () => {
    const [counted] = await trendOf(db, [stretchOf(month, now())]);
    return { received: counted!.received, answered: counted!.answered };
  });

const messagesCache = new UntilCommitCache<Promise<{ received: number; answered: number }>>({ max: 20 });
