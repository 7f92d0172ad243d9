// npm run bench (-- --json, -- --quick): seeds its own databases, measures, prints a table.

import { randomBytes } from "node:crypto";
import { cpus, totalmem } from "node:os";
import pg from "pg";
import { fill } from "./fill.ts";
import { growth } from "./growth.ts";
import { manyQuestions } from "./many-questions.ts";
import { manyTowns } from "./many-towns.ts";
import { pages, replies, weights } from "./pages.ts";
import { freshFolder, removeFolder, serve } from "./serving.ts";
import { sockets } from "./sockets.ts";
import { printed, type Row } from "./table.ts";

const isQuick = process.argv.includes("--quick");
const isJson = process.argv.includes("--json");
const POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres";

const rows: Row[] = [];
const say = (text: string) => isJson || process.stderr.write(`… ${text}\n`);

const folder = freshFolder();
await fill(folder, (into) => into.threads(1000));
let serving = await serve(folder);
await serving.stop();
serving = await serve(folder);
rows.push({ name: "from the start of the process to the first 200", value: serving.startedMs, unit: "ms", aim: 3000 });
rows.push({ name: "resident memory, idle", value: serving.residentMb(), unit: "MB", aim: 163 });
say("pages");
rows.push(...(await pages(serving, isQuick ? 3 : 8)));
say("replies on SQLite");
rows.push(...(await replies(serving, isQuick ? 200 : 1000, "SQLite")));
rows.push({ name: "resident memory after that load", value: serving.residentMb(), unit: "MB" });
say("sockets");
rows.push(...(await sockets(serving, isQuick ? 200 : 1000)));
say("weights");
rows.push(...(await weights(serving)));
await serving.stop();
removeFolder(folder);
rows.push(...(await onPostgres()));
say("many towns");
rows.push(...(await manyTowns()));
say("many questions");
rows.push(...(await manyQuestions()));
say("growth");
rows.push(...(await growth(isQuick ? [10_000, 100_000] : [10_000, 1_000_000], isQuick ? [20, 10_000] : [20, 100_000])));

const machine = `${cpus().length} × ${cpus()[0]?.model ?? "CPU"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
if (isJson) console.log(JSON.stringify({ machine, rows }, null, 2));
else console.log(`\n${machine}\n\n| what | measured | aim | |\n|---|---|---|---|\n${printed(rows)}`);

/** The same replies on a PostgreSQL server of this machine, where there is one. */
async function onPostgres(): Promise<Row[]> {
  const client = new pg.Client({ connectionString: POSTGRES, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
  } catch {
    say("no PostgreSQL on 127.0.0.1:5432: left out");
    return [];
  }
  say("replies on PostgreSQL");
  const name = `minyi_bench_${randomBytes(4).toString("hex")}`;
  await client.query(`CREATE DATABASE ${name}`);
  const place = freshFolder();
  const url = POSTGRES.replace(/[^/]+$/, name);
  let server = await serve(place, url); // migrates
  await server.stop();
  const own = new pg.Client({ connectionString: url });
  await own.connect();
  await own.query(`INSERT INTO "Town" ("slug", "name", "onDutyFrom", "createdAt") VALUES ('liuhe', '浏河镇', '2026-01', now())`);
  await own.end();
  server = await serve(place, url);
  const measured = await replies(server, isQuick ? 100 : 400, "PostgreSQL");
  await server.stop();
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
  removeFolder(place);
  return measured;
}
