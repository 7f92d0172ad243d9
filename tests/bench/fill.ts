import { join } from "node:path";
import Database from "better-sqlite3";
import { openConnection } from "../../server/data/connection.ts";
import { type Place, placeOf } from "../../server/threads/tree.ts";
import { REPLY } from "./caller.ts";

const TOWNS = [
  "liuhe",
  "shaxi",
  "fuqiao",
  "shuangfeng",
  "chengxiang",
  "huangjing",
  "ludu",
  "yuewang",
  "xintang",
  "zhitang",
  "guizhuang",
  "wangxiu",
  "gangqu",
  "kejiao",
];
const KINDS = ["QUESTION", "OPINION", "ACTIVITY", "HOT_TOPIC"];
const REPLIES_A_THREAD = 9;
const MONTHS = 24;

/** A migrated database with towns and one account; straight into the file, because a million acts would take an hour. */
export async function fill(folder: string, work: (into: Filling) => void): Promise<void> {
  const file = join(folder, "minyi.sqlite");
  await (await openConnection(`file:${file}`, true)).close();
  const database = new Database(file);
  database.pragma("synchronous = OFF");
  const filling = new Filling(database);
  database.transaction(() => work(filling))();
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.exec("ANALYZE");
  database.close();
}

export class Filling {
  readonly #database: Database.Database;
  #at = new Date("2026-11-01T00:00:00Z").getTime();

  constructor(database: Database.Database) {
    this.#database = database;
    const at = this.#instant(0);
    const town = database.prepare(`INSERT INTO "Town" ("slug", "name", "position", "onDutyFrom", "createdAt") VALUES (?, ?, ?, '2024-01', ?)`);
    for (const [index, slug] of TOWNS.entries()) {
      town.run(slug, slug, index, at);
      database.prepare(`INSERT INTO "TownTally" ("townId", "threadCount") VALUES (?, 0)`).run(index + 1);
    }
    database
      .prepare(
        `INSERT INTO "Account" ("username", "usernameKey", "displayName", "passwordHash", "role", "createdAt") VALUES ('filler', 'filler', '居民', 'x', 'administrator', ?)`,
      )
      .run(at);
  }

  /** So many posts in threads of ten, over all towns, kinds and months. */
  threads(posts: number): void {
    const count = Math.floor(posts / (REPLIES_A_THREAD + 1));
    for (let index = 0; index < count; index++) {
      const month = index % MONTHS;
      const kind = KINDS[index % KINDS.length]!;
      this.#thread(
        index % TOWNS.length,
        kind,
        month,
        Array.from({ length: REPLIES_A_THREAD }, (_, reply) => (reply % 3 === 2 ? reply : 0)),
      );
    }
  }

  /** One thread; `nest` of its replies stand below one another, the rest side by side. @returns its id and the last reply's */
  longThread(replies: number, nest: number): { threadId: number; lastId: number } {
    return this.#thread(
      0,
      "HOT_TOPIC",
      0,
      Array.from({ length: replies }, (_, index) => (index > 0 && index < nest ? index : 0)),
    );
  }

  /** @param parents of each reply, by its number from 1; 0 is the opening post */
  #thread(town: number, kind: string, monthsAgo: number, parents: number[]): { threadId: number; lastId: number } {
    const at = this.#instant(monthsAgo);
    const counts = kind === "ACTIVITY" || kind === "HOT_TOPIC";
    const month = new Date(this.#at - monthsAgo * 30.4 * 24 * 3600e3).toISOString().slice(0, 7);
    const insert = this.#database.prepare(
      `INSERT INTO "Thread" ("townId", "kind", "title", "authorId", "openedForTownId", "bodyLength", "creditedMonth", "replyCount", "lastSeq", "version", "submittedAt", "publishedAt", "lastPostAt", "waitingSince")
       VALUES (?, ?, ?, 1, ?, 120, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const title = `第 ${this.#at} 号主题：邻里的事情大家商量`;
    const threadId = Number(
      insert.run(town + 1, kind, title, counts ? town + 1 : null, counts ? month : null, parents.length, parents.length, parents.length + 1, at, at, at, null)
        .lastInsertRowid,
    );
    this.#database.prepare(`UPDATE "TownTally" SET "threadCount" = "threadCount" + 1 WHERE "townId" = ?`).run(town + 1);
    const post = this.#database.prepare(
      `INSERT INTO "Post" ("threadId", "parentId", "seq", "path", "depth", "authorId", "body", "html", "version", "listedReplies", "createdAt") VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)`,
    );
    post.run(threadId, null, 0, "", 0, REPLY, `<p>${REPLY}</p>`, 1, 0, at);
    const places: (Place & { id: number })[] = [];
    const answered = new Map<number, number>();
    for (const parent of parents) answered.set(parent, (answered.get(parent) ?? 0) + 1);
    for (const [index, parent] of parents.entries()) {
      const above = parent === 0 ? null : places[parent - 1]!;
      const place = placeOf(index + 1, above);
      const { lastInsertRowid } = post.run(
        threadId,
        above?.id ?? null,
        place.seq,
        place.path,
        place.depth,
        REPLY,
        `<p>${REPLY}</p>`,
        index + 2,
        answered.get(index + 1) ?? 0,
        at,
      );
      places.push({ ...place, id: Number(lastInsertRowid) });
    }
    return { threadId, lastId: places.at(-1)?.id ?? 0 };
  }

  #instant(monthsAgo: number): string {
    this.#at += 1;
    return new Date(this.#at - monthsAgo * 30.4 * 24 * 3600e3).toISOString().replace("Z", "+00:00");
  }
}
