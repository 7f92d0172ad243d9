import { type Actor, isMember } from "../../access/actor.ts";
import { can, type ThreadFacts } from "../../access/permissions.ts";
import { now } from "../../core/clock.ts";
import type { Kind } from "../../core/kinds.ts";
import { SignInNeeded } from "../../core/problems.ts";
import { threadUrl } from "../../core/urls.ts";
import { db, type Tx } from "../../data/client.ts";
import { changeThread } from "../../threads/change-thread.ts";

/** "The same problem here", as the thread's page shows it: it informs, and orders nothing. */
export interface SupportView {
  count: number;
  /** The reader said so too. */
  own: boolean;
  may: boolean;
  action: string;
}

/** How many residents have the same problem. The thread was read before, by its own rule. */
export async function supportOf(actor: Actor, thread: ThreadFacts & { id: number; kind: Kind }): Promise<SupportView> {
  const [count, own] = await Promise.all([
    db.support.count({ where: { threadId: thread.id } }),
    isMember(actor) ? db.support.count({ where: { threadId: thread.id, accountId: actor.id } }) : 0,
  ]);
  return { count, own: own > 0, may: can(actor, "support", thread), action: `${threadUrl(thread.id)}/support` };
}

/** A resident has the same problem; saying it again changes nothing. @throws SignInNeeded, NotFound, Forbidden (own, no resident) */
export const support = (actor: Actor, threadId: number): Promise<{ id: number }> =>
  change(actor, threadId, async (tx, key) => {
    await tx.support.upsert({ where: { threadId_accountId: key }, create: { ...key, at: now() }, update: {} });
  });

/** Takes it back. @throws the same */
export const withdrawSupport = (actor: Actor, threadId: number): Promise<{ id: number }> =>
  change(actor, threadId, async (tx, key) => {
    await tx.support.deleteMany({ where: key });
  });

/** Who said so: told when it is answered. */
export const supportersOf = async (tx: Pick<Tx, "support">, threadId: number): Promise<number[]> =>
  (await tx.support.findMany({ where: { threadId }, select: { accountId: true } })).map(({ accountId }) => accountId);

function change(actor: Actor, threadId: number, write: (tx: Tx, key: { threadId: number; accountId: number }) => Promise<void>): Promise<{ id: number }> {
  if (!isMember(actor)) throw new SignInNeeded();
  return changeThread(actor, { action: "support", announces: "support" }, threadId, async ({ tx, thread, member }) => {
    await write(tx, { threadId: thread.id, accountId: member.id });
    return { id: thread.id };
  });
}
