import type { Tx } from "../data/client.ts";
import { announce } from "./details.ts";
import type { ActivityInput } from "./inputs.ts";

/** What a post of an activity says besides its text. */
export interface ActivityBeside {
  activity?: ActivityInput | null | undefined;
}

/** Writes down what belongs to the activity of a thread that is being published, in the same transaction. @throws Invalid */
export async function writeActivityBeside(tx: Tx, threadId: number, { activity }: ActivityBeside): Promise<void> {
  if (!activity) return;
  const thread = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { id: true, kind: true, townId: true } });
  await announce(tx, thread, activity);
}
