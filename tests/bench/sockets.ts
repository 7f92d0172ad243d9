import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { io, type Socket } from "socket.io-client";
import { Caller, threadWith } from "./caller.ts";
import type { Serving } from "./serving.ts";
import type { Row } from "./table.ts";

const HOLDERS = 2;
const ROUNDS = 5;

/** From sending a reply to the last of `count` readers having it. The readers are in processes of their own. */
export async function sockets(serving: Serving, count: number): Promise<Row[]> {
  const caller = await new Caller(serving.origin).signUp("bench-sockets");
  const threadId = await threadWith(caller, 1);
  const holders = await Promise.all(Array.from({ length: HOLDERS }, () => holder(serving.origin, threadId, count / HOLDERS)));
  const lasts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const all = Promise.all(holders.map((each) => each.next()));
    const began = Date.now();
    await caller.json("POST", `/threads/${threadId}/posts`, { body: `给大家的第 ${round} 条` });
    lasts.push(Math.max(...(await all)) - began);
  }
  for (const each of holders) each.end();
  lasts.sort((a, b) => a - b);
  return [
    {
      name: `a reply to the last of ${count.toLocaleString("en")} sockets`,
      value: lasts[Math.floor(ROUNDS / 2)]!,
      unit: "ms",
      note: `worst of ${ROUNDS}: ${lasts.at(-1)} ms`,
    },
  ];
}

async function holder(origin: string, threadId: number, count: number) {
  const child = fork(fileURLToPath(import.meta.url), [origin, String(threadId), String(count)], { execArgv: process.execArgv });
  const next = () => new Promise<number>((resolve) => child.once("message", (at) => resolve(Number(at))));
  await next(); // all have joined
  return { next, end: () => child.kill() };
}

/** In the child: holds the connections, and tells when the last of them has heard of each reply. */
async function hold(origin: string, threadId: number, count: number): Promise<void> {
  let heard = 0;
  const open: Socket[] = [];
  for (let index = 0; index < count; index++) {
    const socket = io(origin, { transports: ["websocket"], forceNew: true });
    open.push(socket);
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    await socket.timeout(20_000).emitWithAck("thread:join", { threadId });
    socket.on("post:created", () => {
      if (++heard % count === 0) process.send?.(Date.now());
    });
  }
  process.send?.(0);
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [origin = "", threadId, count] = process.argv.slice(2);
  await hold(origin, Number(threadId), Number(count));
}
