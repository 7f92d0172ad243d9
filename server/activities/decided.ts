import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import { notifyOfThread } from "../notifications/notify-of-thread.ts";
import type { RaisedThread } from "../threads/raise-version.ts";

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
