import type { Month } from "../../calendar/month.ts";
import { type Pager, pagerOf } from "../../core/paging.ts";
import { townQuotaUrl, url } from "../../core/urls.ts";
import { type MonthThreads, type MonthThreadsQuery, monthThreads } from "./month-threads.ts";

export interface MonthThreadsPage extends Omit<MonthThreads, "nextCursor"> {
  month: Month;
  counts: "yes" | "no";
  /** Those that count and those that do not. */
  sides: { counts: "yes" | "no"; url: string; current: boolean }[];
  kinds: { kind: string; url: string; current: boolean }[];
  pager: Pager;
  /** The figures that the list stands behind. */
  monthUrl: string;
}

const KINDS_SHOWN = ["", "ACTIVITY", "HOT_TOPIC"];

/** The list of threads behind a number, as its page shows it. */
export async function monthThreadsPage(month: Month, query: MonthThreadsQuery): Promise<MonthThreadsPage> {
  const { nextCursor, ...list } = await monthThreads(month, query);
  const { town, kind, counts, cursor } = query;
  const said = { town, kind, counts: counts === "no" ? counts : null };
  const link = (change: Record<string, string | null>) => url(`/quota/${month}/threads`, { ...said, ...change });
  return {
    ...list,
    month,
    counts,
    sides: (["yes", "no"] as const).map((each) => ({ counts: each, url: link({ counts: each === "no" ? each : null }), current: each === counts })),
    kinds: KINDS_SHOWN.map((each) => ({ kind: each, url: link({ kind: each || null }), current: each === (kind ?? "") })),
    pager: pagerOf((to) => link({ cursor: to }), { cursor, nextCursor }),
    monthUrl: list.town ? townQuotaUrl(list.town.slug) : url(`/quota/${month}`),
  };
}
