import { presentSigners } from "../approval/candidates.ts";
import { type Chain, type Signer, signerAt } from "../approval/chain.ts";
import type { Reader } from "../data/client.ts";
import { townOffice } from "../offices/offices.ts";
import type { ApprovalRole, Standing } from "./approval.ts";

/** Someone who holds a role of a town's chain. */
export interface Holder {
  role: ApprovalRole;
  accountId: number;
  deputy: boolean;
}

/** The chain of a town: each of its steps is a role. */
export interface TownChain extends Chain<Holder & Signer> {
  roles: readonly ApprovalRole[];
}

/** A chain of these roles. Who holds another one signs at no step, but may read what waits. */
export const chainOf = (roles: readonly ApprovalRole[], holders: readonly Holder[]): TownChain => ({
  roles,
  steps: roles.length,
  signers: holders.map((holder) => ({ ...holder, step: roles.indexOf(holder.role) + 1 })),
});

/** How `accountId` holds the role of the step where a draft waits; null when it is not theirs to decide. */
export const turnOf = ({ state, step }: Pick<Standing, "state" | "step">, authorId: number, chain: TownChain, accountId: number | null) =>
  state !== "submitted" || step === null || accountId === null ? null : signerAt(chain, step, authorId, accountId);

/** What a town's texts pass before they are public, and who holds its roles now. */
export async function townChain(from: Pick<Reader, "approvalStep" | "approvalMember" | "account">, townId: number): Promise<TownChain> {
  const roles = await rolesOf(from, townId);
  const holders = await from.approvalMember.findMany({
    where: { townId },
    orderBy: [{ deputy: "asc" }, { accountId: "asc" }],
    select: { role: true, accountId: true, deputy: true },
  });
  return chainOf(roles, await presentSigners(from, townOffice(townId), holders));
}

async function rolesOf(from: Pick<Reader, "approvalStep">, townId: number): Promise<ApprovalRole[]> {
  const steps = await from.approvalStep.findMany({ where: { townId }, orderBy: { position: "asc" }, select: { role: true } });
  return steps.map(({ role }) => role);
}

/** Whether a town's texts are approved before they are public. */
export const hasChain = async (from: Pick<Reader, "approvalStep">, townId: number): Promise<boolean> =>
  (await from.approvalStep.findFirst({ where: { townId }, select: { position: true } })) !== null;

/** Whether `accountId` holds any role, also one that is no step now. */
export const isHolder = ({ signers }: TownChain, accountId: number | null): boolean => signers.some((signer) => signer.accountId === accountId);
