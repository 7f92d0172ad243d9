import type { Reader, Tx } from "../../data/client.ts";
import { hold } from "../../data/locks.ts";
import { membersOf } from "../../offices/members.ts";
import type { SignOffChain } from "../workflow/sign-off.ts";

/** The steps that an answer of `office` passes, with those who can sign now. */
export async function signOffChain(from: Pick<Reader, "signOffStep" | "account">, office: string): Promise<SignOffChain> {
  const rows = await from.signOffStep.findMany({ where: { office }, select: { position: true, accountId: true } });
  if (rows.length === 0) return { steps: 0, signers: [] };
  const members = await membersOf(from, office);
  const signers = rows.filter(({ accountId }) => members.includes(accountId)).map(({ position, accountId }) => ({ step: position, accountId }));
  return { steps: Math.max(...rows.map(({ position }) => position)), signers };
}

/**
 * The same, unchanged until the transaction ends. Taken after the question's row: whoever sets the chain takes this lock and then drafts
 * only, never questions, so the two never wait for each other.
 */
export async function heldChain(tx: Tx, office: string): Promise<SignOffChain> {
  await holdChain(tx, office);
  return signOffChain(tx, office);
}

/** Nobody else sets the chain of `office`, sends an answer into it or signs there until the transaction ends. */
export const holdChain = (tx: Tx, office: string): Promise<void> => hold(tx, `signOff:${office}`);
