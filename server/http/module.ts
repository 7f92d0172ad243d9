import type { Router } from "express";
import type { Socket } from "socket.io";
import type { ApiRouter } from "./api-router.ts";
import type { Live } from "./live.ts";

/** What a module answers: its pages, its JSON and its sockets. Each module's routes.ts makes one; app.ts lists them. */
export interface Module {
  pages?: readonly Router[];
  api?: readonly ApiRouter[];
  sockets?: (live: Live) => (socket: Socket) => void;
}
