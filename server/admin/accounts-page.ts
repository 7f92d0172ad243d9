import type { Actor, Role } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { mayHaveOffice } from "../accounts/inputs.ts";
import { now } from "../core/clock.ts";
import { keysetPage, pagerOf, readIdCursor } from "../core/paging.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { departmentOffice, officeNames } from "../offices/offices.ts";

const ACCOUNTS_PER_PAGE = 50;

export interface AccountRow {
  id: number;
  username: string;
  displayName: string;
  role: Role;
  town: string | null;
  department: string | null;
  state: "active" | "suspended";
  createdAt: string;
  may: { suspend: boolean; restore: boolean; place: boolean };
  actionUrl: string;
}

export interface InvitationRow {
  id: number;
  role: Role;
  town: string | null;
  department: string | null;
  note: string;
  createdAt: string;
  expiresAt: string;
  revokeUrl: string;
}

/** The accounts, newest first, and the invitations that are still open. */
export async function accountsPage(actor: Actor, cursor: string | undefined) {
  allow(actor, "administrateAccounts", {});
  const after = readIdCursor(cursor);
  const [accounts, invitations, names] = await Promise.all([
    db.account.findMany({
      where: after === null ? {} : { id: { lt: after } },
      orderBy: { id: "desc" },
      take: ACCOUNTS_PER_PAGE + 1,
      include: { town: { select: { name: true } } },
    }),
    db.invitation.findMany({ where: { usedAt: null, expiresAt: { gt: now() } }, orderBy: { id: "desc" }, include: { town: { select: { name: true } } } }),
    officeNames(),
  ]);
  const { rows, nextCursor } = keysetPage(accounts, ACCOUNTS_PER_PAGE, ({ id }) => [id]);
  const pager = pagerOf((to) => url("/admin/accounts", { cursor: to }), { cursor, nextCursor });
  return { accounts: rows.map(accountRow(actor, names)), invitations: invitations.map(invitationRow(names)), pager };
}

/** One account, for the form that puts it into another office. @throws NotFound, Conflict (its role speaks for no office) */
export async function accountToPlace(actor: Actor, id: number) {
  allow(actor, "administrateAccounts", {});
  const account = await db.account.findUnique({ where: { id }, include: { town: { select: { name: true, slug: true } } } });
  if (!account) throw new NotFound();
  if (!mayHaveOffice(account.role)) throw new Conflict("speaksForNobody");
  const names = await officeNames();
  const department = account.departmentId === null ? null : (names.get(departmentOffice(account.departmentId)) ?? null);
  return { ...accountRow(actor, names)(account), townSlug: account.town?.slug ?? "", departmentSlug: department?.slug ?? "" };
}

type Names = Awaited<ReturnType<typeof officeNames>>;
type Named = { town: { name: string } | null; departmentId: number | null };

const officesOf = (names: Names, { town, departmentId }: Named) => ({
  town: town?.name ?? null,
  department: (departmentId !== null && names.get(departmentOffice(departmentId))?.name) || null,
});

type AccountRecord = Named & { id: number; username: string; displayName: string; role: Role; state: "active" | "suspended"; createdAt: Date };

const accountRow =
  (actor: Actor, names: Names) =>
  (account: AccountRecord): AccountRow => ({
    id: account.id,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    ...officesOf(names, account),
    state: account.state,
    createdAt: account.createdAt.toISOString(),
    may: { suspend: account.state === "active" && account.id !== actor.id, restore: account.state === "suspended", place: mayHaveOffice(account.role) },
    actionUrl: url(`/admin/accounts/${account.id}`),
  });

type InvitationRecord = Named & { id: number; role: Role; note: string; createdAt: Date; expiresAt: Date };

const invitationRow =
  (names: Names) =>
  (invitation: InvitationRecord): InvitationRow => ({
    id: invitation.id,
    role: invitation.role,
    ...officesOf(names, invitation),
    note: invitation.note,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    revokeUrl: url(`/admin/invitations/${invitation.id}/revoke`),
  });
