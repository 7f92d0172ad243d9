import { ZodError } from "zod";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Problem } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { withdrawn } from "./approval.ts";
import { hasChain } from "./chain.ts";
import { holdDraft, setStanding } from "./change-draft.ts";
import type { DraftRecord } from "./draft-facts.ts";
import { authorCanPublish, publishDraft, textOfDraft } from "./publish-draft.ts";
import { type Held, tellHeld } from "./telling.ts";

const AT_ONCE = 100;

/**
 * Publishes every draft whose time has come, each in a transaction of its own, also what fell due while the machine was off: its month is
 * that in which it is really published. What can no longer be published stays a draft, and the association is told.
 * @returns how many were published here @throws the first failure, after all were tried
 */
export async function publishDue(): Promise<number> {
  const due = await db.draft.findMany({
    where: { state: "scheduled", publishAt: { lte: now() } },
    orderBy: [{ publishAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
  });
  const results = [];
  for (const draft of due) results.push(await publishOne(draft).catch((error: unknown) => ({ error })));
  const failed = results.find((each) => typeof each === "object");
  if (failed) throw failed.error;
  return results.filter((published) => published === true).length;
}

async function publishOne(seen: DraftRecord): Promise<boolean> {
  const text = textOfDraft(seen);
  try {
    return await onDue(seen, async (tx, after, draft) => {
      const obstacle = await obstacleOf(tx, draft);
      if (obstacle) return hold(tx, after, draft, obstacle);
      const at = now();
      await publishDraft(tx, after, draft, draft, text, { submittedAt: at, at, byId: draft.authorId });
      return true;
    });
  } catch (error) {
    if (!(error instanceof Problem || error instanceof ZodError)) throw error;
    return onDue(seen, (tx, after, draft) => hold(tx, after, draft, "draftHeldContent")); // it is refused now, and would be every minute
  }
}

/** Holds the draft's row; does nothing when another process was first, or when it was called off. */
async function onDue(seen: DraftRecord, act: (tx: Tx, after: After, draft: DraftRecord) => Promise<boolean>): Promise<boolean> {
  return transact(async (tx, after) => {
    const draft = await tx.draft.findUniqueOrThrow({ where: { id: seen.id } });
    if (draft.version !== seen.version || !(await holdDraft(tx, draft))) return false;
    return act(tx, after, draft);
  });
}

async function obstacleOf(tx: Tx, draft: DraftRecord): Promise<Held | null> {
  if (!(await authorCanPublish(tx, draft))) return "draftHeldAuthor";
  return draft.submittedAt === null && (await hasChain(tx, draft.townId)) ? "draftHeldChain" : null;
}

async function hold(tx: Tx, after: After, draft: DraftRecord, because: Held): Promise<boolean> {
  await setStanding(tx, draft.id, withdrawn(draft));
  await record(tx, null, "draft.held", `draft:${draft.id}`, { because });
  await tellHeld(tx, after, draft, because);
  return false;
}
