import { z } from "zod";
import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { config, LOCALES } from "../core/config.ts";
import { NotFound } from "../core/problems.ts";
import { hashOf, seal, unseal } from "../core/secrets.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { putLetter } from "./letter.ts";
import type { MailSettings } from "./outputs.ts";

const HOUR_MS = 3600 * 1000;
const VALID_MS = 48 * HOUR_MS;
const PURPOSE = "mail address";

/** One's own address and switch. @throws SignInNeeded */
export async function mailSettingsOf(actor: Actor): Promise<MailSettings> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  return db.account.findUniqueOrThrow({ where: { id: actor.id }, select: { email: true, mailNotices: true } });
}

/**
 * Changes the switch at once, and the address once its owner has opened the link that is sent to it: until then the earlier one holds.
 * @param input `email` empty: none any more @returns whether a link was sent
 */
export async function changeMailSettings(actor: Actor, input: { email: string; mailNotices: boolean }): Promise<{ confirming: boolean }> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const { id } = actor;
  return transact(async (tx, after) => {
    const { email, username, locale } = await tx.account.findUniqueOrThrow({ where: { id } });
    const none = input.email === "";
    await tx.account.update({ where: { id }, data: { mailNotices: input.mailNotices, ...(none && { email: null }) } });
    if (none || input.email === email) return { confirming: false };
    const at = now().getTime();
    const path = `/mail/confirm/${seal(PURPOSE, { id, email: input.email, earlier: email, untilMs: at + VALID_MS } satisfies Change)}`;
    const to = { address: input.email, name: username, locale: LOCALES.find((known) => known === locale) ?? config().defaultLocale };
    const once = `confirm:${id}:${hashOf(input.email).slice(0, 16)}:${Math.floor(at / HOUR_MS)}`;
    await putLetter(tx, after, { to, kind: "mailConfirm", args: { username }, path }, once);
    return { confirming: true };
  });
}

const Change = z.object({ id: z.number(), email: z.email(), earlier: z.string().nullable(), untilMs: z.number() });
type Change = z.infer<typeof Change>;

/** What a link would confirm. @throws NotFound when it is too old, or the address was changed since */
export async function addressToConfirm(token: string): Promise<{ id: number; username: string; email: string }> {
  const change = Change.safeParse(unseal(PURPOSE, token)).data;
  if (!change || change.untilMs < now().getTime()) throw new NotFound("linkUsed");
  const account = await db.account.findUnique({ where: { id: change.id }, select: { username: true, email: true } });
  if (!account || (account.email !== change.earlier && account.email !== change.email)) throw new NotFound("linkUsed");
  return { id: change.id, username: account.username, email: change.email };
}

/** The owner of the address says that it is theirs; opening the link twice changes nothing more. @throws NotFound */
export async function confirmAddress(token: string): Promise<void> {
  const { id, email } = await addressToConfirm(token);
  await transact((tx) => tx.account.update({ where: { id }, data: { email } }));
}

/** No more mails for the account; its address stays. Within the transaction of whoever holds its link. */
export async function stopMails(tx: Tx, accountId: number): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { mailNotices: false } });
}
