import type { Actor } from "../access/actor.ts";
import { can } from "../access/permissions.ts";
import { db } from "../data/client.ts";
import { hasChain } from "./chain.ts";

/** What an association can do with a new text besides publishing it. */
export interface Choices {
  /** Whether it goes to the town's approvers first. */
  reviewed: boolean;
}

/** The choices under the writing form; null for everybody but associations. */
export async function choicesFor(actor: Actor): Promise<Choices | null> {
  if (actor.townId === null || !can(actor, "plan", { townId: actor.townId })) return null;
  return { reviewed: await hasChain(db, actor.townId) };
}
