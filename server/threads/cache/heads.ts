import { ANYONE } from "../../access/actor.ts";
import { allowReading } from "../../access/permissions.ts";
import { TimedCache } from "../../core/cache/timed.ts";
import { NotFound } from "../../core/problems.ts";
import { type ThreadRecord, threadRecord } from "../thread-facts.ts";

/** The heads of the threads that readers without an account are looking at: a busy thread is read once a second, not once a reader. */
export const headsCache = new TimedCache<Promise<ThreadRecord | null>>({ max: 1_000 });

/** A thread as everybody may read it. @throws NotFound */
export async function readPublicThread(id: number): Promise<ThreadRecord> {
  const thread = await headsCache.get(id, () => threadRecord(id));
  if (!thread) throw new NotFound();
  allowReading(ANYONE, thread);
  return thread;
}
