import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, Transaction } from "@prisma/driver-adapter-utils";
import type Database from "better-sqlite3";

/** A busy lock of another process (a backup, the operator's command line) sleeps on the main thread: keep it short. */
const BUSY_TIMEOUT_MS = 150;

/**
 * Prisma's SQLite adapter with one FIFO lock over everything that its connection does. The original locks only the
 * start of a transaction, so that another request's plain write slips into it and vanishes with its rollback
 * (docs/decisions/001). Also sets the connection up: WAL, synchronous=FULL, foreign keys.
 */
export function writingSqlite(file: string): SqlDriverAdapterFactory {
  return factory(file, {}, (adapter, raw) => lockWholeTransactions(adapter, raw));
}

/** A connection that cannot write, for everything outside `transact`. Reads only what is committed. */
export function readingSqlite(file: string): SqlDriverAdapterFactory {
  return factory(file, { readonly: true }, (adapter) => adapter);
}

function factory(
  file: string,
  options: Database.Options,
  wrap: (adapter: SqlDriverAdapter, raw: Database.Database) => SqlDriverAdapter,
): SqlDriverAdapterFactory {
  const inner = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS, ...options });
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    async connect() {
      const adapter = await inner.connect();
      const raw = (adapter as unknown as { client: Database.Database }).client;
      if (!options.readonly) {
        raw.pragma("journal_mode = WAL");
        raw.pragma("synchronous = FULL"); // the driver's default in WAL mode is NORMAL: an acknowledged write could be lost
      }
      raw.pragma("foreign_keys = ON");
      raw.pragma("cache_size = -16000");
      return wrap(adapter, raw);
    },
  };
}

function lockWholeTransactions(adapter: SqlDriverAdapter, raw: Database.Database): SqlDriverAdapter {
  const lock = fifoLock();
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    const release = await lock();
    try {
      return await work();
    } finally {
      release();
    }
  };
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: (query: SqlQuery) => alone(() => adapter.queryRaw(query)),
    executeRaw: (query: SqlQuery) => alone(() => adapter.executeRaw(query)),
    executeScript: (script: string) => alone(() => adapter.executeScript(script)),
    dispose: () => adapter.dispose(),
    async startTransaction(isolation) {
      const release = await lock();
      const end = () => {
        // A COMMIT refused with SQLITE_BUSY leaves the driver inside the transaction: the next one must not start in it.
        if (raw.inTransaction) raw.exec("ROLLBACK");
        release();
      };
      try {
        return releasing(await adapter.startTransaction(isolation), end);
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}

function releasing(transaction: Transaction, end: () => void): Transaction {
  const { commit, rollback } = transaction;
  transaction.commit = () => commit.call(transaction).finally(end);
  transaction.rollback = () => rollback.call(transaction).finally(end);
  return transaction;
}

/** First come, first served; the caller releases exactly once. */
function fifoLock(): () => Promise<() => void> {
  let tail: Promise<void> = Promise.resolve();
  return async () => {
    const before = tail;
    let release!: () => void;
    tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
}
