import type { Actor } from "../access/actor.ts";
import { ASKING } from "../core/kinds.ts";
import { Invalid } from "../core/problems.ts";
import { db } from "../data/client.ts";
import type { StartThreadInput } from "../forum/inputs.ts";
import { startThread } from "../forum/start-thread.ts";
import { townSlugOf } from "../towns/towns.ts";
import { hasChain } from "./chain.ts";
import { type Sent, sendNewThread } from "./sending.ts";

/**
 * What both doors call when someone sends a new thread: public at once; what an association sends for its own board waits where the town
 * has a chain of approvals or, with `publishAt`, for its time. @throws SignInNeeded, Invalid (see startThread), Conflict (nobody could approve a step)
 */
export async function submitThread(actor: Actor, input: StartThreadInput, publishAt: Date | null = null): Promise<Sent> {
  const own = isFiled(input) ? null : await ownBoard(actor, input.town);
  if (publishAt !== null && own === null) throw new Invalid([{ path: "town", key: "draftOwnTown" }]);
  if (own === null || (publishAt === null && !(await hasChain(db, own)))) {
    const { id } = await startThread(actor, input);
    return { threadId: id };
  }
  return sendNewThread(actor, input, publishAt);
}

const isFiled = ({ kind, channel = "online" }: StartThreadInput): boolean => ASKING.includes(kind) && channel !== "online";

/** The town whose own association sends something for its own board; null for everything else. */
async function ownBoard(actor: Actor, slug: string): Promise<number | null> {
  if (actor.role !== "association" || actor.townId === null) return null;
  return (await townSlugOf(actor.townId)) === slug ? actor.townId : null;
}
