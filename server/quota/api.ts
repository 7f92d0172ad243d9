import { z } from "zod";
import { monthInput } from "../calendar/month-inputs.ts";
import { monthOutput } from "../calendar/outputs.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { KINDS } from "../core/kinds.ts";
import { instant, listOf, whole } from "../core/output-fields.ts";
import { NotFound } from "../core/problems.ts";
import { apiRouter } from "../http/api-router.ts";
import { CorrectedJson, correctedJson } from "./closing/corrected-json.ts";
import { type TownLine, townLineOf, townLines } from "./counting/counter.ts";
import { MonthThreadsQuery, monthThreadJson, monthThreads } from "./counting/month-threads.ts";
import { townMonths } from "./counting/town-page.ts";
import { TownQuotaQuery } from "./inputs.ts";
import { byKindOutput, townStatusOutput } from "./outputs.ts";

/** What towns did of what they owe. */
export const quotaApi = apiRouter();

const Town = z
  .object({
    slug: z.string(),
    name: z.string(),
    threadCount: whole,
    quota: z.object({ month: monthOutput, credited: whole, target: whole, status: townStatusOutput }),
  })
  .meta({ id: "Town" });
const MonthThread = z
  .object({
    id: whole,
    url: z.string(),
    title: z.string(),
    kind: z.enum(KINDS),
    town: z.string(),
    publishedAt: instant,
    creditedMonth: monthOutput.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "MonthThread" });
const TownQuota = z
  .object({
    slug: z.string(),
    name: z.string(),
    months: z.array(
      z.object({
        month: monthOutput,
        credited: whole,
        target: whole,
        status: townStatusOutput,
        byKind: byKindOutput,
        threads: z.array(whole),
        closed: z.boolean(),
        corrected: CorrectedJson.nullable(),
      }),
    ),
  })
  .meta({ id: "TownQuota" });

quotaApi.get("/towns", {
  summary: "Every town with its month",
  answers: { 200: listOf(Town) },
  handle: async () => ({ items: (await townLines(presentMonth())).map(townJson), nextCursor: null }),
});

quotaApi.get("/towns/:slug", {
  summary: "One town",
  answers: { 200: Town },
  handle: async (_req, { slug }) => {
    const line = await townLineOf(slug, presentMonth());
    if (!line) throw new NotFound("unknownTown");
    return townJson(line);
  },
});

quotaApi.get("/quota/:month/threads", {
  summary: "The threads behind a month's number, or those that do not count and why",
  params: { month: monthInput },
  query: MonthThreadsQuery,
  answers: { 200: listOf(MonthThread).extend({ total: whole }) },
  handle: async (_req, { month, query }) => {
    const { rows, nextCursor, total } = await monthThreads(month, query);
    return { items: rows.map(monthThreadJson), nextCursor, total };
  },
});

quotaApi.get("/quota/:slug", {
  summary: "A town month by month",
  query: TownQuotaQuery,
  answers: { 200: TownQuota },
  handle: async (_req, { slug, query }) => {
    const { town, months } = await townMonths(slug, query);
    const items = months.map(({ month, credited, target, status, byKind, threadIds, closed, correction }) => ({
      ...{ month, credited, target, status, byKind, threads: threadIds, closed },
      corrected: correction && correctedJson(correction),
    }));
    return { slug: town.slug, name: town.name, months: items };
  },
});

const townJson = ({ slug, name, threadCount, counter }: TownLine) => ({
  slug,
  name,
  threadCount,
  quota: { month: counter.month, credited: counter.credited, target: counter.target, status: counter.status },
});
