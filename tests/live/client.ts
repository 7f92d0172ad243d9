import { io, type Socket } from "socket.io-client";
import { onTestFinished } from "vitest";
import type { Site } from "../site.ts";
import type { Visitor } from "../visitor.ts";

export interface Told {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they waited for
  payload: any;
}

/** A real Socket.IO connection of someone, and everything that it was told. */
export interface Listener {
  socket: Socket;
  told: Told[];
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  ask(event: string, payload?: unknown): Promise<any>;
  /** The first thing told of this name, already or soon. */
  hears(name: string, fits?: (payload: Told["payload"]) => boolean): Promise<Told["payload"]>;
}

const PATIENCE_MS = 5_000;

/** Connects; cut off at the end of the test. @param options of socket.io-client, e.g. another origin */
export async function listener(site: Site, who: Visitor | null, options: object = {}): Promise<Listener> {
  const socket = io(site.origin, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: who ? { cookie: who.cookie } : {},
    ...options,
  });
  onTestFinished(() => void socket.disconnect());
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((name: string, payload: unknown) => {
    told.push({ name, payload });
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return {
    socket,
    told,
    ask: (event, payload) => socket.timeout(PATIENCE_MS).emitWithAck(event, payload),
    hears: (name, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = told.find((each) => each.name === name && fits(each.payload));
          if (!found) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve(found.payload);
        };
        const timer = setTimeout(() => reject(new Error(`never told ${name}; told ${told.map((each) => each.name).join(", ") || "nothing"}`)), PATIENCE_MS);
        waiting.add(look);
        look();
      }),
  };
}
