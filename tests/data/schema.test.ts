import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { migrate, sqlToSchema } from "../../server/data/migrate.ts";
import { migrationAdapter } from "../../server/data/migration-adapter.ts";
import { projectFile } from "../../server/data/project-file.ts";
import { freshDatabase } from "../site.ts";

const provider = process.env.TEST_DATABASE as "sqlite" | "postgresql";
const template = inject("template");
const templateUrl = provider === "sqlite" ? `file:${template}` : template;
const MIGRATIONS_TABLE = "_prisma_migrations";

/** Everything that a database knows of its tables, as sorted lines. */
async function catalogue(url: string): Promise<string[]> {
  return (provider === "sqlite" ? sqliteLines(url.slice("file:".length)) : await postgresLines(url)).filter((line) => !line.includes(MIGRATIONS_TABLE)).sort();
}

function sqliteLines(file: string): string[] {
  const database = new Database(file, { readonly: true });
  const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[];
  const tables = all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").map(({ name }) => String(name));
  const lines = tables.flatMap((table) => [
    ...all(`PRAGMA table_info("${table}")`).map(({ cid: _, ...column }) => `${table} ${JSON.stringify(column)}`),
    ...all(`PRAGMA foreign_key_list("${table}")`).map(({ id: _, seq: __, ...key }) => `${table} ${JSON.stringify(key)}`),
    ...all(`PRAGMA index_list("${table}")`).map(({ name, unique }) => `${table} ${unique} ${all(`PRAGMA index_info("${name}")`).map((column) => column.name)}`),
  ]);
  database.close();
  return lines;
}

async function postgresLines(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const lines = async (sql: string) => (await client.query(sql)).rows.map((row: object) => JSON.stringify(row));
  const found = [
    ...(await lines(`SELECT table_name, column_name, udt_name, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public'`)),
    ...(await lines(`SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'`)),
    ...(await lines(
      `SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'u')`,
    )),
    ...(await lines(`SELECT typname, enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid`)),
  ];
  await client.end();
  return found;
}

test("the migrations lead to exactly the schema: nothing has drifted", async () => {
  const script = await sqlToSchema(provider, null, templateUrl);
  expect(script).toContain('CREATE TABLE "Thread"'); // premise
  const empty = await freshDatabase("", "empty");
  const adapter = await (await migrationAdapter(empty.url)).connect();
  await adapter.executeScript(script);
  await adapter.dispose();
  const [made, migrated] = [await catalogue(empty.url), await catalogue(templateUrl)];
  await empty.drop();
  expect(made.length).toBeGreaterThan(100);
  expect(migrated).toEqual(made);
});

test("the schema has not changed since the last migration was written", async () => {
  const migrated = readFileSync(projectFile("prisma/migrations/schema.prisma"), "utf8");
  expect(await sqlToSchema(provider, migrated, templateUrl)).toBe("");
  expect(await sqlToSchema(provider, migrated.replace("  title           String\n", ""), templateUrl)).toContain("title"); // premise: a difference is seen
});

test("migrations are applied once: a second start finds nothing to do", async () => {
  expect(await migrate(provider, await migrationAdapter(templateUrl))).toEqual([]);
});

if (provider === "postgresql") {
  test("paths are ordered byte by byte, whatever the database's language", async () => {
    const client = new pg.Client({ connectionString: template });
    await client.connect();
    const { rows } = await client.query(`SELECT "collation_name" FROM information_schema.columns WHERE "table_name" = 'Post' AND "column_name" = 'path'`);
    await client.end();
    expect(rows).toEqual([{ collation_name: "C" }]);
  });
}

test("the engine that migrates is the one of the Prisma that is installed", () => {
  const lock = JSON.parse(readFileSync(projectFile("package-lock.json"), "utf8")) as { packages: Record<string, { version: string }> };
  const commit = (name: string) => /[0-9a-f]{40}/.exec(lock.packages[`node_modules/${name}`]?.version ?? "")?.[0];
  expect(commit("@prisma/schema-engine-wasm")).toMatch(/^[0-9a-f]{40}$/);
  expect(commit("@prisma/schema-engine-wasm")).toBe(commit("@prisma/engines-version"));
});
