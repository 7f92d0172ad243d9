import { z } from "zod";
import { KINDS } from "../core/kinds.ts";
import { FRESHNESS } from "../quota/counting/freshness.ts";
import { MonthThreadsQuery } from "../quota/counting/month-threads.ts";
import { QuotaQuery, TownQuotaQuery } from "../quota/inputs.ts";
import { CorrectionInput, ReopeningInput } from "../reporting/closing/month-inputs.ts";
import { byKind, Policy, status } from "./policies.ts";
import { instant, list, month, monthPath, reads, slugPath, whole, writes } from "./words.ts";

const Corrected = z
  .object({ before: whole, credited: whole, reason: z.string(), by: z.string(), at: instant })
  .meta({ id: "Corrected", description: "Stands beside the frozen figure of a closed month, which stays." });
const Quota = z
  .object({
    month,
    policy: Policy,
    onDuty: whole,
    participating: whole,
    met: whole,
    participationRate: z.number().nullable(),
    attainmentRate: z.number().nullable(),
    credited: whole,
    daysLeft: whole,
    byStatus: z.record(status, whole),
    closed: z.boolean(),
    closedAt: instant.nullable(),
    towns: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        credited: whole,
        byKind,
        target: whole,
        status,
        lastPublishedAt: instant.nullable(),
        stale: z.boolean(),
        freshness: z.enum(FRESHNESS),
        rank: whole.nullable().optional().meta({ description: "For readers who see standings; null for towns without a place." }),
        exemption: z.string().nullable(),
        corrected: Corrected.nullable(),
      }),
    ),
  })
  .meta({ id: "Quota" });
const OpenQuota = Quota.extend({ licence: z.object({ name: z.string(), url: z.string(), attribution: z.string() }) }).meta({
  id: "OpenQuota",
  description: "Free to use, share and adapt under `licence`, which is also the answer's `Link` header; pages of other sites may read it.",
});
const Bulletin = z
  .object({
    month,
    title: z.string(),
    body: z.string(),
    version: whole,
    editedAt: instant,
    editedBy: z.string(),
    thread: z.object({ id: whole, url: z.string() }).nullable(),
  })
  .meta({ id: "Bulletin", description: "`body` is Markdown; `thread` is where it was published." });
const MonthThread = z
  .object({
    id: whole,
    url: z.string(),
    title: z.string(),
    kind: z.enum(KINDS),
    town: z.string(),
    publishedAt: instant,
    creditedMonth: month.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "MonthThread" });
const TownQuota = z
  .object({
    slug: z.string(),
    name: z.string(),
    months: z.array(
      z.object({
        month,
        credited: whole,
        target: whole,
        status,
        byKind,
        threads: z.array(whole),
        closed: z.boolean(),
        corrected: Corrected.nullable(),
      }),
    ),
  })
  .meta({ id: "TownQuota" });

/** What towns did of what they owe, month by month. */
export const quotaPaths = {
  "/quota": { get: reads("A month over all towns, as open data", OpenQuota, { requestParams: { query: QuotaQuery } }) },
  "/quota/{month}/close": { post: writes("Close a month that is over; again changes nothing (administrators)", "200", Quota, null, monthPath) },
  "/quota/{month}/corrections": {
    post: writes("Put a figure of a closed month right, beside the frozen one (administrators)", "200", Quota, CorrectionInput, monthPath),
  },
  "/quota/{month}/reopening": { post: writes("Open a closed month again (administrators)", "200", Quota, ReopeningInput, monthPath) },
  "/quota/{month}/bulletin": {
    get: reads("The written report of a closed month; a draft only for administrators", Bulletin, { requestParams: monthPath }),
  },
  "/quota/{month}/threads": {
    get: reads("The threads behind a month's number, or those that do not count and why", list(MonthThread).extend({ total: whole }), {
      requestParams: { ...monthPath, query: MonthThreadsQuery },
    }),
  },
  "/quota/{slug}": { get: reads("A town month by month", TownQuota, { requestParams: { ...slugPath, query: TownQuotaQuery } }) },
};
