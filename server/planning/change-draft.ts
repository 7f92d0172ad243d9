import type { Actor } from "../access/actor.ts";
import { lockChain } from "../approval/lock-chain.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { type Tx, transact } from "../data/client.ts";
import { townOffice } from "../offices/offices.ts";
import { type ApprovalRole, isPossible, type Standing, type Step } from "./approval.ts";
import { draftFor, type FoundDraft } from "./draft-facts.ts";

/** Which draft, and the version of it that was seen; undefined: whatever it is now. */
export interface SeenDraft {
  id: number;
  version: number | undefined;
}

type Change<T> = (tx: Tx, after: After, found: FoundDraft) => Promise<T>;

/**
 * One step of a draft's way, in a transaction that holds its row: of two that come at once the second is refused.
 * @throws NotFound, Conflict (changed since it was seen; the step is not possible as it stands)
 */
export async function changeDraft<T>(actor: Actor, { id, version }: SeenDraft, step: Step, change: Change<T>): Promise<T> {
  return transact(async (tx, after) => {
    const town = await tx.draft.findUnique({ where: { id }, select: { townId: true } });
    if (!town) throw new NotFound();
    await lockChain(tx, "drafts", townOffice(town.townId)); // the chain that it passes does not change meanwhile
    const found = await draftFor(tx, actor, id);
    const { draft } = found;
    if (!isPossible(step, draft)) throw new Conflict("draftStepNotNow");
    if (version !== undefined && version !== draft.version) throw new Conflict("draftChanged");
    if (!(await holdDraft(tx, draft))) throw new Conflict("draftChanged");
    return change(tx, after, found);
  });
}

/** Locks the draft's row and raises its version. @returns false when it was changed since `draft` was read */
export async function holdDraft(tx: Tx, draft: { id: number; version: number }): Promise<boolean> {
  const { count } = await tx.draft.updateMany({ where: { id: draft.id, version: draft.version }, data: { version: { increment: 1 }, changedAt: now() } });
  return count === 1;
}

/** Writes where a draft stands now. */
export const setStanding = (tx: Tx, id: number, { state, step, round, submittedAt, publishAt }: Standing) =>
  tx.draft.update({ where: { id }, data: { state, step, round, submittedAt, publishAt } });

/** What was decided about a draft, in its chain. */
export interface Decided {
  decision: "submitted" | "approved" | "sent_back" | "withdrawn" | "published";
  byId: number;
  step?: number | null;
  role?: ApprovalRole | null;
  asDeputy?: boolean;
  remark?: string;
}

/** Writes a decision into the draft's chain and on the audit trail. */
export async function recordDecision(tx: Tx, draft: { id: number; round: number }, decided: Decided): Promise<void> {
  const { decision, byId, step = null, role = null, asDeputy = false, remark = "" } = decided;
  await tx.draftDecision.create({ data: { draftId: draft.id, round: draft.round, step, role, decision, byId, asDeputy, remark, at: now() } });
  await record(tx, byId, `draft.${decision}`, `draft:${draft.id}`, { round: draft.round, step, role, asDeputy, remark });
}
