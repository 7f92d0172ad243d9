import type { Actor } from "../access/actor.ts";
import { can, type DraftFacts } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import type { db, Tx } from "../data/client.ts";
import { type ApprovalRole, type Holding, turnOf } from "./approval.ts";
import { chainOf, holdingsOf } from "./chain.ts";

type From = Pick<Tx, "draft" | "approvalStep" | "approvalMember" | "account"> | typeof db;

export type DraftRecord = NonNullable<Awaited<ReturnType<Tx["draft"]["findUnique"]>>>;

/** A draft with its town's chain, and how the one who asks stands to both. */
export interface FoundDraft {
  draft: DraftRecord;
  chain: ApprovalRole[];
  holdings: Holding[];
  /** The reader's own hold on the role of the step where it waits; null when it is not theirs. */
  turn: Holding | null;
  facts: DraftFacts;
}

/** The draft, if `actor` may read it. @throws NotFound: who may not does not learn that there is one */
export async function draftFor(from: From, actor: Actor, id: number): Promise<FoundDraft> {
  const draft = await from.draft.findUnique({ where: { id } });
  if (!draft) throw new NotFound();
  const [chain, holdings] = [await chainOf(from, draft.townId), await holdingsOf(from, draft.townId)];
  const turn = turnOf(draft, chain, holdings, actor.id ?? -1);
  const facts = { townId: draft.townId, authorId: draft.authorId, round: draft.round, approver: holds(holdings, actor), turn: turn !== null };
  if (!can(actor, "readDraft", facts)) throw new NotFound();
  return { draft, chain, holdings, turn, facts };
}

/** Whether `actor` holds any of the roles. */
export const holds = (holdings: readonly Holding[], actor: Actor): boolean => holdings.some(({ accountId }) => accountId === actor.id);
