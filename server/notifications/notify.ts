import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Prisma, type Tx } from "../data/client.ts";
import { maskText } from "../masking/mask.ts";
import { putLetter, type Saying } from "./letter.ts";

/** What someone is told. */
export interface Notice extends Saying {
  /** Further sentences of the same message. */
  also?: Saying[];
  /** Where it leads, without the base path. */
  path: string;
  /** The same notice reaches an account once. */
  key: string;
}

/**
 * Tells accounts of something, in the transaction of what happened: in the app, and by e-mail those who want that.
 * Raw SQL: two processes that tell the same at once must both go on; Prisma's upsert asks first, and the later one fails.
 */
export async function notify(tx: Tx, after: After, accountIds: readonly number[], notice: Notice): Promise<void> {
  const { key, ...said } = withoutNumbers(notice);
  const ids = [...new Set(accountIds)];
  for (const accountId of ids) {
    const { kind, args, also, path } = said;
    const told = JSON.stringify(also?.length ? { ...args, also } : args);
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "Notification" ("accountId", "key", "kind", "args", "path", "createdAt") VALUES (${accountId}, ${key}, ${kind}, ${told}, ${path}, ${now()})
      ON CONFLICT ("accountId", "key") DO NOTHING`);
    after("account.notified", { accountId });
  }
  const wanted = { id: { in: ids }, state: "active" as const, mailNotices: true, email: { not: null } };
  for (const { id } of await tx.account.findMany({ where: wanted, select: { id: true } })) {
    await putLetter(tx, after, { ...said, to: { accountId: id } }, `notice:${id}:${key}`);
  }
}

/** Tells a town: the accounts of its association, and by e-mail the further recipients that it named. @returns how many that are */
export async function notifyTown(tx: Tx, after: After, townId: number, notice: Notice): Promise<number> {
  const accounts = await tx.account.findMany({ where: { townId, role: "association", state: "active" }, select: { id: true } });
  await notify(
    tx,
    after,
    accounts.map(({ id }) => id),
    notice,
  );
  const { key, ...said } = withoutNumbers(notice);
  const recipients = await tx.mailRecipient.findMany({ where: { townId }, select: { id: true } });
  for (const { id } of recipients) await putLetter(tx, after, { ...said, to: { recipientId: id } }, `recipient:${id}:${key}`);
  return accounts.length + recipients.length;
}

/** Mails leave the section: a title that is quoted is quoted as anyone may read it. */
function withoutNumbers({ args, also, ...notice }: Notice): Notice {
  return { ...notice, args: masked(args), ...(also && { also: also.map((saying) => ({ ...saying, args: masked(saying.args) })) }) };
}

const masked = (args: Saying["args"]): Saying["args"] =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, typeof value === "string" ? maskText(value, now()) : value]));
