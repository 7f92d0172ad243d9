import { type Month, monthsAfter, monthsUpTo } from "../../calendar/month.ts";
import { presentMonth } from "../../calendar/present-month.ts";
import { townQuotaUrl, url } from "../../core/urls.ts";
import { db } from "../../data/client.ts";
import { townBySlug } from "../../towns/towns.ts";
import { type Correction, correctionsOf, type FrozenMonth, frozenMonths } from "../closing/frozen-month.ts";
import { MOST_MONTHS } from "../inputs.ts";
import { policies } from "../policy/policies.ts";
import { exemptionOf, type Policy, policyOf } from "../policy/policy.ts";
import { type CountedMonth, countedMonths } from "./counter.ts";

const MONTHS_A_PAGE = 6;

export interface TownMonth extends CountedMonth {
  /** The credited threads behind the number, in the order of publication. */
  threadIds: number[];
  closed: boolean;
  /** Why the town was exempt, as published. */
  exemption: string | null;
  correction: Correction | null;
}

export interface TownMonths {
  town: { id: number; slug: string; name: string; onDutyFrom: Month };
  /** Newest first. */
  months: TownMonth[];
  olderUrl: string | null;
  newerUrl: string | null;
  /** What is owed in the newest of these months, for the printed rules. */
  policy: Policy;
}

/** A town month by month with the threads behind each number; by default the last six months. @throws NotFound */
export async function townMonths(slug: string, range: { from?: Month | undefined; to?: Month | undefined }): Promise<TownMonths> {
  const town = await townBySlug(db, slug);
  const to = range.to ?? presentMonth();
  const months = monthsUpTo(to, range.from ? monthsBetween(range.from, to) : MONTHS_A_PAGE).reverse();
  const [counted, frozen, credited, decided] = await Promise.all([
    countedMonths([town], months),
    frozenMonths(months),
    creditedThreads(town.id, months),
    policies(),
  ]);
  const corrections = await Promise.all([...frozen.keys()].map(async (month) => [month, (await correctionsOf(month)).get(town.id) ?? null] as const));
  const correctionIn = new Map(corrections);
  const asItIs = (month: Month) => ({ threadIds: credited.get(month) ?? [], exemption: exemptionOf(decided, town.id, month) });
  return {
    town,
    months: counted.get(town.id)!.map((each) => {
      const closed = frozen.get(each.month);
      const correction = correctionIn.get(each.month) ?? null;
      return { ...each, ...(closed ? frozenPart(closed, town.id) : asItIs(each.month)), closed: closed !== undefined, correction };
    }),
    ...links(slug, months.at(-1)!, to, town.onDutyFrom),
    policy: policyOf(decided, to),
  };
}

/** A town that was not there when the month was closed has nothing in it. */
function frozenPart({ towns }: FrozenMonth, townId: number): Pick<TownMonth, "threadIds" | "exemption"> {
  const { threadIds, exemption } = towns.find(({ id }) => id === townId) ?? { threadIds: [], exemption: null };
  return { threadIds, exemption };
}

async function creditedThreads(townId: number, months: readonly Month[]): Promise<Map<Month, number[]>> {
  const threads = await db.thread.findMany({
    where: { townId, creditedMonth: { in: [...months] } },
    select: { id: true, creditedMonth: true },
    orderBy: [{ publishedAt: "asc" }, { id: "asc" }],
  });
  const byMonth = new Map<Month, number[]>();
  for (const { id, creditedMonth } of threads) byMonth.set(creditedMonth!, [...(byMonth.get(creditedMonth!) ?? []), id]);
  return byMonth;
}

function links(slug: string, oldest: Month, to: Month, onDutyFrom: Month): { olderUrl: string | null; newerUrl: string | null } {
  const present = presentMonth();
  const after = monthsAfter(to, MONTHS_A_PAGE);
  const newer = after >= present ? townQuotaUrl(slug) : url(`/towns/${slug}/quota`, { to: after });
  return {
    olderUrl: oldest > onDutyFrom ? url(`/towns/${slug}/quota`, { to: monthsAfter(oldest, -1) }) : null,
    newerUrl: to === present ? null : newer,
  };
}

function monthsBetween(from: Month, to: Month): number {
  const index = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return Math.min(MOST_MONTHS, Math.max(1, index(to) - index(from) + 1));
}
