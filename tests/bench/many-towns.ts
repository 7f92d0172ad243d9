import { join } from "node:path";
import Database from "better-sqlite3";
import { hashPassword } from "../../server/accounts/passwords.ts";
import { monthsUpTo } from "../../server/calendar/month.ts";
import { openConnection } from "../../server/data/connection.ts";
import type { FrozenMonth, FrozenTown } from "../../server/quota/closing/frozen-month.ts";
import { NONE_CREDITED, ratesOf } from "../../server/quota/counting/standing.ts";
import { DEFAULT_POLICY } from "../../server/quota/policy/policy.ts";
import { Caller } from "./caller.ts";
import { questionsInto } from "./fill-questions.ts";
import { times } from "./load.ts";
import { freshFolder, removeFolder, type Serving, serve } from "./serving.ts";
import type { Row } from "./table.ts";

const TOWNS = 2_000;
const MONTHS = 24;
/** The running month and the one before its settlement day. */
const OPEN = 2;
const CALLS = 100;
const ADMINISTRATOR = { username: "watcher", password: "a-long-enough-one" };

/** What the pages of 2,000 towns over 24 months cost, each made anew: 22 months closed, two open, questions and replies in the open ones. */
export async function manyTowns(): Promise<Row[]> {
  const folder = freshFolder();
  await fillTowns(join(folder, "minyi.sqlite"));
  const serving = await serve(folder);
  await quiet(serving);
  const caller = await new Caller(serving.origin).signIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
  const rows: Row[] = [];
  for (const [name, path, cookie] of [
    ["monitoring of 2,000 towns, 24 months", "/admin/quota?months=24", caller.cookie],
    ["… only those at risk, by residents taking part", "/admin/quota?months=24&status=at_risk&sort=-residents", caller.cookie],
    ["/quota of 2,000 towns, 24 months, signed out", "/quota?months=24", ""],
  ] as const) {
    let made = 0;
    const call = async () => {
      const answer = await fetch(`${serving.origin}${path}&n=${++made}`, { headers: { cookie } });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      await answer.arrayBuffer();
    };
    await times(CALLS / 4, call); // warm
    const before = serving.processorMs();
    const { p50Ms, p99Ms } = await times(CALLS, call);
    const processorMs = (serving.processorMs() - before) / CALLS;
    rows.push({ name, value: p50Ms, unit: "ms", note: `p99 ${p99Ms.toFixed(1)} ms; ${processorMs.toFixed(1)} ms of processor time each`, aim: 50 });
  }
  await serving.stop();
  removeFolder(folder);
  return rows;
}

