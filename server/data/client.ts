import { AsyncLocalStorage } from "node:async_hooks";
import { countCommit, countDatabase } from "../core/commits.ts";
import type { After, EventName, Events } from "../core/events.ts";
import { type Connection, openConnection } from "./connection.ts";
import type { Prisma, PrismaClient } from "./generated/sqlite/client.ts";
import { isPassing } from "./retry.ts";

export { Prisma } from "./generated/sqlite/client.ts";

type ReadMethod = "findUnique" | "findUniqueOrThrow" | "findFirst" | "findFirstOrThrow" | "findMany" | "count" | "groupBy" | "aggregate";
type Model = Exclude<keyof PrismaClient, `$${string}` | symbol>;

/** The database as everything outside `transact` sees it: no write methods, neither in its type nor in its connection. */
export type Reader = { [M in Model]: Pick<PrismaClient[M], ReadMethod & keyof PrismaClient[M]> } & Pick<PrismaClient, "$queryRaw">;
export type Tx = Prisma.TransactionClient;

type Told = { [Name in EventName]: { name: Name; payload: Events[Name] } }[EventName];

const ATTEMPTS = 4;
const LIMITS = { maxWait: 15_000, timeout: 15_000 };

let connection: Connection | undefined;
let tell: (told: Told) => void = () => {};
const insideTransaction = new AsyncLocalStorage<true>();

/**
 * Opens the database that `url` names (`file:…` or `postgres://…`). @param beside for the command line: may run beside a server
 * @throws when another server holds the same SQLite file
 */
export async function connect(url: string, { beside = false } = {}): Promise<void> {
  connection = await openConnection(url, beside);
  countDatabase();
}

/** Closes it; open transactions end first. */
export async function disconnect(): Promise<void> {
  const closing = connection;
  connection = undefined;
  await closing?.close();
}

/** Where events go after a commit. app.ts sets it from reactions.ts. */
export function onCommitted(listener: (told: Told) => void): void {
  tell = listener;
}

/** True on PostgreSQL; for the few places where the databases truly differ. */
export const isPostgres = (): boolean => opened().provider === "postgresql";

/** Reads what is committed. Inside `transact` it throws: there everything goes through `tx`. */
export const db: Reader = new Proxy({} as Reader, {
  get(_, property) {
    if (insideTransaction.getStore()) throw new Error("db used inside transact: use tx");
    return Reflect.get(opened().reader, property);
  },
});

/**
 * The only way to write: everything in `work` is committed together or not at all, and what it declares with `after` is
 * told only once it is committed. On SQLite transactions queue, first come, first served; on PostgreSQL one that loses
 * to a concurrent one is tried again, so `work` must not have effects outside `tx`.
 */
export async function transact<T>(work: (tx: Tx, after: After) => Promise<T>): Promise<T> {
  if (insideTransaction.getStore()) throw new Error("transact inside transact: pass tx on");
  for (let attempt = 1; ; attempt++) {
    const told: Told[] = [];
    const after: After = (name, payload) => void told.push({ name, payload } as Told);
    try {
      const result = await opened().writer.$transaction((tx) => insideTransaction.run(true, () => work(tx, after)), LIMITS);
      countCommit(told.length > 0);
      for (const each of told) tell(each);
      return result;
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt * Math.random()));
    }
  }
}

function opened(): Connection {
  if (!connection) throw new Error("the database is not open: connect() first");
  return connection;
}
