import { timingSafeEqual } from "node:crypto";
import { NotFound } from "../core/problems.ts";
import { derivedSecret, hashOf } from "../core/secrets.ts";
import { record } from "../data/audit.ts";
import { db, transact } from "../data/client.ts";
import { stopMails } from "./mail-address.ts";

/** Whose mails a link ends. */
export type Leaver = { accountId: number } | { recipientId: number; town: string };

/** The link that ends the mails of an account; a new address makes it void. */
export const accountLeavePath = (id: number, email: string): string => `/mail/leave/a${id}.${derivedSecret(`leave:account:${id}:${email}`)}`;

/** The link that ends the mails of a further recipient. */
export const recipientLeavePath = (recipient: Named): string => `/mail/leave/r.${recipientSecret(recipient)}`;

/** The secret of that link: written in every mail, so derived; only its hash is kept. */
export const recipientSecret = ({ townId, email, createdAt }: Named): string => derivedSecret(`leave:recipient:${townId}:${email}:${createdAt.toISOString()}`);

interface Named {
  townId: number;
  email: string;
  createdAt: Date;
}

/** Whose mails the link ends. @throws NotFound when it was used, or never given */
export async function leaverOf(token: string): Promise<Leaver> {
  const [, digits, secret] = /^(?:a(\d{1,9})|r)\.([\w-]{43})$/.exec(token) ?? [];
  if (digits !== undefined) {
    const id = Number(digits);
    const account = await db.account.findUnique({ where: { id }, select: { email: true, mailNotices: true } });
    if (account?.email && same(accountLeavePath(id, account.email), `/mail/leave/${token}`)) return { accountId: id };
  }
  if (digits === undefined && secret !== undefined) {
    const recipient = await db.mailRecipient.findUnique({ where: { leaveHash: hashOf(secret) }, select: { id: true, townId: true } });
    if (recipient) {
      const { name } = await db.town.findUniqueOrThrow({ where: { id: recipient.townId }, select: { name: true } });
      return { recipientId: recipient.id, town: name };
    }
  }
  throw new NotFound();
}

/** Ends the mails of whoever holds the link: an account keeps its address and its notices in the app, a recipient is forgotten. @throws NotFound */
export async function leave(token: string): Promise<void> {
  const leaver = await leaverOf(token);
  await transact(async (tx) => {
    if ("accountId" in leaver) return stopMails(tx, leaver.accountId);
    const gone = await tx.mailRecipient.deleteMany({ where: { id: leaver.recipientId } });
    if (gone.count > 0) await record(tx, null, "recipient.left", `recipient:${leaver.recipientId}`);
  });
}

const same = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
