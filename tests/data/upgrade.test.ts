import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { migrate } from "../../server/data/migrate.ts";
import { migrationAdapter } from "../../server/data/migration-adapter.ts";
import { projectFile } from "../../server/data/project-file.ts";
import { freshDatabase } from "../site.ts";

const provider = process.env.TEST_DATABASE as "sqlite" | "postgresql";
const FIRST = "0001_forum";

/** Prisma Migrate's own table, as it writes it. */
const APPLIED = `CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMP,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMP, "started_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, "applied_steps_count" INTEGER NOT NULL DEFAULT 0);`;

const ROWS = `
  INSERT INTO "Town" ("id", "slug", "name", "onDutyFrom", "createdAt") VALUES (1, 'liuhe', '浏河镇', '2026-01', '2026-01-01 00:00:00');
  INSERT INTO "Account" ("id", "username", "usernameKey", "displayName", "passwordHash", "createdAt") VALUES (1, 'wang', 'wang', '王', 'x', '2026-01-01 00:00:00');
  INSERT INTO "Thread" ("id", "townId", "kind", "title", "authorId", "openedForTownId", "bodyLength", "creditedMonth", "publishedAt", "lastPostAt")
    VALUES (1, 1, 'ACTIVITY', '健康讲座', 1, 1, 120, '2026-02', '2026-02-03 04:00:00', '2026-02-03 04:00:00'),
           (2, 1, 'QUESTION', '几点开门', 1, NULL, 20, NULL, '2026-02-04 04:00:00', '2026-02-05 06:00:00');
  INSERT INTO "Post" ("threadId", "seq", "path", "depth", "authorId", "body", "html", "official", "version", "createdAt")
    VALUES (2, 0, '', 0, 1, '几点', '几点', false, 1, '2026-02-04 04:00:00'), (2, 1, '11', 0, 1, '请打13812345678', '请打13812345678', true, 2, '2026-02-05 06:00:00');`;

test("a section of the first version keeps its threads: month, submission and answer are what they were, and its texts are looked at for personal numbers", async () => {
  const { url, drop } = await freshDatabase("", "empty");
  const adapter = await (await migrationAdapter(url)).connect();
  const sql = readFileSync(projectFile(`prisma/migrations/${provider}/${FIRST}/migration.sql`), "utf8");
  const checksum = createHash("sha256").update(sql).digest("hex");
  await adapter.executeScript(`${sql}\n${APPLIED}`);
  await adapter.executeScript(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count") VALUES ('1', '${checksum}', CURRENT_TIMESTAMP, '${FIRST}', 1);${ROWS}`,
  );
  await adapter.dispose();

  const applied = await migrate(provider, await migrationAdapter(url));
  expect(applied).not.toContain(FIRST);
  expect(applied.length).toBeGreaterThan(0); // premise

  const after = await (await migrationAdapter(url)).connect();
  const query = 'SELECT "id", "quotaMonth", "submittedAt" = "publishedAt", "answeredAt" FROM "Thread" ORDER BY "id"';
  const { rows } = await after.queryRaw({ sql: query, args: [], argTypes: [] });
  const marked = await after.queryRaw({ sql: 'SELECT "personal" FROM "Post" ORDER BY "seq"', args: [], argTypes: [] });
  await after.dispose();
  await drop();
  const [activity, question] = rows.map(([id, month, same, answered]) => [
    Number(id),
    month,
    Boolean(same),
    answered === null ? null : String(answered).slice(0, 10),
  ]);
  expect(activity).toEqual([1, "2026-02", true, null]);
  expect(question).toEqual([2, null, true, "2026-02-05"]);
  expect(marked.rows.map(([personal]) => Boolean(personal))).toEqual([false, true]); // what may hold a personal number is looked at when it is read
});
