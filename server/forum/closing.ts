import type { Actor } from "../access/actor.ts";
import { allow, allowReading } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { record } from "../data/audit.ts";
import { transact } from "../data/client.ts";
import { raiseVersion } from "../threads/raise-version.ts";

type Changed = Promise<{ id: number }>;

/** Ends the conversation: nobody can reply or edit until it is reopened. */
export const closeThread = (actor: Actor, threadId: number): Changed =>
  change(actor, threadId, "closeThread", "thread.closed", () => ({ status: "closed" as const }));
export const reopenThread = (actor: Actor, threadId: number): Changed =>
  change(actor, threadId, "closeThread", "thread.reopened", () => ({ status: "open" as const }));

/** Keeps a thread on top of its board. */
export const pinThread = (actor: Actor, threadId: number): Changed => change(actor, threadId, "pinThread", "thread.pinned", () => ({ pinnedAt: now() }));
export const unpinThread = (actor: Actor, threadId: number): Changed => change(actor, threadId, "pinThread", "thread.unpinned", () => ({ pinnedAt: null }));

type Data = () => { status: "open" | "closed" } | { pinnedAt: Date | null };

function change(actor: Actor, threadId: number, action: "closeThread" | "pinThread", name: string, data: Data): Changed {
  return transact(async (tx, after) => {
    const thread = await raiseVersion(tx, threadId);
    allowReading(actor, thread);
    allow(actor, action, thread);
    await tx.thread.update({ where: { id: thread.id }, data: data() });
    await record(tx, actor.id, name, `thread:${thread.id}`);
    after("thread.changed", { threadId: thread.id, townId: thread.townId, version: thread.version });
    return { id: thread.id };
  });
}
