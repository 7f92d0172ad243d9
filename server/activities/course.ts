import type { Actor } from "../access/actor.ts";
import { now } from "../core/clock.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { changeThread, type ThreadChange } from "../threads/change-thread.ts";
import { tellSignedUp } from "./decided.ts";
import { hasBegun, isClosedToChanges } from "./phases.ts";

/** Calls an activity off, for a reason that everybody reads; who signed up is told. @throws NotFound, Forbidden, Conflict */
export const cancelActivity = (actor: Actor, threadId: number, reason: string): Promise<{ id: number }> =>
  end(actor, threadId, async ({ tx, after, thread, audit }) => {
    const { sequence } = await tx.activity.update({ where: { threadId }, data: { state: "cancelled", stateNote: reason, ...raised() } });
    await tellSignedUp(tx, after, thread, "activityCancelled", sequence);
    await audit("activity.cancelled", { reason });
  });

/** Says that an activity took place. @throws NotFound, Forbidden, Conflict (it has not begun) */
export const holdActivity = (actor: Actor, threadId: number): Promise<{ id: number }> =>
  end(actor, threadId, async ({ tx, audit }) => {
    const activity = await tx.activity.findUniqueOrThrow({ where: { threadId } });
    if (!hasBegun(activity, now())) throw new Conflict("notBegun");
    await tx.activity.update({ where: { threadId }, data: { state: "held", ...raised() } });
    await audit("activity.held");
  });

const raised = () => ({ sequence: { increment: 1 }, changedAt: now() });

function end(actor: Actor, threadId: number, work: (change: ThreadChange) => Promise<void>): Promise<{ id: number }> {
  return changeThread(actor, "keepActivity", threadId, async (change) => {
    const activity = await change.tx.activity.findUnique({ where: { threadId }, select: { state: true } });
    if (!activity) throw new NotFound();
    if (isClosedToChanges(activity.state)) throw new Conflict("activityOver");
    await work(change);
    return { id: threadId };
  });
}
