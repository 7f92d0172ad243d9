import { isPostgres, type Tx } from "./client.ts";

/** What must not be done twice at once where no row and no unique index can stand for it; any numbers that nothing else locks. */
const LOCKS = { firstRun: 20_261_123, officeSlugs: 20_261_126 };

/** Waits until no other transaction is at `what`, and keeps the rest waiting until this one ends. SQLite's transactions queue anyway. */
export async function oneAtATime(tx: Tx, what: keyof typeof LOCKS): Promise<void> {
  if (isPostgres()) await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS[what]})`; // Raw SQL: there is no model of a lock
}
