import { page } from "./page.ts";

/** What is used of Socket.IO's browser client. */
export interface Live {
  connected: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each listener names the payload that it expects
  on(event: string, listener: (payload: any) => void): unknown;
  timeout(limitMs: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> };
  volatile: { emit(event: string, payload: unknown): unknown };
  connect(): Live;
  disconnect(): Live;
}

/** Sends a question and waits for the server's acknowledgement; rejects when none comes in time. */
export type Ask = (event: string, payload: unknown) => Promise<unknown>;

/** What a page asks; after a pause in the connection it may have missed events. */
export type Question = (ask: Ask, afterPause: boolean) => Promise<void>;

const FIRST_ANSWER_MS = 20_000;
const WAKE_ANSWER_MS = 4_000;
const LONG_HIDDEN_MS = 30_000;
const CUT_OFF_PAUSE_MS = 5_000;

let connection: Promise<Live | null> | undefined;
const questions: Question[] = [];

/** The page's one connection, made when the page has nothing better to do; null where there is no live server. */
export const live = (): Promise<Live | null> => (connection ??= connectWhenIdle());

/** Asks at each connect and whenever the page wakes: what was missed comes as the answer. */
export async function stayCurrent(question: Question): Promise<void> {
  const socket = await live();
  if (!socket) return;
  let connects = 0;
  const connected = () => question(askWithin(socket, FIRST_ANSWER_MS), connects++ > 0).catch(() => undefined);
  questions.push(question);
  socket.on("connect", connected);
  if (socket.connected) await connected();
}

/** Asks once, on a connection that is thought to be alive. */
export async function askNow(question: Question): Promise<void> {
  const socket = await live();
  if (socket?.connected) await question(askWithin(socket, FIRST_ANSWER_MS), false).catch(() => undefined);
}

const askWithin =
  (socket: Live, limitMs: number): Ask =>
  (event, payload) =>
    socket.timeout(limitMs).emitWithAck(event, payload);

async function connectWhenIdle(): Promise<Live | null> {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
  await new Promise<unknown>((done) => ("requestIdleCallback" in window ? requestIdleCallback(done, { timeout: 500 }) : setTimeout(done, 50)));
  const { io } = window as { io?: (options: object) => Live };
  if (!io || !page.socketPath) return null;
  const socket = io({ path: page.socketPath, query: { locale: page.locale }, transports: ["websocket", "polling"], tryAllTransports: true });
  wakeWithPage(socket);
  return socket;
}

function wakeWithPage(socket: Live): void {
  let hiddenSinceMs = 0;
  const reconnect = () => socket.disconnect().connect();
  const wake = (limitMs: number) => {
    if (!socket.connected) return reconnect();
    // No answer: the connection is dead though it looks alive.
    return Promise.all(questions.map((question) => question(askWithin(socket, limitMs), false))).catch(reconnect);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenSinceMs = Date.now();
    else wake(Date.now() - hiddenSinceMs > LONG_HIDDEN_MS ? WAKE_ANSWER_MS : FIRST_ANSWER_MS);
  });
  addEventListener("online", () => wake(WAKE_ANSWER_MS));
  addEventListener("pagehide", () => socket.disconnect()); // an open connection would keep the page out of the back-forward cache
  addEventListener("pageshow", (event) => event.persisted && socket.connect());
  // The server cut it: with other rights now, or none. A new handshake finds out.
  socket.on("disconnect", (reason: string) => reason === "io server disconnect" && setTimeout(reconnect, CUT_OFF_PAUSE_MS * (1 + Math.random())));
}
