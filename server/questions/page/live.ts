import type { Server, Socket } from "socket.io";
import { z } from "zod";
import { visibleThreads } from "../../access/visible-threads.ts";
import { namesOf } from "../../accounts/names.ts";
import type { Events } from "../../core/events.ts";
import { identifier } from "../../core/text-fields.ts";
import { db } from "../../data/client.ts";
import type { Live } from "../../http/live.ts";
import { roomKind } from "../../http/rooms.ts";
import { isHandledBy, questionHandled, versionsOf } from "../workflow/handled.ts";
import { othersOf, type Presence } from "./colleagues.ts";
import { HANDLING_STEP_NAMES } from "./step-forms.ts";

const JoinInput = z.object({ threadId: identifier, step: z.enum(HANDLING_STEP_NAMES).nullable().default(null) });
const LeaveInput = z.object({ threadId: identifier });
const WatchInput = z.object({ threadIds: z.array(identifier).max(100) });

const handlingRoom = roomKind("handling");
/** Of the desks that list it: they hear who is there without being there. */
const deskRoom = roomKind("desk");

/** Colleagues who have the same question open see each other: names that nobody else may hear. */
export function handlingSockets({ answer, io }: Live): (socket: Socket) => void {
  return (socket) => {
    const { actor } = socket.data;

    socket.on(
      "handling:join",
      answer(socket, JoinInput, async ({ threadId, step }) => {
        await questionHandled(actor, threadId);
        socket.data.handling = { ...socket.data.handling, [threadId]: step };
        await socket.join(handlingRoom(threadId)); // first join, so that nothing falls between …
        const present = await tellPresent(io, threadId);
        const versions = await questionHandled(actor, threadId); // … what was missed and what comes live
        return { ...versions, others: othersOf(present, actor.id) };
      }),
    );

    socket.on(
      "handling:leave",
      answer(socket, LeaveInput, async ({ threadId }) => {
        if (!socket.rooms.has(handlingRoom(threadId))) return {};
        await socket.leave(handlingRoom(threadId));
        await tellPresent(io, threadId);
        return {};
      }),
    );

    socket.on(
      "desk:watch",
      answer(socket, WatchInput, async ({ threadIds }) => {
        const handled = (await db.thread.findMany({ where: { id: { in: threadIds }, ...visibleThreads(actor).where } })).filter((thread) =>
          isHandledBy(actor, thread),
        );
        await socket.join(handled.map(({ id }) => deskRoom(id)));
        const present = handled.map(async ({ id }) => ({ threadId: id, others: othersOf(await presentAt(io, id), actor.id) }));
        return { present: (await Promise.all(present)).filter(({ others }) => others.length > 0) };
      }),
    );

    socket.on("disconnecting", () => {
      const threads = handlingRoom.keysIn(socket.rooms);
      setImmediate(() => {
        for (const id of threads) tellPresent(io, Number(id)).catch(() => undefined); // nobody waits for it; the next to come or go tells again
      });
    });
  };
}

/** What colleagues hear after a commit, and who is no longer one of them: handed over, moved, removed. */
export const handlingReactions = (io: Server) => ({
  "thread.changed": [({ threadId }: { threadId: number }) => tellPresent(io, threadId)],
  "handling.changed": [(event: Events["handling.changed"]) => tellChange(io, event)],
});

/** Tells everyone at a question, and the desks that list it, who else is there. @returns all who are */
async function tellPresent(io: Server, threadId: number): Promise<Presence[]> {
  const told = await stillHandling(io, threadId);
  const present = await presentAt(io, threadId);
  for (const socket of told) socket.emit("handling:present", { threadId, others: othersOf(present, socket.data.actor.id) });
  return present;
}

async function presentAt(io: Server, threadId: number): Promise<Presence[]> {
  const sockets = await io.in(handlingRoom(threadId)).fetchSockets();
  return sockets.map(({ data: { actor, handling } }) => ({ accountId: actor.id, name: actor.displayName, step: handling[threadId] }));
}

/** Not to the one who did it: their next page shows it. */
async function tellChange(io: Server, { threadId, byId, what }: Events["handling.changed"]): Promise<void> {
  const told = (await stillHandling(io, threadId)).filter(({ rooms, data }) => rooms.has(handlingRoom(threadId)) && data.actor.id !== byId);
  if (told.length === 0) return;
  const [nameOf, versions] = await Promise.all([namesOf([byId]), versionsOf(threadId)]);
  for (const socket of told) socket.emit("handling:changed", { threadId, by: nameOf(byId), what, ...versions });
}

/** The connections at a question or its desks. Who joined was asked then; each is asked again, and out goes who no longer handles it. */
async function stillHandling(io: Server, threadId: number) {
  const rooms = [handlingRoom(threadId), deskRoom(threadId)];
  const sockets = await io.in(rooms).fetchSockets();
  if (sockets.length === 0) return [];
  const thread = await db.thread.findUnique({ where: { id: threadId } });
  return sockets.filter((socket) => {
    if (isHandledBy(socket.data.actor, thread)) return true;
    for (const room of rooms) socket.leave(room);
    socket.emit("handling:out", { threadId });
    return false;
  });
}
