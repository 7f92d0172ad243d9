import { type Month, monthsAfter } from "../calendar/month.ts";
import type { db, Tx } from "../data/client.ts";
import { type Credit, type CreditCandidate, MONTHS_COMPARED } from "./counting/credit.ts";

/** A thread with what is known of its credit now. */
export type Judged = CreditCandidate & Omit<Credit, "id" | "creditedMonth">;

/** A town's or every town's threads since `first` from `firstId` on, the credited ones that they are compared with, and the announcements of their recaps. @param recapOfId an announcement besides */
export async function threadsToJudge(
  from: Pick<Tx, "thread"> | typeof db,
  first: Month,
  { townId, firstId = 0, recapOfId = null }: { townId?: number | undefined; firstId?: number | undefined; recapOfId?: number | null } = {},
): Promise<Judged[]> {
  const since = monthsAfter(first, -MONTHS_COMPARED);
  const compared = [{ id: { gte: firstId }, quotaMonth: { gte: first } }, { creditedMonth: { not: null } }];
  const where = { openedForTownId: townId ?? { not: null }, quotaMonth: { gte: since }, OR: compared };
  const recent = await from.thread.findMany({ where, select: JUDGED, orderBy: { id: "asc" } });
  const known = new Set(recent.map(({ id }) => id));
  const announcements = [recapOfId, ...recent.map((thread) => thread.recapOfId)].filter((id) => id !== null && !known.has(id)) as number[];
  if (announcements.length === 0) return recent as Judged[];
  const earlier = await from.thread.findMany({ where: { id: { in: announcements }, quotaMonth: { not: null } }, select: JUDGED });
  return ([...earlier, ...recent] as Judged[]).sort((one, other) => one.id - other.id);
}

const JUDGED = {
  id: true,
  kind: true,
  state: true,
  townId: true,
  openedForTownId: true,
  bodyLength: true,
  distinctCharacters: true,
  pictureCount: true,
  fingerprint: true,
  quotaMonth: true,
  recapOfId: true,
  grantReason: true,
  creditedMonth: true,
  shortfall: true,
  duplicateOfId: true,
  similarity: true,
} as const;

/** Threads by the town whose association opened them: what repeats what is asked within a town. */
export function byTown<T extends { openedForTownId: number | null }>(threads: readonly T[]): Map<number | null, T[]> {
  const towns = new Map<number | null, T[]>();
  for (const thread of threads) {
    const known = towns.get(thread.openedForTownId);
    if (known) known.push(thread);
    else towns.set(thread.openedForTownId, [thread]);
  }
  return towns;
}
