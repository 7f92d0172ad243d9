import type { Actor } from "../access/actor.ts";
import { now } from "../core/clock.ts";
import { Conflict, Invalid } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { changeThread, type ThreadChange } from "../threads/change-thread.ts";
import { campaignDaysOf } from "./campaign-days.ts";
import { tellSignedUp } from "./decided.ts";
import type { ActivityInput, EditActivityInput } from "./inputs.ts";
import { isClosedToChanges } from "./phases.ts";
import { admitWaiting } from "./sign-ups.ts";

/** Writes down where and when a new thread's activity takes place, in the transaction that publishes it. @throws Invalid */
export async function announce(tx: Tx, { id, kind, townId }: { id: number; kind: string; townId: number }, input: ActivityInput): Promise<void> {
  if (kind !== "ACTIVITY") throw new Invalid([{ path: "activity", key: "onlyActivities" }]);
  await checkCampaignDay(tx, townId, input.campaignDay);
  await tx.activity.create({ data: { threadId: id, ...input, changedAt: now() } });
}

/**
 * Changes where and when an activity takes place, or says it for the first time. Another time makes it a moved one and is told to all
 * who signed up; more places let in who waits. @throws NotFound, Forbidden, Invalid, Conflict (no activity; cancelled or held)
 */
export async function editActivity(actor: Actor, threadId: number, { reason, ...details }: EditActivityInput): Promise<{ id: number }> {
  return changeThread(actor, "keepActivity", threadId, async (change) => {
    const { tx, thread, audit } = change;
    if (thread.kind !== "ACTIVITY") throw new Conflict("onlyActivities");
    await checkCampaignDay(tx, thread.townId, details.campaignDay);
    const before = await tx.activity.findUnique({ where: { threadId } });
    if (!before) await tx.activity.create({ data: { threadId, ...details, changedAt: now() } });
    else await changeDetails(change, before, details, reason);
    await audit("activity.edited", { before: before && detailsOf(before), after: detailsOf(details), reason });
    return { id: threadId };
  });
}

type Before = ActivityInput & { state: "planned" | "held" | "cancelled" | "moved" };

async function changeDetails({ tx, after, thread }: ThreadChange, before: Before, details: ActivityInput, reason: string): Promise<void> {
  if (isClosedToChanges(before.state)) throw new Conflict("activityOver");
  const isMoved = before.startsAt.getTime() !== details.startsAt.getTime();
  const move = isMoved ? { state: "moved" as const, movedFrom: before.startsAt, stateNote: reason || null } : {};
  const activity = await tx.activity.update({ where: { threadId: thread.id }, data: { ...details, ...move, sequence: { increment: 1 }, changedAt: now() } });
  if (isMoved) await tellSignedUp(tx, after, thread, "activityMoved", activity.sequence);
  await admitWaiting(tx, after, thread, activity);
}

const detailsOf = ({ startsAt, endsAt, place, contact, capacity, campaignDay }: ActivityInput) => ({ startsAt, endsAt, place, contact, capacity, campaignDay });

async function checkCampaignDay(tx: Tx, townId: number, day: string | null): Promise<void> {
  if (day === null) return;
  const known = await campaignDaysOf(townId, tx);
  if (!known.some((each) => each.day === day)) throw new Invalid([{ path: "activity.campaignDay", key: "unknownCampaignDay" }]);
}
