import type { Server as HttpServer, IncomingMessage } from "node:http";
import addressIn from "proxy-addr";
import { Server, type Socket } from "socket.io";
import type { z } from "zod";
import { type Actor, ANYONE } from "../access/actor.ts";
import { config, type Locale } from "../core/config.ts";
import { hashOf } from "../core/secrets.ts";
import { url } from "../core/urls.ts";
import { asProblem } from "./answer-problems.ts";
import { Connections, type Counted } from "./connections.ts";
import { isOwnOrigin } from "./csrf.ts";
import { spend, subnetOf } from "./limits.ts";
import { localeOf } from "./preferences.ts";
import { roomKind } from "./rooms.ts";
import type { Sessions } from "./session.ts";

declare module "socket.io" {
  interface SocketData {}
}

/** What a connection knows of the one behind it. */
export interface Reader {
  actor: Actor;
  locale: Locale;
}

/** A handshake, and whom its session belongs to. */
type Asking = IncomingMessage & { user?: Express.User; sessionID?: string };

type Acknowledge = (answer: object) => void;

/** Whether the proxy at `address`, so many hops away, is one of ours. */
type TrustedProxies = (address: string, hops: number) => boolean;

export interface Live {
  io: Server;
  /** Wraps a handler: parses what came, counts it, acknowledges `{ ok, … }` or `{ ok: false, problem }`. */
  answer<T>(socket: Socket, shape: z.ZodType<T>, work: (input: T) => Promise<object>): (input: unknown, acknowledge?: Acknowledge) => void;
}

/** Every connection of one account, and of nobody else. */
export const accountRoom = roomKind("account");
const sessionRoom = roomKind("session");

/**
 * The site's socket server: same session, same origin, same limits as the pages. Without Socket.IO's connection state recovery: it
 * would bring someone back as who they were, and catching up by version needs none. @param trusts which proxies Express
 * believes: what a connection is counted by is `req.ip` of the pages, not the address of a proxy, which everybody shares
 */
export function live(server: HttpServer, sessions: Sessions, trusts: TrustedProxies): Live {
  const connections = new Connections();
  /** Whom a connection is counted for: its account, or the address it comes from. */
  const counted = (req: Asking): Counted => (req.user ? `account:${req.user.id}` : `address:${subnetOf(addressIn(req, trusts))}`);
  const io = new Server(server, {
    path: url("/socket.io"),
    serveClient: true,
    maxHttpBufferSize: 20_000,
    // The session is known by now: the engine's own handlers come first.
    allowRequest: (req, callback) => {
      if (!isAllowed(req)) callback(null, false);
      else if (connections.isFull(counted(req))) callback("tooManyConnections", false);
      else callback(null, true);
    },
  });
  io.engine.on("connection", (connection: { request: Asking; once(event: "close", listener: () => void): void }) =>
    connection.once("close", connections.begin(counted(connection.request))),
  );
  for (const handler of sessions.handlers) io.engine.use((req: never, res: never, next: never) => forSocketsOnly(handler, req, res, next));
  io.use((socket, next) => {
    const req = socket.request as Asking;
    const wanted = socket.handshake.query.locale;
    const reader: Reader = {
      actor: req.user ?? ANYONE,
      locale: localeOf(typeof wanted === "string" ? `minyi.lang=${wanted}` : req.headers.cookie, req.user ?? null),
    };
    Object.assign(socket.data, reader, { address: addressIn(req, trusts) });
    if (req.user) socket.join([accountRoom(req.user.id), ...(req.sessionID ? [sessionRoom(hashOf(req.sessionID))] : [])]);
    next();
  });
  return { io, answer };
}

/** Cuts the connections of those who signed out or lost rights; their browsers come back as who they now are. */
export const liveReactions = (io: Server) => ({
  "session.ended": [({ sessionHash }: { sessionHash: string }) => io.in(sessionRoom(sessionHash)).disconnectSockets(true)],
  "account.barred": [
    ({ accountId, exceptSession }: { accountId: number; exceptSession?: string }) => {
      const all = io.in(accountRoom(accountId));
      (exceptSession ? all.except(sessionRoom(exceptSession)) : all).disconnectSockets(true);
    },
  ],
});

/** CORS settings do not guard the WebSocket handshake: the origin is checked here. */
function isAllowed(req: IncomingMessage): boolean {
  const { publicUrl, trustProxy } = config();
  const forwarded = trustProxy === false ? undefined : req.headers["x-forwarded-proto"];
  const protocol = typeof forwarded === "string" ? forwarded.split(",")[0]!.trim() : publicUrl?.startsWith("https") ? "https" : "http";
  return isOwnOrigin(req.headers.origin, req.headers.host, protocol);
}

/** The handshake alone needs the session; every later polling request of the same connection does not. */
const forSocketsOnly = (handler: unknown, req: IncomingMessage & { _query?: { sid?: string } }, res: unknown, next: () => void) =>
  req._query?.sid ? next() : (handler as (...args: unknown[]) => void)(req, res, next);

const answer: Live["answer"] = (socket, shape, work) => (input, acknowledge) => {
  const reply: Acknowledge = typeof acknowledge === "function" ? acknowledge : () => {};
  const { actor, address } = socket.data as Reader & { address: string };
  const key = actor.id === null ? `socket:${subnetOf(address)}` : `account:${actor.id}`;
  spend("socket", key)
    .then(() => work(shape.parse(input)))
    .then((result) => reply({ ok: true, ...result }))
    .catch((error) => {
      const problem = asProblem(error);
      reply({ ok: false, problem: { status: problem.status, title: problem.key } });
    });
};
