import type { ThreadFacts } from "../access/permissions.ts";
import type { Kind } from "../core/kinds.ts";
import { NotFound } from "../core/problems.ts";
import { Prisma, type Tx } from "../data/client.ts";

export interface RaisedThread extends ThreadFacts {
  id: number;
  kind: Kind;
  title: string;
  /** The sequence number of its last reply. */
  lastSeq: number;
  version: number;
}

/**
 * The thread that a change is about, its version already raised by one. The row stays locked until the transaction ends, so
 * that everything which follows (permission, numbers, counts) is true of the state that is committed.
 * Raw SQL: raises, locks and reads in one statement on both databases. @param sets what else the statement sets @throws NotFound
 */
export async function raiseVersion(tx: Tx, threadId: number, sets = Prisma.empty): Promise<RaisedThread> {
  const [thread] = await tx.$queryRaw<RaisedThread[]>(Prisma.sql`
    UPDATE "Thread" SET "version" = "version" + 1 ${sets} WHERE "id" = ${threadId}
    RETURNING "id", "townId", "kind", "title", "authorId", "state", "status", "replyCount", "private", "offices", "lastSeq", "version"`);
  if (!thread) throw new NotFound();
  return thread;
}

/**
 * Locks threads until the transaction ends, without a change that their pages would show. In ascending order, so that two transactions
 * that lock the same threads never wait for each other. Skips those that do not exist. Raw SQL: locks the row on both databases.
 */
export async function lockThreads(tx: Tx, threadIds: readonly number[]): Promise<void> {
  for (const id of [...new Set(threadIds)].sort((a, b) => a - b))
    await tx.$executeRaw(Prisma.sql`UPDATE "Thread" SET "version" = "version" WHERE "id" = ${id}`);
}
