import { z } from "zod";
import { MONTH_SHAPE } from "../../calendar/month.ts";
import { FRESHNESS } from "../../quota/counting/freshness.ts";
import { TOWN_STATUSES } from "../../quota/counting/standing.ts";

/** Columns that a table of towns is sorted by, besides each month. */
export const SORT_COLUMNS = ["town", "rank", "credited", "target", "status", "pace", "updated", "onTime", "residents", "waiting"] as const;

const MOST_PAGES = 10_000;
const isColumn = (value: string) => (SORT_COLUMNS as readonly string[]).includes(value) || MONTH_SHAPE.test(value);

/** An address of a table of towns; whatever in it is not understood counts as not said. */
export const OverviewQuery = z.object({
  sort: z
    .string()
    .refine((value) => isColumn(value.replace(/^-/, "")))
    .nullable()
    .default(null)
    .catch(null),
  page: z.coerce.number().int().min(1).max(MOST_PAGES).default(1).catch(1),
  months: z.coerce
    .number()
    .pipe(z.union([z.literal(12), z.literal(24)]))
    .default(12)
    .catch(12),
  status: z.enum(TOWN_STATUSES).nullable().default(null).catch(null),
  freshness: z.enum(FRESHNESS).nullable().default(null).catch(null),
  group: z.string().min(1).max(40).nullable().default(null).catch(null),
  /** Towns on duty with at least one credited thread, or those without. */
  part: z.enum(["yes", "no"]).nullable().default(null).catch(null),
  q: z.string().trim().max(40).default("").catch(""),
});
export type OverviewQuery = z.infer<typeof OverviewQuery>;
