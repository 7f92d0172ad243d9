import { now } from "../clock.ts";
import type { Tx } from "../data/client.ts";
import type { After } from "../events.ts";

/** What someone is told. */
export interface Notice {
  /** A key of the texts under `notification.`. */
  kind: string;
  /** What the text names; never a secret, never a private text. */
  args: Record<string, string | number>;
  /** Where it leads, without the base path. */
  path: string;
  /** The same notice reaches an account once. */
  key: string;
}

/** Tells accounts of something, in the transaction of what happened. */
export async function notify(tx: Tx, after: After, accountIds: readonly number[], { kind, args, path, key }: Notice): Promise<void> {
  for (const accountId of new Set(accountIds)) {
    const data = { accountId, key, kind, args: JSON.stringify(args), path, createdAt: now() };
    await tx.notification.upsert({ where: { accountId_key: { accountId, key } }, create: data, update: {} });
    after("account.notified", { accountId });
  }
}
