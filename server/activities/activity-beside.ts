import type { After } from "../core/events.ts";
import { Invalid } from "../core/problems.ts";
import type { Tx } from "../data/client.ts";
import { announce } from "./details.ts";
import type { ActivityInput, RecapOf } from "./inputs.ts";
import { tieRecap } from "./recap.ts";

/** What a post of an activity says besides its text: where and when, or what it looks back on. */
export interface ActivityBeside {
  activity?: ActivityInput | null | undefined;
  recap?: RecapOf | null | undefined;
}

/** Writes that down for a thread that is being published, in the same transaction. @throws Invalid, Conflict */
export async function writeActivityBeside(tx: Tx, after: After, threadId: number, { activity, recap }: ActivityBeside): Promise<void> {
  if (!activity && !recap) return;
  const select = { id: true, kind: true, townId: true, authorId: true } as const;
  const thread = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select });
  if (activity) await announce(tx, thread, activity);
  if (recap && thread.kind !== "ACTIVITY") throw new Invalid([{ path: "recap.ofId", key: "onlyActivities" }]);
  if (recap) await tieRecap(tx, after, thread, recap);
}
