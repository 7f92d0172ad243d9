import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { record } from "../data/audit.ts";
import { restored } from "./approval.ts";
import { changeDraft, setStanding } from "./change-draft.ts";

/** Puts a draft into the bin; what waits or is scheduled is withdrawn first. */
export async function discardDraft(actor: Actor, id: number): Promise<{ id: number }> {
  return changeDraft(actor, { id, version: undefined }, "discard", async (tx, _after, { draft }) => {
    allow(actor, "plan", draft);
    await setStanding(tx, id, { ...draft, state: "discarded" });
    await record(tx, actor.id, "draft.discarded", `draft:${id}`);
    return { id };
  });
}

/** Takes it out again, to where it was. */
export async function restoreDraft(actor: Actor, id: number): Promise<{ id: number }> {
  return changeDraft(actor, { id, version: undefined }, "restore", async (tx, _after, { draft }) => {
    allow(actor, "plan", draft);
    await setStanding(tx, id, restored(draft));
    await record(tx, actor.id, "draft.restored", `draft:${id}`);
    return { id };
  });
}
