import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import type { Asking } from "../questions/workflow/settle-question.ts";
import { monthOfPublication } from "../quota/crediting.ts";
import { changeTally } from "../threads/tally.ts";
import { insertThread, type NewThread } from "../threads/thread-columns.ts";
import { settle } from "./settle.ts";

/** A thread, and what is known of it where it asks. */
export type Publication = Omit<NewThread, "quotaMonth"> & Partial<Asking>;

/** Makes a thread public, credited by the rules, in the transaction of the act that decides it. */
export async function publish(tx: Tx, after: After, { categoryId = null, channel = "online", ...thread }: Publication): Promise<{ id: number }> {
  await changeTally(tx, thread.townId, 0); // locks the town: waits for a month that is being closed, which then takes nothing more
  const quotaMonth = thread.openedForTownId === null ? null : await monthOfPublication(tx, thread);
  const published = await insertThread(tx, { ...thread, quotaMonth });
  await settle(tx, after, published, null, { categoryId, channel });
  after("thread.started", { threadId: published.id, townId: thread.townId });
  return { id: published.id };
}
