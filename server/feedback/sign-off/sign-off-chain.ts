import type { Reader } from "../../data/client.ts";
import { membersOf } from "../offices/members.ts";
import type { SignOffChain } from "./sign-off.ts";

/** The steps that an answer of `office` passes, with those who can sign now. */
export async function signOffChain(from: Pick<Reader, "signOffStep" | "account">, office: string): Promise<SignOffChain> {
  const rows = await from.signOffStep.findMany({ where: { office }, select: { position: true, accountId: true } });
  if (rows.length === 0) return { steps: 0, signers: [] };
  const members = await membersOf(from, office);
  const signers = rows.filter(({ accountId }) => members.includes(accountId)).map(({ position, accountId }) => ({ step: position, accountId }));
  return { steps: Math.max(...rows.map(({ position }) => position)), signers };
}
