import type { Actor } from "../access/actor.ts";
import { now } from "../core/clock.ts";
import { changeThread } from "../threads/change-thread.ts";

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

const change = (actor: Actor, threadId: number, action: "closeThread" | "pinThread", name: string, data: Data): Changed =>
  changeThread(actor, action, threadId, async ({ tx, thread, audit }) => {
    await tx.thread.update({ where: { id: thread.id }, data: data() });
    await audit(name);
    return { id: thread.id };
  });
