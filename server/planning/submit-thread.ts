import { writeActivityBeside } from "../activities/activity-beside.ts";
import type { Actor } from "../actor.ts";
import type { StartThreadInput } from "../forum/inputs.ts";
import { startThread } from "../forum/start-thread.ts";

/** What became of a submission: it is public, or waits for the town's approval. */
export type Submitted = { threadId: number } | { draftId: number };

/**
 * What both doors call when someone sends a new thread. @throws SignInNeeded, Invalid (see startThread)
 */
export async function submitThread(actor: Actor, input: StartThreadInput): Promise<Submitted> {
  const { id } = await startThread(actor, input, (tx, after, thread) => writeActivityBeside(tx, after, thread.id, input));
  return { threadId: id };
}
