// npm run migration -- NAME: writes, for both databases, the SQL that leads from the last migration's schema to schema.prisma.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sqlToSchema } from "../server/data/migrate.ts";
import { projectFile } from "../server/data/project-file.ts";

const [name] = process.argv.slice(2);
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("npm run migration -- NAME   (small letters, digits and _)");
  process.exit(2);
}

/** schema.prisma as the migrations leave it; a test holds it equal to the schema as written. */
const MIGRATED = projectFile("prisma/migrations/schema.prisma");
/** The engine wants a database of each kind, only to ask for its version. */
const urls = { sqlite: "file::memory:", postgresql: process.env.DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres" };

const before = readFileSync(MIGRATED, "utf8");

for (const provider of ["sqlite", "postgresql"] as const) {
  const sql = await sqlToSchema(provider, before, urls[provider]);
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
copyFileSync(projectFile("prisma/schema.prisma"), MIGRATED);
process.exit(0);
