import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Conflict } from "../core/problems.ts";
import { db } from "../data/client.ts";
import { approved, sentBack, submissionOf } from "./approval.ts";
import { changeDraft, recordDecision, setStanding } from "./change-draft.ts";
import { draftFor } from "./draft-facts.ts";
import { authorCanPublish, mustBeText, publishDraft, textOfDraft } from "./publish-draft.ts";
import type { Sent } from "./sending.ts";
import { tellAuthor, tellNextApprovers } from "./telling.ts";

/** A decision about the version that was read. */
export interface Decision {
  id: number;
  version: number;
  remark: string;
}

/**
 * Approves a draft at the step where it waits; after the last one it is public, at once or at its time.
 * @throws NotFound, Forbidden (not this one's step, or one's own text), Conflict (not waiting, another version, its author can no longer publish)
 */
export async function approveDraft(actor: Actor, { id, version, remark }: Decision): Promise<Sent> {
  const text = textOfDraft((await draftFor(db, actor, id)).draft);
  return changeDraft(actor, { id, version }, "decide", async (tx, after, { draft, chain, turn, facts }) => {
    allow(actor, "decideDraft", facts);
    mustBeText(draft, text);
    const at = now();
    await recordDecision(tx, draft, { decision: "approved", byId: actor.id, step: draft.step, role: turn!.role, asDeputy: turn!.deputy, remark });
    const standing = approved(draft, chain, at);
    if (standing.state === "published") {
      if (!(await authorCanPublish(tx, draft))) throw new Conflict("draftAuthorGone");
      return publishDraft(tx, after, draft, standing, text, { submittedAt: submissionOf(draft, at), at, byId: actor.id });
    }
    await setStanding(tx, id, standing);
    await tellAuthor(tx, after, draft, "draftPassed");
    if (standing.state === "submitted") await tellNextApprovers(tx, after, { ...draft, ...standing }, chain);
    return { draftId: id };
  });
}

/** Sends a draft back to its author, saying why. @throws as approveDraft */
export async function sendBackDraft(actor: Actor, { id, version, remark }: Decision): Promise<{ id: number }> {
  return changeDraft(actor, { id, version }, "decide", async (tx, after, { draft, turn, facts }) => {
    allow(actor, "decideDraft", facts);
    await recordDecision(tx, draft, { decision: "sent_back", byId: actor.id, step: draft.step, role: turn!.role, asDeputy: turn!.deputy, remark });
    await setStanding(tx, id, sentBack(draft));
    await tellAuthor(tx, after, draft, "draftSentBack");
    return { id };
  });
}
