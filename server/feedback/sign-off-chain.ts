import type { db, Tx } from "../data/client.ts";
import { membersOf } from "./members.ts";
import type { SignOffChain } from "./sign-off.ts";

type Reading = Pick<Tx, "signOffStep" | "account"> | typeof db;

/** The steps that an answer of `office` passes, with those who can sign now. */
export async function signOffChain(from: Reading, office: string): Promise<SignOffChain> {
  const rows = await from.signOffStep.findMany({ where: { office }, select: { position: true, accountId: true } });
  if (rows.length === 0) return { steps: 0, signers: [] };
  const members = await membersOf(from as Pick<Tx, "account">, office);
  const signers = rows.filter(({ accountId }) => members.includes(accountId)).map(({ position, accountId }) => ({ step: position, accountId }));
  return { steps: Math.max(...rows.map(({ position }) => position)), signers };
}
