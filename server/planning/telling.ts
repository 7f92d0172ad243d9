import { signersAt } from "../approval/chain.ts";
import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import { notify } from "../notifications/notify.ts";
import type { TownChain } from "./chain.ts";
import type { DraftRecord } from "./draft-facts.ts";

/** Tells those who can approve the step where a draft waits now; never its author, who may not. */
export async function tellNextApprovers(tx: Tx, after: After, { id, title, authorId, round, step }: DraftRecord, chain: TownChain): Promise<void> {
  const ids = step === null ? [] : signersAt(chain, step, authorId).map(({ accountId }) => accountId);
  await notify(tx, after, ids, { kind: "draftWaiting", args: { title }, path: `/planner/drafts/${id}`, key: `draft:${id}:${round}:${step}:waiting` });
}

/** What became of a text at a step; keys of the texts under `notification.`. */
export type Told = "draftPassed" | "draftSentBack" | "draftChainChanged";

/** Tells the author what became of a draft at the step where it was. */
export const tellAuthor = (tx: Tx, after: After, { id, title, authorId, round, step }: DraftRecord, kind: Told) =>
  notify(tx, after, [authorId], { kind, args: { title }, path: `/planner/drafts/${id}`, key: `draft:${id}:${round}:${step}:${kind}` });

/** Why the clock could not publish a draft: the town has a chain now, its author may no longer, something in it is refused. */
export type Held = "draftHeldChain" | "draftHeldAuthor" | "draftHeldContent";

/** Tells the town's association that the clock could not publish a draft. */
export async function tellHeld(tx: Tx, after: After, { id, title, townId, version }: DraftRecord, kind: Held): Promise<void> {
  const own = await tx.account.findMany({ where: { townId, state: "active", role: "association" }, select: { id: true } });
  const ids = own.map((account) => account.id);
  await notify(tx, after, ids, { kind, args: { title }, path: `/planner/drafts/${id}`, key: `draft:${id}:${version}:held` });
}
