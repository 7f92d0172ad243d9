import type { Actor } from "../access/actor.ts";
import { Conflict } from "../core/problems.ts";
import { changeThread } from "../threads/change-thread.ts";
import type { GrantInput } from "../threads/inputs.ts";
import { GRANTABLE } from "../threads/shortfall.ts";
import { setGrant } from "../threads/thread-columns.ts";
import { closedMonths } from "./closing/frozen-month.ts";
import { credit } from "./crediting.ts";

/** Credits a thread although its text is short, says little or repeats another. @throws NotFound, Forbidden, Conflict (not for that, month closed) */
export const grantCredit = (actor: Actor, { threadId, reason }: GrantInput): Promise<{ id: number }> => changeGrant(actor, threadId, reason);

/** Takes that back: the thread is judged by the rules again. @throws NotFound, Forbidden, Conflict (nothing to take back, month closed) */
export const withdrawGrant = (actor: Actor, threadId: number): Promise<{ id: number }> => changeGrant(actor, threadId, null);

function changeGrant(actor: Actor, threadId: number, reason: string | null): Promise<{ id: number }> {
  return changeThread(actor, "grantCredit", threadId, async ({ tx, after, audit }) => {
    const thread = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { quotaMonth: true, shortfall: true, grantReason: true } });
    if (reason === null && thread.grantReason === null) throw new Conflict("alreadyDone");
    if (reason !== null && !GRANTABLE.some((each) => each === thread.shortfall)) throw new Conflict("notGrantable");
    if ((await closedMonths(tx)).has(thread.quotaMonth ?? "")) throw new Conflict("monthClosed");
    const changed = await setGrant(tx, threadId, reason);
    const detail = { month: thread.quotaMonth, reason: reason ?? thread.grantReason };
    await audit(reason === null ? "credit.grantWithdrawn" : "credit.granted", detail);
    await credit(tx, after, changed);
    return { id: threadId };
  });
}
