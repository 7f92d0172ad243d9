import type { ThreadFacts } from "../access/permissions.ts";
import type { After } from "../core/events.ts";
import type { Kind } from "../core/kinds.ts";
import type { Tx } from "../data/client.ts";
import { type Asking, settleQuestion } from "../questions/workflow/settle-question.ts";
import { credit } from "../quota/crediting.ts";
import { lockTowns, settleTally } from "../threads/tally.ts";
import type { ThreadColumns } from "../threads/thread-columns.ts";

/**
 * What follows when a thread is published, moved, removed, restored or edited, in the transaction that does it: which office answers and
 * when its clock runs, what the town is credited for, how many threads its board counts.
 * @param before null: it was just published, and its town locked before its month was decided @param asking what is known of a new question
 */
export async function settle(tx: Tx, after: After, thread: ThreadColumns, before: (ThreadFacts & { kind: Kind }) | null, asking?: Asking): Promise<void> {
  if (before) await lockTowns(tx, [before.townId, thread.townId, thread.openedForTownId ?? thread.townId]);
  await settleQuestion(tx, after, thread, before, asking);
  await credit(tx, after, thread, before?.townId);
  await settleTally(tx, thread, before);
}
