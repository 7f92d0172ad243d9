import { db } from "../../data/client.ts";
import { signersAt } from "../workflow/sign-off.ts";
import { signOffChain } from "./sign-off-chain.ts";

/** The steps that an answer of `office` passes, each with the names of who signs there, for the form of an answer; none: published at once. */
export async function signersOf(office: string): Promise<string[][]> {
  const chain = await signOffChain(db, office);
  if (chain.steps === 0) return [];
  const names = await namesOf(chain.signers.map(({ accountId }) => accountId));
  return Array.from({ length: chain.steps }, (_, index) => signersAt(chain, index + 1, null).map((id) => names.get(id) ?? ""));
}

/** What people are called, for the sign-off's lists. */
export async function namesOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const accounts = await db.account.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, displayName: true } });
  return new Map(accounts.map(({ id, displayName }) => [id, displayName]));
}
