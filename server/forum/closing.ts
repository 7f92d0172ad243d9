import type { Actor } from "../access/actor.ts";
import { changeThread, type ThreadChange } from "../threads/change-thread.ts";
import { setPinned, setStatus } from "../threads/thread-columns.ts";

type Changed = Promise<{ id: number }>;

/** Ends the conversation: nobody can reply or edit until it is reopened. */
export const closeThread = (actor: Actor, threadId: number): Changed =>
  change(actor, threadId, "closeThread", "thread.closed", ({ tx }) => setStatus(tx, threadId, "closed"));
export const reopenThread = (actor: Actor, threadId: number): Changed =>
  change(actor, threadId, "closeThread", "thread.reopened", ({ tx }) => setStatus(tx, threadId, "open"));

/** Keeps a thread on top of its board. */
export const pinThread = (actor: Actor, threadId: number): Changed =>
  change(actor, threadId, "pinThread", "thread.pinned", ({ tx, at }) => setPinned(tx, threadId, at));
export const unpinThread = (actor: Actor, threadId: number): Changed =>
  change(actor, threadId, "pinThread", "thread.unpinned", ({ tx }) => setPinned(tx, threadId, null));

type Write = (change: ThreadChange) => Promise<unknown>;

const change = (actor: Actor, threadId: number, action: "closeThread" | "pinThread", name: string, write: Write): Changed =>
  changeThread(actor, action, threadId, async (change) => {
    await write(change);
    await change.audit(name);
    return { id: threadId };
  });
