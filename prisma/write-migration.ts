// npm run migration -- NAME: writes, for both databases, the SQL that leads from the migrations to schema.prisma.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { type Provider, sqlToSchema } from "../server/data/migrate.ts";
import { projectFile } from "../server/data/project-file.ts";

const [name] = process.argv.slice(2);
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("npm run migration -- NAME   (small letters, digits and _; PostgreSQL from DATABASE_URL, or on 127.0.0.1)");
  process.exit(2);
}

const postgres = process.env.DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres";
const adapters: Record<Provider, SqlMigrationAwareDriverAdapterFactory> = {
  sqlite: new PrismaBetterSqlite3({ url: "file::memory:" }),
  postgresql: new PrismaPg({ connectionString: postgres }) as unknown as SqlMigrationAwareDriverAdapterFactory,
};

for (const provider of ["sqlite", "postgresql"] as const) {
  const sql = await sqlToSchema(provider, adapters[provider], "migrations");
  if (sql === "") {
    console.log(`${provider}: no difference`);
    continue;
  }
  const folder = projectFile(`prisma/migrations/${provider}`);
  const number = String(readdirSync(folder).filter((entry) => /^\d/.test(entry)).length + 1).padStart(4, "0");
  mkdirSync(join(folder, `${number}_${name}`), { recursive: true });
  writeFileSync(join(folder, `${number}_${name}`, "migration.sql"), sql);
  console.log(`${provider}: wrote ${number}_${name}; read it before you commit it`);
}
process.exit(0);
