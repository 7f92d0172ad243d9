import { publishedThreads } from "../../access/visible-threads.ts";
import { daysIn } from "../../calendar/calendar.ts";
import { type Month, monthsAfter, startOf } from "../../calendar/month.ts";
import { config } from "../../core/config.ts";
import type { Kind } from "../../core/kinds.ts";
import { Prisma, type Tx } from "../../data/client.ts";
import type { FrozenLine, FrozenMonth, FrozenTown } from "../../quota/closing/frozen-month.ts";
import { type ByKind, counterOf, dutyOf, NONE_CREDITED, ratesOf } from "../../quota/counting/standing.ts";
import { policiesIn } from "../../quota/policy/policies.ts";
import { exemptionOf, plainPolicyOf } from "../../quota/policy/policy.ts";
import type { Settings } from "../../settings/settings.ts";
import { standingFacts } from "../standings/standing-facts.ts";
import { placesOf } from "../standings/standings.ts";

const DAY_MS = 24 * 3600 * 1000;

/** Everything that is known of `month` at `at`, as it is kept from then on. The towns are locked before (threads/tally.ts). */
export async function frozenResult(tx: Tx, month: Month, at: Date, { standingsFloor, staleDays }: Settings): Promise<FrozenMonth> {
  const { timeZone } = config();
  const present = { now: at, timeZone, days: await daysIn(tx) };
  const policies = await policiesIn(tx);
  const end = startOf(monthsAfter(month, 1), timeZone);
  const credited = await creditedIn(tx, month);
  const lastPublished = await lastPublishedBefore(tx, end);
  const factsOf = await standingFacts(tx, month, present);
  const rows = await tx.town.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  const counted = rows.map((town) => {
    const { byKind, threadIds } = credited.get(town.id) ?? { byKind: NONE_CREDITED, threadIds: [] };
    const { credited: count, target, short, status } = counterOf(dutyOf(policies, town, month, byKind), month, present);
    const last = lastPublished.get(town.id) ?? null;
    return {
      ...{ id: town.id, slug: town.slug, name: town.name, peerGroup: town.peerGroup },
      ...{ byKind, credited: count, target, short, status, threadIds },
      ...factsOf(town.id),
      exemption: exemptionOf(policies, town.id, month),
      lastPublishedAt: last?.toISOString() ?? null,
      stale: last === null || end.getTime() - last.getTime() >= staleDays * DAY_MS,
    };
  });
  const places = placesOf(counted, standingsFloor);
  const towns: FrozenTown[] = counted.map((town) => ({ ...town, rank: places.get(town.id)?.rank ?? null }));
  return {
    month,
    closedAt: at.toISOString(),
    policy: plainPolicyOf(policies, month),
    rates: ratesOf(towns),
    credited: towns.reduce((total, town) => total + town.credited, 0),
    previous: await frozenLine(tx, monthsAfter(month, -1)),
    standingsFloor,
    staleDays,
    towns,
  };
}

interface CreditedTown {
  byKind: ByKind;
  threadIds: number[];
}

/** The credited threads of each town, in the order of publication. */
async function creditedIn(tx: Tx, month: Month): Promise<Map<number, CreditedTown>> {
  const threads = await tx.thread.findMany({
    where: { creditedMonth: month },
    select: { id: true, townId: true, kind: true },
    orderBy: [{ publishedAt: "asc" }, { id: "asc" }],
  });
  const towns = new Map<number, CreditedTown>();
  for (const { id, townId, kind } of threads as { id: number; townId: number; kind: Kind }[]) {
    const { byKind, threadIds } = towns.get(townId) ?? { byKind: NONE_CREDITED, threadIds: [] };
    towns.set(townId, { byKind: { ...byKind, [kind]: byKind[kind] + 1 }, threadIds: [...threadIds, id] });
  }
  return towns;
}

/** Raw SQL: a maximum for each town and kind, sought in Thread's index (townId, state, kind, publishedAt). */
async function lastPublishedBefore(tx: Tx, end: Date): Promise<Map<number, Date>> {
  const lastOf = (kind: Kind) => Prisma.sql`
    SELECT w."id", (SELECT MAX(t."publishedAt") FROM "Thread" t
      WHERE t."townId" = w."id" AND ${publishedThreads.sql} AND t."kind" = ${Prisma.raw(`'${kind}'`)} AND t."publishedAt" < ${end}) AS "at"
    FROM "Town" w`;
  const rows = await tx.$queryRaw<{ id: number; at: Date | string | null }[]>(Prisma.sql`${lastOf("ACTIVITY")} UNION ALL ${lastOf("HOT_TOPIC")}`);
  const last = new Map<number, Date>();
  for (const { id, at } of rows) {
    if (at === null) continue;
    const instant = new Date(at);
    if (instant > (last.get(id) ?? new Date(0))) last.set(id, instant);
  }
  return last;
}

async function frozenLine(tx: Tx, month: Month): Promise<FrozenLine | null> {
  const close = await tx.monthClose.findUnique({ where: { month } });
  if (!close || close.reopenedAt !== null) return null;
  const { rates, credited } = JSON.parse(close.result) as FrozenMonth;
  return { month, rates, credited };
}
