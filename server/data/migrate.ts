import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { DiffTarget, MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import { migrationAdapter, type Provider } from "./migration-adapter.ts";
import { projectFile } from "./project-file.ts";

const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Prisma Migrate itself, in this process: applies what prisma/migrations/<provider> holds and the database lacks.
 * @returns the names of the migrations applied now
 */
export async function migrate(provider: Provider, adapter: SqlMigrationAwareDriverAdapterFactory): Promise<string[]> {
  const migrationsList = await migrationList(provider);
  if (await isUpToDate(adapter, migrationsList)) return [];
  return withEngine(provider, adapter, async (engine) => (await engine.applyMigrations({ migrationsList, filters: NO_FILTER })).appliedMigrationNames);
}

/**
 * The SQL that leads from one schema to the one as written; "" when there is no difference. Compares texts.
 * @param before the text of the earlier schema.prisma (as for SQLite); null for an empty database
 * @param url any database of this kind: the engine asks for its version
 */
export async function sqlToSchema(provider: Provider, before: string | null, url: string): Promise<string> {
  const now = await schemaFile(provider);
  const earlier = before === null ? null : { path: now.path, content: before.replace('provider = "sqlite"', `provider = "${provider}"`) };
  return withEngine(provider, await migrationAdapter(url), async (engine) => {
    const from: DiffTarget = earlier ? { tag: "schemaDatamodel", files: [earlier] } : { tag: "empty" };
    const to: DiffTarget = { tag: "schemaDatamodel", files: [now] };
    const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: NO_FILTER });
    return stdout?.includes("This is an empty migration") ? "" : (stdout ?? "");
  });
}

/** Whether every migration stands in the database with the same checksum: then the engine, 40 MB once loaded, is not needed. */
async function isUpToDate(factory: SqlMigrationAwareDriverAdapterFactory, list: MigrationList): Promise<boolean> {
  const adapter = await factory.connect();
  try {
    const sql = 'SELECT "migration_name", "checksum" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL';
    const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
    const applied = new Map(rows.map(([name, checksum]) => [String(name), String(checksum)]));
    const wanted = list.migrationDirectories.map(({ path, migrationFile }) => [path, (migrationFile.content as { value: string }).value] as const);
    return applied.size === wanted.length && wanted.every(([path, content]) => applied.get(path) === createHash("sha256").update(content).digest("hex"));
  } catch {
    return false; // no such table yet
  } finally {
    await adapter.dispose();
  }
}

/** Runs the engine and closes every connection that it opened: it leaves them open, and on SQLite locked. */
async function withEngine<T>(provider: Provider, factory: SqlMigrationAwareDriverAdapterFactory, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const { SchemaEngine } = await loadEngine();
  const schema = await schemaFile(provider);
  const opened: SqlDriverAdapter[] = [];
  const remember = (adapter: SqlDriverAdapter) => {
    opened.push(adapter);
    return adapter;
  };
  const remembering: SqlMigrationAwareDriverAdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => remember(await factory.connect()),
    connectToShadowDb: async () => remember(await factory.connectToShadowDb()),
  };
  const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, bindMigrationAwareSqlAdapterFactory(remembering));
  try {
    return await work(engine);
  } finally {
    engine.free();
    await Promise.allSettled(opened.map((adapter) => adapter.dispose()));
  }
}

/** @types/node does not declare it. */
declare const WebAssembly: { instantiate(wasm: Uint8Array, imports: object): Promise<{ instance: { exports: object } }> };

type BoundEngine = { __wbg_set_wasm(exports: unknown): void; SchemaEngine: typeof SchemaEngine };
const LOADED = Symbol.for("minyi.schemaEngine");

/**
 * Once a process, even where this module is loaded twice (test runners): the binding caches views of its first instance's
 * memory, a second instance would read rubbish.
 */
function loadEngine(): Promise<BoundEngine> {
  const shared = globalThis as { [LOADED]?: Promise<BoundEngine> };
  shared[LOADED] ??= instantiate();
  return shared[LOADED];
}

/** The package's own entry imports its .wasm as a module, which Node does not do without a flag: instantiated by hand. */
async function instantiate(): Promise<BoundEngine> {
  const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm")
    .replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), { "./schema_engine_bg.js": engine });
  const bound = engine as unknown as BoundEngine;
  bound.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return bound;
}

async function schemaFile(provider: Provider): Promise<{ path: string; content: string }> {
  const path = projectFile(provider === "sqlite" ? "prisma/schema.prisma" : "prisma/derived/postgresql.prisma");
  return { path, content: await readFile(path, "utf8") };
}

async function migrationList(provider: Provider): Promise<MigrationList> {
  const baseDir = projectFile(`prisma/migrations/${provider}`);
  const names = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const directories = names.sort().map(async (path) => ({
    path,
    migrationFile: {
      path: "migration.sql",
      content: { tag: "ok" as const, value: await readFile(join(baseDir, path, "migration.sql"), "utf8") },
    },
  }));
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: `provider = "${provider}"\n` },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(directories),
  };
}
