import { isPostgres, Prisma, type Tx } from "./client.ts";

/** What only one transaction decides at a time, where no single row stands for it. */
export type LockName = "firstAdministrator" | "officeSlugs" | "settings" | `tokens:${number}` | `chain:${string}`;

/**
 * Until the transaction ends nobody else holds `name`; whoever came first goes first. Taken before the rows that it guards are read or
 * locked: then what is read is what the one before committed, and two that want both never wait for each other. On SQLite
 * transactions queue anyway. Raw SQL: there is no model of a lock; two names with one hash only wait for each other without need.
 */
export async function hold(tx: Pick<Tx, "$executeRaw">, name: LockName): Promise<void> {
  if (isPostgres()) await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
