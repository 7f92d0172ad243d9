import { config, LOCALES, type Locale } from "../core/config.ts";
import { hashOf } from "../core/secrets.ts";
import { db, transact } from "../data/client.ts";
import { accountLeavePath, recipientLeavePath, recipientSecret } from "./leaving.ts";
import type { Addressee } from "./letter.ts";

/** Where a letter goes, as of now. */
export interface Address {
  name: string;
  address: string;
  locale: Locale;
  /** The link that ends the mails; null where nothing was subscribed. */
  leavePath: string | null;
}

/** The address of a letter's addressee; null when there is none any more: suspended, ended, removed. */
export async function addressOf(to: Addressee): Promise<Address | null> {
  if ("accountId" in to) return accountAddress(to.accountId);
  if ("recipientId" in to) return recipientAddress(to.recipientId);
  return { ...to, leavePath: null };
}

async function accountAddress(id: number): Promise<Address | null> {
  const account = await db.account.findUnique({ where: { id }, select: { displayName: true, email: true, mailNotices: true, state: true, locale: true } });
  if (!account?.email || !account.mailNotices || account.state !== "active") return null;
  return { name: account.displayName, address: account.email, locale: localeOf(account.locale), leavePath: accountLeavePath(id, account.email) };
}

async function recipientAddress(id: number): Promise<Address | null> {
  const recipient = await db.mailRecipient.findUnique({ where: { id } });
  if (!recipient) return null;
  const { name, email, locale } = recipient;
  const leaveHash = hashOf(recipientSecret(recipient));
  // The site has another secret than when they were named: from this mail on the new link holds.
  if (leaveHash !== recipient.leaveHash) await transact((tx) => tx.mailRecipient.updateMany({ where: { id }, data: { leaveHash } }));
  return { name, address: email, locale: localeOf(locale), leavePath: recipientLeavePath(recipient) };
}

const localeOf = (chosen: string | null): Locale => LOCALES.find((locale) => locale === chosen) ?? config().defaultLocale;
