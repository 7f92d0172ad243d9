import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { NotFound } from "../core/problems.ts";
import { hashOf, newSecret } from "../core/secrets.ts";
import { record } from "../data/audit.ts";
import { db, transact } from "../data/client.ts";
import { createAccount } from "./accounts.ts";
import { type InvitationInput, mayHaveOffice, type SignUpInput } from "./inputs.ts";
import { idsOf } from "./placing.ts";

const VALID_MS = 7 * 24 * 3600 * 1000;

/** A link that makes one account of the given role. @returns its secret, told once */
export async function invite(actor: Actor, input: InvitationInput): Promise<{ id: number; secret: string }> {
  allow(actor, "administrateAccounts", {});
  const secret = newSecret();
  return transact(async (tx) => {
    const named = await idsOf(tx, input);
    const townId = mayHaveOffice(input.role) ? named.townId : null;
    const departmentId = input.role === "responder" ? named.departmentId : null;
    const at = now();
    const { id } = await tx.invitation.create({
      data: {
        hash: hashOf(secret),
        role: input.role,
        townId,
        departmentId,
        note: input.note,
        createdById: actor.id,
        createdAt: at,
        expiresAt: new Date(at.getTime() + VALID_MS),
      },
    });
    await record(tx, actor.id, "invitation.created", `invitation:${id}`, { role: input.role, townId, departmentId });
    return { id, secret };
  });
}

/** The invitation that a link opens with the names of its town and department, or null when it is used, expired or unknown. */
export async function openInvitation(secret: string) {
  const invitation = await db.invitation.findUnique({ where: { hash: hashOf(secret) }, include: { town: { select: { name: true } } } });
  if (!invitation || invitation.usedAt !== null || invitation.expiresAt <= now()) return null;
  const { departmentId } = invitation;
  const department = departmentId === null ? null : await db.department.findUnique({ where: { id: departmentId }, select: { name: true } });
  return { ...invitation, department };
}

/** Makes the account of an invitation; it works once. @throws NotFound when it is used or expired, Invalid when the name is taken */
export async function acceptInvitation(secret: string, input: SignUpInput): Promise<{ id: number }> {
  const invitation = await openInvitation(secret);
  if (!invitation) throw new NotFound("invitationUsed");
  const { role, townId, departmentId } = invitation;
  return createAccount({ ...input, role, townId, departmentId }, async (tx, account) => {
    const { count } = await tx.invitation.updateMany({ where: { id: invitation.id, usedAt: null }, data: { usedAt: now(), usedById: account.id } });
    if (count === 0) throw new NotFound("invitationUsed"); // someone was faster with the same link
  });
}

export async function revokeInvitation(actor: Actor, id: number): Promise<void> {
  allow(actor, "administrateAccounts", {});
  await transact(async (tx) => {
    const { count } = await tx.invitation.deleteMany({ where: { id, usedAt: null } });
    if (count === 0) throw new NotFound();
    await record(tx, actor.id, "invitation.revoked", `invitation:${id}`);
  });
}
