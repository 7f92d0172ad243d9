import type { Server } from "socket.io";
import { accountRoom } from "../http/live.ts";
import { unreadOf } from "./unread.ts";

/** Tells an account's own connections how many notices it has not read: when one comes, and when some were read elsewhere. */
export const notificationReactions = (io: Server) => ({
  "account.notified": [
    async ({ accountId }: { accountId: number }) => {
      if (!io.sockets.adapter.rooms.has(accountRoom(accountId))) return;
      io.to(accountRoom(accountId)).emit("notification", { unread: await unreadOf(accountId) });
    },
  ],
});
