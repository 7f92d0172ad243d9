import { spawn } from "node:child_process";
import { gzipSync } from "node:zlib";
import { Caller, threadWith } from "./caller.ts";
import { load, times } from "./load.ts";
import { type Serving, said } from "./serving.ts";
import type { Row } from "./table.ts";

const BARE = `
import express from "express";
const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);
const page = Buffer.concat(chunks);
const app = express(); app.get("/", (_req, res) => res.type("html").send(page));
const server = app.listen(0, "127.0.0.1", () => console.log("bare on " + server.address().port + " "));
`;

/** Requests a second of the 20-reply thread page, beside a bare Express application that sends the same bytes. */
export async function pages(serving: Serving, seconds: number): Promise<Row[]> {
  const caller = await new Caller(serving.origin).signUp("bench-pages");
  const id = await threadWith(caller, 20);
  const url = `${serving.origin}/threads/${id}`;
  const html = Buffer.from(await (await fetch(url)).arrayBuffer());
  await load(url, 2); // warm
  const row = async (name: string, address: string, headers = {}): Promise<Row> => {
    const { perSecond, p50Ms, p99Ms } = await load(address, seconds, headers);
    return { name, value: Math.round(perSecond), unit: "requests/s", note: `p50 ${p50Ms} ms, p99 ${p99Ms} ms` };
  };
  const rows = [
    { ...(await row("thread page of 20 replies, signed out", url)), aim: 2_840 },
    await row("… compressed", url, { "accept-encoding": "br" }),
    await row("… signed in", url, { cookie: caller.cookie }),
    await row("home, signed out", `${serving.origin}/`),
    await row("/quota, signed out", `${serving.origin}/quota`),
  ];
  const bare = spawn(process.execPath, ["--input-type=module", "-e", BARE], { stdio: ["pipe", "pipe", "inherit"] });
  bare.stdin.end(html);
  const port = await said(bare, /bare on (\d+) /);
  await load(`http://127.0.0.1:${port}/`, 2);
  rows.splice(1, 0, await row("bare Express, the same bytes", `http://127.0.0.1:${port}/`));
  bare.kill();
  return rows;
}

/** Replies a second, each durable before it is acknowledged. */
export async function replies(serving: Serving, count: number, name: string): Promise<Row[]> {
  const caller = await new Caller(serving.origin).signUp(`bench-replies-${Math.random().toString(36).slice(2, 8)}`);
  const id = await threadWith(caller, 1);
  const reply = (index: number) => caller.json("POST", `/threads/${id}/posts`, { body: `第 ${index} 条：周六上午可以。` });
  await times(Math.ceil(count / 5), reply); // warm
  const one = await times(count, reply);
  const began = performance.now();
  await Promise.all(Array.from({ length: 16 }, () => times(Math.ceil(count / 16), reply)));
  const together = (Math.ceil(count / 16) * 16) / ((performance.now() - began) / 1000);
  return [
    {
      name: `a reply over HTTP, one after the other (${name})`,
      value: one.p50Ms,
      unit: "ms",
      note: `p99 ${one.p99Ms.toFixed(1)} ms, ${Math.round(one.perSecond)}/s`,
      ...(name === "SQLite" && { aim: 1.8 }),
    },
    { name: `replies of 16 at a time (${name})`, value: Math.round(together), unit: "replies/s" },
  ];
}

/** How heavy pages are, plain and compressed. */
export async function weights(serving: Serving): Promise<Row[]> {
  const caller = await new Caller(serving.origin).signUp("bench-weights");
  const id = await threadWith(caller, 20);
  const rows: Row[] = [];
  let scripts = 0;
  for (const [name, path] of [
    ["thread page of 20 replies", `/threads/${id}`],
    ["home", "/"],
    ["quota", "/quota"],
  ] as const) {
    const html = await (await fetch(serving.origin + path)).text();
    rows.push({
      name: `HTML of the ${name}`,
      value: gzipSync(html).length / 1024,
      unit: "KB gzip",
      note: `${(html.length / 1024).toFixed(1)} KB plain`,
      ...(path.startsWith("/threads") && { aim: 12 }),
    });
    if (!path.startsWith("/threads")) continue;
    const modules = new Set([...html.matchAll(/(?:src|href)="([^"]+\/client\/[\w-]+\.js)"/g)].map(([, address]) => address!));
    for (const address of modules) scripts += gzipSync(await (await fetch(serving.origin + address)).text()).length;
    const css = await (await fetch(serving.origin + /href="([^"]+site\.css)"/.exec(html)![1]!)).text();
    rows.push({ name: "style sheet", value: gzipSync(css).length / 1024, unit: "KB gzip" });
    rows.push({
      name: `scripts of the thread page (${modules.size} modules)`,
      value: scripts / 1024,
      unit: "KB gzip",
      note: "without the Socket.IO client",
      aim: 30,
    });
  }
  return rows;
}
