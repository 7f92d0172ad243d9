import type { Actor } from "../access/actor.ts";
import { allow, allowReading } from "../access/permissions.ts";
import { record } from "../data/audit.ts";
import { transact } from "../data/client.ts";
import { followMove } from "../questions/workflow/follow-move.ts";
import { credit } from "../quota/crediting.ts";
import type { MoveThreadInput } from "../threads/inputs.ts";
import { raiseVersion } from "../threads/raise-version.ts";
import { changeTally, lockTowns } from "../threads/tally.ts";
import { townBySlug } from "../towns/towns.ts";
import { awaitAnswer } from "./removal.ts";

/** Puts a thread on another town's board or makes it another kind; what it counts for follows. */
export async function moveThread(actor: Actor, input: MoveThreadInput): Promise<{ id: number }> {
  return transact(async (tx, after) => {
    const thread = await raiseVersion(tx, input.threadId);
    allowReading(actor, thread);
    allow(actor, "moveThread", thread);
    const town = await townBySlug(tx, input.town, "town");
    const { openedForTownId } = await tx.thread.findUniqueOrThrow({ where: { id: thread.id }, select: { openedForTownId: true } });
    await lockTowns(tx, [thread.townId, town.id, openedForTownId ?? town.id]);
    const moved = await tx.thread.update({
      where: { id: thread.id },
      data: { townId: town.id, kind: input.kind, ...(town.id === thread.townId ? {} : { pinnedAt: null }) },
    });
    await followMove(tx, after, moved, thread.townId);
    await awaitAnswer(tx, thread.id);
    await credit(tx, after, moved, thread.townId);
    if (town.id !== thread.townId && thread.state === "published" && !thread.private) {
      await changeTally(tx, thread.townId, -1);
      await changeTally(tx, town.id, 1);
    }
    await record(tx, actor.id, "thread.moved", `thread:${thread.id}`, { from: thread.townId, to: town.id, kind: input.kind });
    after("thread.changed", { threadId: thread.id, townId: thread.townId, version: thread.version });
    if (town.id !== thread.townId) after("thread.changed", { threadId: thread.id, townId: town.id, version: thread.version });
    return { id: thread.id };
  });
}
