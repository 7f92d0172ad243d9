import { db, transact } from "../data/client.ts";
import { inBatchesById } from "../data/in-batches.ts";
import { recountTowns } from "../threads/tally.ts";
import { setMeasures } from "../threads/thread-columns.ts";
import { writtenText } from "../threads/written-text.ts";
import { creditTown, monthOfPublication } from "./crediting.ts";

const FIRST_MONTH = "1900-01";

/** Counts the towns' threads and judges every thread's credit anew. @returns how many differed */
export async function recomputeCounts(): Promise<{ tallies: number; credits: number }> {
  await measureAnew();
  const tallies = await recountTowns();
  let credits = 0;
  for (const { id } of await db.town.findMany({ select: { id: true } })) credits += await transact((tx, after) => creditTown(tx, after, id, FIRST_MONTH));
  return { tallies, credits };
}

/** What is kept of each text for the rules, made anew; the month too for threads older than the rule that keeps it. */
async function measureAnew(): Promise<void> {
  const opened = inBatchesById((after, take) =>
    db.thread.findMany({ where: { id: { gt: after }, openedForTownId: { not: null } }, orderBy: { id: "asc" }, take }),
  );
  for await (const threads of opened) {
    for (const thread of threads) {
      const { id, title, quotaMonth, bodyLength, distinctCharacters, fingerprint } = thread;
      const { body } = await db.post.findUniqueOrThrow({ where: { threadId_seq: { threadId: id, seq: 0 } }, select: { body: true } });
      const text = writtenText(title, body);
      const same = quotaMonth && text.fingerprint === fingerprint && text.bodyLength === bodyLength && text.distinctCharacters === distinctCharacters;
      if (same) continue;
      await transact(async (tx) => {
        await setMeasures(tx, thread, text, quotaMonth ?? (await monthOfPublication(tx, thread)));
      });
    }
  }
}
