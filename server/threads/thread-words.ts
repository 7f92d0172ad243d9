import { ANYONE } from "../access/actor.ts";
import { knownThreads } from "../access/visible-threads.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { wordsOf } from "../text/words.ts";

const MOST_WORDS = 40;
const AT_ONCE = 200;
/** Stands for a title without any, so that it counts as looked at. */
const NONE = "";

/** Keeps the words of a public thread's title, in place of those before. */
export async function writeWords(tx: Tx, threadId: number, title: string): Promise<void> {
  await tx.threadWord.deleteMany({ where: { threadId } });
  const words = wordsOf(title, MOST_WORDS);
  await tx.threadWord.createMany({ data: (words.length > 0 ? words : [NONE]).map((word) => ({ word, threadId })) });
}

/** Takes in the titles of a section that is older than suggestions, the newest first. Safe to do twice. @returns how many */
export async function indexWords(): Promise<number> {
  const oldest = await db.threadWord.findFirst({ orderBy: { threadId: "asc" }, select: { threadId: true } });
  const missing = await db.thread.findMany({
    where: { ...knownThreads(ANYONE).where, ...(oldest && { id: { lt: oldest.threadId } }) },
    select: { id: true, title: true },
    orderBy: { id: "desc" },
    take: AT_ONCE,
  });
  for (const { id, title } of missing) await transact((tx) => writeWords(tx, id, title));
  return missing.length;
}
