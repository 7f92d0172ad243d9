import { Prisma, type Tx } from "../data/client.ts";

/** Counts `change` more published threads of a town, in the transaction that does it. Raw SQL: adds or begins in one statement. */
export const changeTally = (tx: Tx, townId: number, change: number): Promise<unknown> =>
  tx.$executeRaw(Prisma.sql`
    INSERT INTO "TownTally" ("townId", "threadCount") VALUES (${townId}, ${change})
    ON CONFLICT ("townId") DO UPDATE SET "threadCount" = "TownTally"."threadCount" + ${change}`);
