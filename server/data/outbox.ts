import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { db, Prisma, type Tx, transact } from "./client.ts";

/** What must happen after a commit, even if the process dies in between. */
export interface Parcel {
  /** Who delivers it, e.g. "mail". */
  channel: string;
  /** The same key is put in once, whoever tries. */
  key: string;
  payload: object;
  /** Not before this instant; at once when absent. */
  notBefore?: Date;
}

/** Delivers one parcel; throws when it could not. The key is the same at every attempt, so that a receiver can tell a second one. */
export type Carrier = (payload: unknown, key: string) => Promise<void>;

/** A delivery that neither succeeds nor fails within this time died with its process: another one tries. */
const CLAIM_MS = 2 * 60_000;
const FIRST_RETRY_MS = 60_000;
const MOST_ATTEMPTS = 8;
const AT_ONCE = 50;

/**
 * Puts a parcel into the outbox in the transaction of what it tells of; one with a known key is there already.
 * Raw SQL: two that put in the same at once must both go on; Prisma's upsert asks first, and the later one fails.
 */
export async function putInOutbox(tx: Tx, after: After, { channel, key, payload, notBefore }: Parcel): Promise<void> {
  const at = now();
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "OutboxItem" ("channel", "key", "payload", "createdAt", "notBefore") VALUES (${channel}, ${key}, ${JSON.stringify(payload)}, ${at}, ${notBefore ?? at})
    ON CONFLICT ("key") DO NOTHING`);
  after("outbox.filled", {});
}

/** Tries an undelivered parcel again at once, with all its attempts. @returns whether there is one */
export async function retryParcel(tx: Tx, after: After, id: number): Promise<boolean> {
  const { count } = await tx.outboxItem.updateMany({ where: { id, sentAt: null }, data: { failedAt: null, attempts: 0, notBefore: now() } });
  if (count > 0) after("outbox.filled", {});
  return count > 0;
}

/** Delivers what is due, oldest first; failures are tried again, later each time, and given up after eight. @returns how many were delivered */
export async function deliverDue(carriers: Readonly<Record<string, Carrier>>): Promise<number> {
  const due = await db.outboxItem.findMany({
    where: { sentAt: null, failedAt: null, notBefore: { lte: now() }, channel: { in: Object.keys(carriers) } },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  let delivered = 0;
  for (const { id, channel, key, payload, notBefore, attempts } of due) {
    if (!(await claim(id, notBefore))) continue;
    const error = await carriers[channel]!(JSON.parse(payload), key).then(
      () => null,
      (failure: Error) => failure.message.slice(0, 500),
    );
    await transact((tx) => tx.outboxItem.update({ where: { id }, data: error === null ? { sentAt: now(), error: null } : failed(attempts + 1, error) }));
    if (error === null) delivered++;
  }
  return delivered;
}

/** Takes one for this process: two that try at once do not both deliver it. */
async function claim(id: number, notBefore: Date): Promise<boolean> {
  const { count } = await transact((tx) =>
    tx.outboxItem.updateMany({
      where: { id, sentAt: null, failedAt: null, notBefore },
      data: { notBefore: new Date(now().getTime() + CLAIM_MS), attempts: { increment: 1 } },
    }),
  );
  return count === 1;
}

const failed = (attempts: number, error: string) =>
  attempts >= MOST_ATTEMPTS ? { failedAt: now(), error } : { notBefore: new Date(now().getTime() + FIRST_RETRY_MS * 2 ** (attempts - 1)), error };
