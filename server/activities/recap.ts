import { publishedThreads } from "../access/visible-threads.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Conflict, Invalid } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { changeThreadWithin } from "../threads/change-thread.ts";
import type { RecapOf } from "./inputs.ts";
import { isOver } from "./phases.ts";

/**
 * Ties a recap that is being published to its announcement, which is held by that. One announcement has one recap.
 * Source: domain.md, Credited: an activity and its recap are one pair. @throws Invalid, Conflict
 */
export async function tieRecap(tx: Tx, after: After, recap: { id: number; authorId: number; townId: number }, { ofId, headCount }: RecapOf): Promise<void> {
  const announcement = await tx.thread.findUnique({ where: { id: ofId }, include: { activity: true } });
  const isOwn = announcement?.state === "published" && announcement.townId === recap.townId && announcement.recapOfId === null;
  if (!announcement || !isOwn || announcement.kind !== "ACTIVITY") throw new Invalid([{ path: "recap.ofId", key: "noAnnouncement" }]);
  const { activity } = announcement;
  // Holds the announcement: two recaps of it are published one after the other.
  await changeThreadWithin(tx, after, recap.authorId, ofId, async ({ audit }) => {
    if (!activity || !isOver(activity, now())) throw new Conflict("notOver");
    const others = { ...publishedThreads.where, townId: recap.townId, kind: "ACTIVITY", recapOfId: ofId, id: { not: recap.id } } as const;
    const other = await tx.thread.findFirst({ where: others, select: { id: true } });
    if (other) throw new Conflict("hasRecap");
    const kept = headCount === null ? {} : { headCount };
    await tx.activity.update({ where: { threadId: ofId }, data: { state: "held", ...kept, sequence: { increment: 1 }, changedAt: now() } });
    await audit("activity.recapped", { recap: recap.id, headCount });
  });
}
