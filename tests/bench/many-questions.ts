import { join } from "node:path";
import Database from "better-sqlite3";
import { openConnection } from "../../server/data/connection.ts";
import { questionsInto } from "./fill-questions.ts";
import { times } from "./load.ts";
import { freshFolder, removeFolder, serve } from "./serving.ts";
import type { Row } from "./table.ts";

const QUESTIONS = 10_000;
const TOWNS = 14;
const DEPARTMENTS = 4;
const CATEGORIES = 6;
const CALLS = 50;
const DAY_MS = 24 * 3600 * 1000;
const YEAR_MS = 365 * DAY_MS;

/** What the statistics of a year of 10,000 questions cost, made anew each time: 14 towns, 4 departments, 6 categories, twelve months of trend. */
export async function manyQuestions(): Promise<Row[]> {
  const folder = freshFolder();
  await fillQuestions(join(folder, "minyi.sqlite"));
  const serving = await serve(folder);
  let made = 0;
  const call = async () => {
    const answer = await fetch(`${serving.origin}/questions?n=${++made}`);
    if (answer.status !== 200) throw new Error(`/questions: ${answer.status}`);
    await answer.arrayBuffer();
  };
  await times(CALLS / 4, call); // warm
  const before = serving.processorMs();
  const { p50Ms, p99Ms } = await times(CALLS, call);
  const value = (serving.processorMs() - before) / CALLS;
  await serving.stop();
  removeFolder(folder);
  return [
    {
      name: "/questions of 10,000 questions, 12 months",
      value,
      unit: "ms of processor time",
      note: `answered in p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
      aim: 50,
    },
  ];
}

async function fillQuestions(file: string): Promise<void> {
  await (await openConnection(`file:${file}`, true)).close();
  const database = new Database(file);
  database.pragma("synchronous = OFF");
  const [last, at] = [Date.now(), (ms: number) => new Date(ms).toISOString().replace("Z", "+00:00")];
  const first = at(last - YEAR_MS);
  database.transaction(() => {
    database
      .prepare(
        `INSERT INTO "Account" ("username", "usernameKey", "displayName", "passwordHash", "role", "createdAt") VALUES ('one', 'one', '居民', '', 'administrator', ?)`,
      )
      .run(first);
    for (let town = 1; town <= TOWNS; town++) {
      const add = database.prepare(`INSERT INTO "Town" ("slug", "name", "position", "onDutyFrom", "createdAt") VALUES (?, ?, ?, ?, ?)`);
      add.run(`town-${town}`, `第${town}镇`, town, first.slice(0, 7), first);
      database.prepare(`INSERT INTO "TownTally" ("townId", "threadCount") VALUES (?, 0)`).run(town);
    }
    for (let each = 1; each <= DEPARTMENTS; each++)
      database
        .prepare(`INSERT INTO "Department" ("slug", "name", "position", "createdAt") VALUES (?, ?, ?, ?)`)
        .run(`office-${each}`, `第${each}局`, each, first);
    for (let each = 1; each <= CATEGORIES; each++)
      database.prepare(`INSERT INTO "Category" ("slug", "name", "position") VALUES (?, ?, ?)`).run(`category-${each}`, `第${each}类`, each);
    const thread = database.prepare(
      `INSERT INTO "Thread" ("townId", "kind", "title", "authorId", "bodyLength", "submittedAt", "publishedAt", "lastPostAt") VALUES (?, 'QUESTION', '压测', 1, 120, ?, ?, ?)`,
    );
    const write = questionsInto(database);
    for (let index = 0; index < QUESTIONS; index++) {
      const received = last - YEAR_MS + (index * YEAR_MS) / QUESTIONS;
      const [receivedAt, answered] = [at(received), received + (1 + (index % 13)) * DAY_MS];
      const { lastInsertRowid: threadId } = thread.run((index % TOWNS) + 1, receivedAt, receivedAt, receivedAt);
      const office = index % 5 === 0 ? `department:${(index % DEPARTMENTS) + 1}` : `town:${(index % TOWNS) + 1}`;
      const answeredAt = answered < last && index % 40 !== 0 ? at(answered) : null;
      write({ threadId, askerId: 1, office, categoryId: (index % CATEGORIES) + 1, receivedAt, dueAt: at(received + 8 * DAY_MS), answeredAt });
    }
  })();
  database.exec("ANALYZE");
  database.close();
}
