import pg from "pg";
import { onTestFinished } from "vitest";
import { config } from "../server/core/config.ts";
import { until } from "./visitor.ts";

/** Whether the tests run on PostgreSQL: SQLite's transactions queue, so nothing can meet there. */
export const ON_POSTGRES = process.env.TEST_DATABASE === "postgresql";

export interface Held {
  /** Begins `act` and waits until it, and all that wait already, stand before a lock: the order in which they meet is forced. */
  behind<T>(act: () => Promise<T>): Promise<{ answer: Promise<T> }>;
  /** Lets those go that wait; at the end of the test at the latest. */
  release(): Promise<void>;
}

/** A second connection to the site's database (PostgreSQL) that holds what `sql` locks. */
export async function held(sql: string): Promise<Held> {
  const [holder, watcher] = [new pg.Client({ connectionString: config().databaseUrl }), new pg.Client({ connectionString: config().databaseUrl })];
  await Promise.all([holder.connect(), watcher.connect()]);
  await holder.query("BEGIN");
  await holder.query(sql);
  const WAITING = "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  let begun = 0;
  let isReleased = false;
  const release = async (): Promise<void> => {
    if (isReleased) return;
    isReleased = true;
    await holder.query("COMMIT");
    await Promise.all([holder.end(), watcher.end()]);
  };
  onTestFinished(release);
  return {
    release,
    async behind(act) {
      const answer = act();
      begun++;
      await until(`${begun} to wait for a lock`, async () => (await watcher.query<{ waiting: number }>(WAITING)).rows[0]!.waiting >= begun);
      return { answer };
    },
  };
}
