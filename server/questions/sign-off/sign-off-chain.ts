import { presentSigners } from "../../approval/candidates.ts";
import type { Chain } from "../../approval/chain.ts";
import { wayView } from "../../approval/chain-view.ts";
import { lockChain } from "../../approval/lock-chain.ts";
import { db, type Reader, type Tx } from "../../data/client.ts";

/** The steps that an answer of `office` passes, with those who can sign now. */
export async function signOffChain(from: Pick<Reader, "signOffStep" | "account">, office: string): Promise<Chain> {
  const rows = await from.signOffStep.findMany({ where: { office }, select: { position: true, accountId: true } });
  const signers = rows.map(({ position, accountId }) => ({ step: position, accountId }));
  return { steps: Math.max(0, ...rows.map(({ position }) => position)), signers: await presentSigners(from, office, signers) };
}

/** The same, unchanged until the transaction ends. */
export async function heldChain(tx: Tx, office: string): Promise<Chain> {
  await lockChain(tx, "answers", office);
  return signOffChain(tx, office);
}

/** The steps that an answer of `office` passes, each with the names of who signs there, for the form of an answer; none: published at once. */
export async function signersOf(office: string): Promise<string[][]> {
  const way = await wayView(await signOffChain(db, office), 0, null);
  return way.map(({ signers }) => signers.map(({ displayName }) => displayName));
}
