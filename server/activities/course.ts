import type { Actor } from "../access/actor.ts";
import { allow, allowReading } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { type Tx, transact } from "../data/client.ts";
import { type RaisedThread, raiseVersion } from "../threads/raise-version.ts";
import { decided, tellSignedUp } from "./decided.ts";
import { hasBegun, isClosedToChanges } from "./phases.ts";

/** Calls an activity off, for a reason that everybody reads; who signed up is told. @throws NotFound, Forbidden, Conflict */
export const cancelActivity = (actor: Actor, threadId: number, reason: string): Promise<{ id: number }> =>
  end(actor, threadId, async (tx, after, thread) => {
    const { sequence } = await tx.activity.update({ where: { threadId }, data: { state: "cancelled", stateNote: reason, ...raised() } });
    await tellSignedUp(tx, after, thread, "activityCancelled", sequence);
    await decided(tx, after, actor.id, thread, "activity.cancelled", { reason });
  });

/** Says that an activity took place. @throws NotFound, Forbidden, Conflict (it has not begun) */
export const holdActivity = (actor: Actor, threadId: number): Promise<{ id: number }> =>
  end(actor, threadId, async (tx, after, thread) => {
    const activity = await tx.activity.findUniqueOrThrow({ where: { threadId } });
    if (!hasBegun(activity, now())) throw new Conflict("notBegun");
    await tx.activity.update({ where: { threadId }, data: { state: "held", ...raised() } });
    await decided(tx, after, actor.id, thread, "activity.held", {});
  });

const raised = () => ({ sequence: { increment: 1 }, changedAt: now() });

function end(actor: Actor, threadId: number, work: (tx: Tx, after: After, thread: RaisedThread) => Promise<void>): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    const thread = await raiseVersion(tx, threadId);
    allowReading(actor, thread);
    allow(actor, "keepActivity", thread);
    const activity = await tx.activity.findUnique({ where: { threadId }, select: { state: true } });
    if (!activity) throw new NotFound();
    if (isClosedToChanges(activity.state)) throw new Conflict("activityOver");
    await work(tx, after, thread);
    return { id: threadId };
  });
}
