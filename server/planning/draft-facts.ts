import type { Actor } from "../access/actor.ts";
import { can, type DraftFacts } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import type { db, Tx } from "../data/client.ts";
import { isHolder, type TownChain, townChain, turnOf } from "./chain.ts";

type From = Pick<Tx, "draft" | "approvalStep" | "approvalMember" | "account"> | typeof db;

export type DraftRecord = NonNullable<Awaited<ReturnType<Tx["draft"]["findUnique"]>>>;

/** A draft with its town's chain, and how the one who asks stands to both. */
export interface FoundDraft {
  draft: DraftRecord;
  chain: TownChain;
  /** How the reader holds the role of the step where it waits; null when it is not theirs to decide. */
  turn: ReturnType<typeof turnOf>;
  facts: DraftFacts;
}

/** The draft, if `actor` may read it. @throws NotFound: who may not does not learn that there is one */
export async function draftFor(from: From, actor: Actor, id: number): Promise<FoundDraft> {
  const draft = await from.draft.findUnique({ where: { id } });
  if (!draft) throw new NotFound();
  const { townId, authorId, round } = draft;
  const chain = await townChain(from, townId);
  const turn = turnOf(draft, authorId, chain, actor.id);
  const facts = { townId, authorId, round, approver: isHolder(chain, actor.id), turn: turn !== null };
  if (!can(actor, "readDraft", facts)) throw new NotFound();
  return { draft, chain, turn, facts };
}