/** Waits until the jobs that fell due while the machine was off (reminders to 2,000 towns) are done. */
async function quiet({ processorMs }: Serving): Promise<void> {
  for (let before = -1_000; processorMs() - before > 50; ) {
    before = processorMs();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

async function fillTowns(file: string): Promise<void> {
  await (await openConnection(`file:${file}`, true)).close();
  const password = await hashPassword(ADMINISTRATOR.password);
  const database = new Database(file);
  database.pragma("synchronous = OFF");
  const months = monthsUpTo(new Date().toISOString().slice(0, 7), MONTHS);
  database.transaction(() => {
    fillAccounts(database, password, `${months[0]}-01T00:00:00.000+00:00`);
    for (let town = 1; town <= TOWNS; town++) {
      database
        .prepare(`INSERT INTO "Town" ("slug", "name", "position", "onDutyFrom", "peerGroup", "createdAt") VALUES (?, ?, ?, ?, ?, ?)`)
        .run(`town-${town}`, `第${town}镇`, town, months[0], `第${town % 4}组`, `${months[0]}-01T00:00:00.000+00:00`);
      database.prepare(`INSERT INTO "TownTally" ("townId", "threadCount") VALUES (?, 0)`).run(town);
    }
    for (const month of months.slice(0, -OPEN)) close(database, month);
    for (const month of months.slice(-OPEN, -1)) reopen(database, month);
    for (const month of months.slice(-OPEN)) for (let town = 1; town <= TOWNS; town++) fillMonth(database, month, town);
  })();
  database.exec("ANALYZE");
  database.close();
}

function fillAccounts(database: Database.Database, password: string, at: string): void {
  const add = database.prepare(
    `INSERT INTO "Account" ("username", "usernameKey", "displayName", "passwordHash", "role", "createdAt") VALUES (?, ?, '居民', ?, ?, ?)`,
  );
  add.run(ADMINISTRATOR.username, ADMINISTRATOR.username, password, "administrator", at);
  for (let resident = 0; resident < 50; resident++) add.run(`resident-${resident}`, `resident-${resident}`, password, "resident", at);
}

const creditedIn = (town: number, month: string): number => (town * 7 + Number(month.slice(5)) * 3) % 4;

function close(database: Database.Database, month: string): void {
  const towns = Array.from({ length: TOWNS }, (_, index): FrozenTown => {
    const credited = creditedIn(index + 1, month);
    return {
      ...{ id: index + 1, slug: `town-${index + 1}`, name: `第${index + 1}镇`, peerGroup: `第${(index + 1) % 4}组` },
      ...{ byKind: { ...NONE_CREDITED, ACTIVITY: credited }, credited, target: 2, short: Math.max(0, 2 - credited), status: credited >= 2 ? "met" : "missed" },
      ...{ exemption: null, rank: (index % 500) + 1, onTime: { answered: 6, onTime: 5, overdue: 0 }, residents: index % 9 },
      ...{ lastPublishedAt: `${month}-20T04:00:00.000Z`, stale: false, threadIds: Array.from({ length: credited }, (_, thread) => index * 4 + thread) },
    };
  });
  const result: FrozenMonth = {
    ...{ month, closedAt: `${month}-28T00:00:00.000Z`, policy: DEFAULT_POLICY, rates: ratesOf(towns), previous: null, standingsFloor: 5, staleDays: 14 },
    ...{ credited: towns.reduce((total, { credited }) => total + credited, 0), towns },
  };
  database
    .prepare(`INSERT INTO "MonthClose" ("month", "closedAt", "result") VALUES (?, ?, ?)`)
    .run(month, `${month}-28T00:00:00.000+00:00`, JSON.stringify(result));
}

/** Closed and opened again: so the scheduler leaves it open. */
function reopen(database: Database.Database, month: string): void {
  const at = `${month}-28T00:00:00.000+00:00`;
  database.prepare(`INSERT INTO "MonthClose" ("month", "closedAt", "result", "reopenedAt", "reopenReason") VALUES (?, ?, '{}', ?, '压测')`).run(month, at, at);
}

/** A town's credited threads of a month, a question that was answered, and one that waits. */
function fillMonth(database: Database.Database, month: string, town: number): void {
  const at = (day: number) => `${month}-${String(day).padStart(2, "0")}T04:00:00.000+00:00`;
  const thread = database.prepare(
    `INSERT INTO "Thread" ("townId", "kind", "title", "authorId", "openedForTownId", "bodyLength", "quotaMonth", "creditedMonth", "submittedAt", "publishedAt", "lastPostAt", "waitingSince", "answeredAt")
     VALUES (?, ?, ?, 1, ?, 120, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const post = database.prepare(
    `INSERT INTO "Post" ("threadId", "seq", "path", "depth", "authorId", "body", "html", "version", "createdAt") VALUES (?, 0, '', 0, ?, '压测', '<p>压测</p>', 1, ?)`,
  );
  const ask = questionsInto(database);
  const write = (kind: string, day: number, credited: boolean, answered: number | null, author: number) => {
    const isQuestion = kind === "QUESTION";
    const waits = isQuestion && answered === null;
    const { lastInsertRowid } = thread.run(
      ...[town, kind, `第${town}镇 ${kind}`, isQuestion ? null : town, isQuestion ? null : month, credited ? month : null],
      ...[at(day), at(day), at(day), waits ? at(day) : null, answered === null ? null : at(answered)],
    );
    post.run(lastInsertRowid, author, at(day));
    const answeredAt = answered === null ? null : at(answered);
    if (isQuestion) ask({ threadId: lastInsertRowid, askerId: 2, office: `town:${town}`, receivedAt: at(day), dueAt: at(day + 8), answeredAt });
  };
  for (let index = 0; index < creditedIn(town, month); index++) write(index % 2 ? "HOT_TOPIC" : "ACTIVITY", 3 + index * 4, true, null, 1);
  write("QUESTION", 2, false, 5, 2 + (town % 50));
  write("QUESTION", 9, false, null, 2 + ((town * 3) % 50));
}
