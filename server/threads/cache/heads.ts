import { LRUCache } from "lru-cache";
import { ANYONE } from "../../access/actor.ts";
import { allowReading } from "../../access/permissions.ts";
import { NotFound } from "../../core/problems.ts";
import { type ThreadRecord, threadRecord } from "../thread-facts.ts";

/** What another process changes is seen after this time at the latest; our own changes at once. */
const AT_MOST_MS = 1_000;
const MOST_THREADS = 1_000;

/** The heads of the threads that readers without an account are looking at: a busy thread is asked for once a second, not once a reader. */
export class HeadsCache {
  #records = new LRUCache<number, Promise<ThreadRecord | null>>({ max: MOST_THREADS, ttl: AT_MOST_MS });

  /** @throws NotFound */
  async read(id: number): Promise<ThreadRecord> {
    let asked = this.#records.get(id);
    if (!asked) {
      asked = threadRecord(id);
      this.#records.set(id, asked);
      asked.catch(() => this.#records.delete(id));
    }
    const thread = await asked;
    if (!thread) throw new NotFound();
    allowReading(ANYONE, thread);
    return thread;
  }

  /** The thread changed. */
  forgetOne({ threadId }: { threadId: number }): void {
    this.#records.delete(threadId);
  }

  /** Someone's or a town's name changed. */
  forget(): void {
    this.#records.clear();
  }
}
