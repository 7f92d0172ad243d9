import session from "express-session";
import { now } from "../core/clock.ts";
import { hashOf } from "../core/secrets.ts";
import { db, Prisma, transact } from "../data/client.ts";

/** How long a session lives after its last use. */
export const SESSION_MS = 14 * 24 * 3600 * 1000;
const TOUCH_EVERY_MS = 60_000;

interface SessionRow {
  data: string;
  expiresAt: Date;
  touchedAt: Date;
}

type Done<T = unknown> = (error?: unknown, value?: T) => void;

/**
 * Sessions in the site's own database; the id is kept hashed, and each knows its account so that all of one's can be ended. One that was
 * ended stays so: only a new one gets a row, whatever a request that began before the end still wants to keep.
 */
export class SessionStore extends session.Store {
  /** Those that got their row here, in the request that began them. */
  readonly #begun = new WeakSet<session.SessionData>();

  override get(id: string, done: Done<session.SessionData | null>): void {
    answer(done, async () => {
      // Raw SQL: on each request of those who are signed in (docs/benchmarks.md).
      const [row] = await db.$queryRaw<SessionRow[]>(Prisma.sql`SELECT "data", "expiresAt", "touchedAt" FROM "Session" WHERE "idHash" = ${hashOf(id)}`);
      if (!row || row.expiresAt <= now()) return null;
      return { ...JSON.parse(row.data), touchedAtMs: row.touchedAt.getTime() };
    });
  }

  override set(id: string, data: session.SessionData, done: Done = () => {}): void {
    answer(done, async () => {
      const { touchedAtMs, ...kept } = data as session.SessionData & { touchedAtMs?: number };
      const at = now();
      const row = { accountId: accountOf(data), data: JSON.stringify(kept), touchedAt: at, expiresAt: new Date(at.getTime() + SESSION_MS) };
      const idHash = hashOf(id);
      const isNew = touchedAtMs === undefined && !this.#begun.has(data);
      await transact<unknown>((tx) => (isNew ? tx.session.create({ data: { idHash, ...row } }) : tx.session.updateMany({ where: { idHash }, data: row })));
      if (isNew) this.#begun.add(data);
    });
  }

  /** At most once a minute: reading must not turn into writing. */
  override touch(id: string, data: session.SessionData, done: Done = () => {}): void {
    const { touchedAtMs = 0 } = data as { touchedAtMs?: number };
    const at = now();
    if (at.getTime() - touchedAtMs < TOUCH_EVERY_MS) done();
    else
      answer(done, () =>
        transact((tx) => tx.session.updateMany({ where: { idHash: hashOf(id) }, data: { touchedAt: at, expiresAt: new Date(at.getTime() + SESSION_MS) } })),
      );
  }

  override destroy(id: string, done: Done = () => {}): void {
    const sessionHash = hashOf(id);
    answer(done, () =>
      transact(async (tx, after) => {
        await tx.session.deleteMany({ where: { idHash: sessionHash } });
        after("session.ended", { sessionHash });
      }),
    );
  }
}

/** Forgets sessions that have run out. */
export const sweepSessions = (): Promise<unknown> => transact((tx) => tx.session.deleteMany({ where: { expiresAt: { lte: now() } } }));

const accountOf = (data: session.SessionData): number | null => (data as { passport?: { user?: number } }).passport?.user ?? null;

function answer<T>(done: Done<T>, work: () => Promise<T>): void {
  work().then((value) => done(null, value), done);
}
