import type { db, Tx } from "../data/client.ts";
import { APPROVAL_ROLES, type ApprovalRole, type Holding } from "./approval.ts";

type From = Pick<Tx, "approvalStep" | "approvalMember" | "account"> | typeof db;

/** The roles that a town's texts pass before they are public, in their order; none: nothing stands in the way. */
export async function chainOf(from: From, townId: number): Promise<ApprovalRole[]> {
  const steps = await from.approvalStep.findMany({ where: { townId }, orderBy: { position: "asc" }, select: { role: true } });
  return steps.map(({ role }) => role);
}

/** Who holds the roles of a town's chain now: accounts of the town that are let in, associations and responders. */
export async function holdingsOf(from: From, townId: number): Promise<Holding[]> {
  const members = await from.approvalMember.findMany({ where: { townId }, select: { role: true, accountId: true, deputy: true } });
  const able = await from.account.findMany({ where: { id: { in: members.map(({ accountId }) => accountId) }, ...ableIn(townId) }, select: { id: true } });
  const ids = new Set(able.map(({ id }) => id));
  const order = (role: ApprovalRole) => APPROVAL_ROLES.indexOf(role);
  return members.filter(({ accountId }) => ids.has(accountId)).sort((a, b) => order(a.role) - order(b.role) || Number(a.deputy) - Number(b.deputy));
}

/** The accounts that can hold a role of the town's chain. */
export const ableIn = (townId: number) => ({ townId, state: "active" as const, role: { in: ["association" as const, "responder" as const] } });
