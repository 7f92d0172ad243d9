import { namesOf, peopleOf } from "../accounts/names.ts";
import { type Chain, type Signer, type StepOfWay, wayOf } from "./chain.ts";

/** The way of a text through its chain (see wayOf), with the names of those who can sign. */
export async function wayView<S extends Signer>(chain: Chain<S>, at: number, senderId: number | null): Promise<StepOfWay<S & { displayName: string }>[]> {
  const nameOf = await namesOf(chain.signers.map(({ accountId }) => accountId));
  const named = chain.signers.map((signer) => ({ ...signer, displayName: nameOf(signer.accountId) ?? "" }));
  return wayOf({ ...chain, signers: named }, at, senderId);
}

/** What was decided on the way of a text, with people instead of their ids; null: nobody decided, it followed from something else. */
export async function decisionsView<D extends { byId: number | null; at: Date }>(rows: readonly D[]) {
  const people = await peopleOf(rows.map(({ byId }) => byId));
  return rows.map(({ byId, at, ...decision }) => ({ ...decision, by: byId === null ? null : people.get(byId)!, at: at.toISOString() }));
}
