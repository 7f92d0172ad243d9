import type { Server, Socket } from "socket.io";
import { z } from "zod";
import { monthInput } from "../calendar/month-inputs.ts";
import type { Live } from "../http/live.ts";
import { roomKind } from "../http/rooms.ts";
import { townSlugOf } from "../towns/towns.ts";
import { figuresOf, townLines } from "./counting/counter.ts";

const WatchInput = z.object({ month: monthInput });
const quotaRoom = roomKind("quota");

/** Watching a month: the counter is public, so everyone may. */
export const quotaSockets =
  ({ answer }: Live) =>
  (socket: Socket): void => {
    socket.on(
      "quota:watch",
      answer(socket, WatchInput, async ({ month }) => {
        for (const other of quotaRoom.keysIn(socket.rooms)) if (other !== month) await socket.leave(quotaRoom(other));
        await socket.join(quotaRoom(month));
        return {};
      }),
    );
  };

/** Tells those who watch the month how the town and the whole now stand. */
export const quotaReactions = (io: Server) => ({
  "quota.changed": [
    async ({ month, townId }: { month: string; townId: number }) => {
      if (!io.sockets.adapter.rooms.has(quotaRoom(month))) return;
      const [town, lines] = [await townSlugOf(townId), await townLines(month)];
      const line = lines.find((each) => each.slug === town);
      if (!line) return;
      const { credited, target, status, short } = line.counter;
      io.to(quotaRoom(month)).emit("quota:changed", { month, town, credited, target, status, short, figures: await figuresOf(month, lines) });
    },
  ],
});
