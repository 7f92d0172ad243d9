import { publicThreads } from "../access/visible-threads.ts";
import { isPostgres, Prisma, type Tx, transact } from "../data/client.ts";
import type { ThreadColumns } from "./thread-columns.ts";

/** Counts `change` more published threads of a town, in the transaction that does it. Raw SQL: adds or begins in one statement. */
export const changeTally = (tx: Tx, townId: number, change: number): Promise<unknown> =>
  tx.$executeRaw(Prisma.sql`
    INSERT INTO "TownTally" ("townId", "threadCount") VALUES (${townId}, ${change})
    ON CONFLICT ("townId") DO UPDATE SET "threadCount" = "TownTally"."threadCount" + ${change}`);

type Counted = Pick<ThreadColumns, "townId" | "state" | "private">;

/** Counts a thread on the board where everybody sees it now, and no more where they saw it before. @param before null: nowhere */
export async function settleTally(tx: Tx, thread: Counted, before: Counted | null): Promise<void> {
  const [was, is] = [before && boardOf(before), boardOf(thread)];
  if (was === is) return;
  if (was !== null) await changeTally(tx, was, -1);
  if (is !== null) await changeTally(tx, is, 1);
}

const boardOf = (thread: Counted): number | null => (thread.state === "published" && !thread.private ? thread.townId : null);

/**
 * Until the end of the transaction nothing is published, removed, moved or judged anew in these towns; without any named, in every one.
 * One after the other, because what repeats what depends on the order. By id, so that two that want several never wait for each other:
 * who needs several names them all at once. On SQLite any write holds the whole file, also from the command line. Raw SQL: locks
 * rows without changing them.
 */
export async function lockTowns(tx: Tx, townIds?: readonly number[]): Promise<void> {
  if (!isPostgres()) return void (await tx.$executeRaw(Prisma.sql`UPDATE "TownTally" SET "threadCount" = "threadCount"`));
  const these = townIds ? Prisma.sql`WHERE "townId" IN (${Prisma.join([...townIds])})` : Prisma.empty;
  await tx.$queryRaw(Prisma.sql`SELECT "townId" FROM "TownTally" ${these} ORDER BY "townId" FOR UPDATE`);
}

/** Counts every town's threads anew. @returns how many towns differed */
export async function recountTowns(): Promise<number> {
  return transact(async (tx) => {
    let differed = 0;
    for (const { id } of await tx.town.findMany({ select: { id: true } })) {
      const threadCount = await tx.thread.count({ where: { townId: id, ...publicThreads.where } });
      const known = await tx.townTally.findUnique({ where: { townId: id } });
      if (known?.threadCount === threadCount) continue;
      await tx.townTally.upsert({ where: { townId: id }, create: { townId: id, threadCount }, update: { threadCount } });
      differed++;
    }
    return differed;
  });
}
