import { Prisma, type Tx } from "../data/client.ts";
import type { Kind } from "../kinds.ts";
import type { ThreadFacts } from "../people/permissions.ts";
import { NotFound } from "../problems.ts";

export interface RaisedThread extends ThreadFacts {
  id: number;
  kind: Kind;
  title: string;
  version: number;
}

/**
 * The thread that a change is about, its version already raised by one. The row stays locked until the transaction ends, so
 * that everything which follows (permission, numbers, counts) is true of the state that is committed.
 * Raw SQL: raises, locks and reads in one statement on both databases. @throws NotFound
 */
export async function raiseVersion(tx: Tx, threadId: number): Promise<RaisedThread> {
  const [thread] = await tx.$queryRaw<RaisedThread[]>(Prisma.sql`
    UPDATE "Thread" SET "version" = "version" + 1 WHERE "id" = ${threadId}
    RETURNING "id", "townId", "kind", "title", "authorId", "state", "status", "replyCount", "private", "offices", "version"`);
  if (!thread) throw new NotFound();
  return thread;
}
