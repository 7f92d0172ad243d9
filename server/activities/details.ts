import type { Actor } from "../actor.ts";
import { now } from "../clock.ts";
import { record } from "../data/audit.ts";
import { type Tx, transact } from "../data/client.ts";
import type { After } from "../events.ts";
import { raiseVersion } from "../forum/raise-version.ts";
import { allow, allowReading } from "../people/permissions.ts";
import { Conflict, Invalid } from "../problems.ts";
import { campaignDaysOf } from "./campaign-days.ts";
import type { ActivityInput } from "./inputs.ts";
import { isClosedToChanges } from "./phases.ts";

/** Writes down where and when a new thread's activity takes place, in the transaction that publishes it. @throws Invalid */
export async function announce(tx: Tx, { id, kind, townId }: { id: number; kind: string; townId: number }, input: ActivityInput): Promise<void> {
  if (kind !== "ACTIVITY") throw new Invalid([{ path: "activity", key: "onlyActivities" }]);
  await checkCampaignDay(tx, townId, input.campaignDay, "activity.campaignDay");
  await tx.activity.create({ data: { threadId: id, ...input, changedAt: now() } });
}

/**
 * Changes where and when an activity takes place, or says it for the first time. More places let in who waits.
 * @throws NotFound, Forbidden, Invalid, Conflict (no activity; cancelled or held)
 */
export async function editActivity(actor: Actor, threadId: number, input: ActivityInput): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    const thread = await raiseVersion(tx, threadId);
    allowReading(actor, thread);
    allow(actor, "keepActivity", thread);
    if (thread.kind !== "ACTIVITY") throw new Conflict("onlyActivities");
    await checkCampaignDay(tx, thread.townId, input.campaignDay, "campaignDay");
    const before = await tx.activity.findUnique({ where: { threadId } });
    if (before && isClosedToChanges(before.state)) throw new Conflict("activityOver");
    await tx.activity.upsert({
      where: { threadId },
      create: { threadId, ...input, changedAt: now() },
      update: { ...input, sequence: { increment: 1 }, changedAt: now() },
    });
    await record(tx, actor.id, "activity.edited", `thread:${threadId}`, { before: before && detailsOf(before), after: detailsOf(input) });
    changed(after, thread);
    return { id: threadId };
  });
}

/** Pages and lists that show the activity are made anew. */
export const changed = (after: After, { id, townId, version }: { id: number; townId: number; version: number }): void =>
  after("thread.changed", { threadId: id, townId, version });

const detailsOf = ({ startsAt, endsAt, place, contact, capacity, campaignDay }: ActivityInput) => ({ startsAt, endsAt, place, contact, capacity, campaignDay });

async function checkCampaignDay(tx: Tx, townId: number, day: string | null, path: string): Promise<void> {
  if (day === null) return;
  const known = await campaignDaysOf(townId, tx);
  if (!known.some((each) => each.day === day)) throw new Invalid([{ path, key: "unknownCampaignDay" }]);
}
