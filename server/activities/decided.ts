import type { After } from "../core/events.ts";
import { record } from "../data/audit.ts";
import type { Tx } from "../data/client.ts";
import { notifyOfThread } from "../notifications/notify-of-thread.ts";
import type { RaisedThread } from "../threads/raise-version.ts";

/** Puts what was decided about an activity on the audit trail; pages and lists that show it are made anew. */
export async function decided(tx: Tx, after: After, actorId: number | null, thread: RaisedThread, action: string, detail: object): Promise<void> {
  await record(tx, actorId, action, `thread:${thread.id}`, detail);
  changed(after, thread);
}

/** Something that the thread's page shows is different. */
export const changed = (after: After, { id, townId, version }: RaisedThread): void => after("thread.changed", { threadId: id, townId, version });

/** Tells everybody who has a place or waits for one. @param round tells one such notice of this activity from the next */
export async function tellSignedUp(tx: Tx, after: After, thread: RaisedThread, kind: "activityMoved" | "activityCancelled", round: number): Promise<void> {
  const signUps = await tx.signUp.findMany({ where: { threadId: thread.id, state: { not: "withdrawn" } }, select: { accountId: true } });
  const key = `${kind}:${thread.id}:${round}`;
  await notifyOfThread(
    tx,
    after,
    signUps.map(({ accountId }) => accountId),
    thread,
    { kind, key },
  );
}
