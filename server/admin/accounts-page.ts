import { z } from "zod";
import type { Actor, Role } from "../actor.ts";
import { now } from "../clock.ts";
import { db } from "../data/client.ts";
import { type Pager, readCursor, writeCursor } from "../paging.ts";
import { allow } from "../people/permissions.ts";
import { url } from "../urls.ts";

const ACCOUNTS_PER_PAGE = 50;

export interface AccountRow {
  id: number;
  username: string;
  displayName: string;
  role: Role;
  town: string | null;
  state: "active" | "suspended";
  createdAt: string;
  may: { suspend: boolean; restore: boolean };
  actionUrl: string;
}

export interface InvitationRow {
  id: number;
  role: Role;
  town: string | null;
  note: string;
  createdAt: string;
  expiresAt: string;
  revokeUrl: string;
}

/** The accounts, newest first, and the invitations that are still open. */
export async function accountsPage(actor: Actor, cursor: string | undefined) {
  allow(actor, "administrateAccounts", {});
  const after = readCursor(cursor, z.tuple([z.number().int()]));
  const [accounts, invitations] = await Promise.all([
    db.account.findMany({
      where: after ? { id: { lt: after[0] } } : {},
      orderBy: { id: "desc" },
      take: ACCOUNTS_PER_PAGE + 1,
      include: { town: { select: { name: true } } },
    }),
    db.invitation.findMany({ where: { usedAt: null, expiresAt: { gt: now() } }, orderBy: { id: "desc" }, include: { town: { select: { name: true } } } }),
  ]);
  const shown = accounts.slice(0, ACCOUNTS_PER_PAGE);
  const last = shown.at(-1);
  const nextUrl = accounts.length > ACCOUNTS_PER_PAGE && last ? url("/admin/accounts", { cursor: writeCursor([last.id]) }) : null;
  const pager: Pager = { firstUrl: cursor ? url("/admin/accounts") : null, previousUrl: null, nextUrl };
  return { accounts: shown.map(accountRow(actor)), invitations: invitations.map(invitationRow), pager };
}

type Named = { town: { name: string } | null };
type AccountRecord = Named & { id: number; username: string; displayName: string; role: Role; state: "active" | "suspended"; createdAt: Date };

const accountRow =
  (actor: Actor) =>
  (account: AccountRecord): AccountRow => ({
    id: account.id,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    town: account.town?.name ?? null,
    state: account.state,
    createdAt: account.createdAt.toISOString(),
    may: { suspend: account.state === "active" && account.id !== actor.id, restore: account.state === "suspended" },
    actionUrl: url(`/admin/accounts/${account.id}`),
  });

type InvitationRecord = Named & { id: number; role: Role; note: string; createdAt: Date; expiresAt: Date };

const invitationRow = (invitation: InvitationRecord): InvitationRow => ({
  id: invitation.id,
  role: invitation.role,
  town: invitation.town?.name ?? null,
  note: invitation.note,
  createdAt: invitation.createdAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
  revokeUrl: url(`/admin/invitations/${invitation.id}/revoke`),
});
