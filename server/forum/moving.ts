import type { Actor } from "../access/actor.ts";
import { changeThread } from "../threads/change-thread.ts";
import type { MoveThreadInput } from "../threads/inputs.ts";
import { setPlace } from "../threads/thread-columns.ts";
import { townBySlug } from "../towns/towns.ts";
import { settle } from "./settle.ts";

/** Puts a thread on another town's board or makes it another kind; what it counts for follows. @throws NotFound, Forbidden, Invalid */
export const moveThread = (actor: Actor, { threadId, town: slug, kind }: MoveThreadInput): Promise<{ id: number }> =>
  changeThread(actor, "moveThread", threadId, async ({ tx, after, thread, audit }) => {
    const town = await townBySlug(tx, slug, "town");
    const moved = await setPlace(tx, thread, { townId: town.id, kind });
    await settle(tx, after, moved, thread);
    await audit("thread.moved", { from: thread.townId, to: town.id, kind });
    if (town.id !== thread.townId) after("thread.changed", { threadId, townId: town.id, version: thread.version }); // its new board too
    return { id: threadId };
  });
