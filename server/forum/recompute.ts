import { db, transact } from "../data/client.ts";
import { credit, creditOf } from "./crediting.ts";

const AT_ONCE = 500;

/** Counts the towns' threads and judges every thread's credit anew. @returns how many differed */
export async function recomputeCounts(): Promise<{ tallies: number; credits: number }> {
  let credits = 0;
  for (let last = 0; ; ) {
    const threads = await db.thread.findMany({ where: { id: { gt: last } }, orderBy: { id: "asc" }, take: AT_ONCE });
    if (threads.length === 0) break;
    last = threads.at(-1)!.id;
    for (const thread of threads) {
      if (creditOf(thread) === thread.creditedMonth) continue;
      await transact((tx, after) => credit(tx, after, thread));
      credits++;
    }
  }
  return { tallies: await recountTowns(), credits };
}

async function recountTowns(): Promise<number> {
  return transact(async (tx) => {
    let differed = 0;
    for (const { id } of await tx.town.findMany({ select: { id: true } })) {
      const threadCount = await tx.thread.count({ where: { townId: id, state: "published" } });
      const known = await tx.townTally.findUnique({ where: { townId: id } });
      if (known?.threadCount === threadCount) continue;
      await tx.townTally.upsert({ where: { townId: id }, create: { townId: id, threadCount }, update: { threadCount } });
      differed++;
    }
    return differed;
  });
}
