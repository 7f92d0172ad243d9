// Derives the PostgreSQL schema from schema.prisma: the same text with another provider and output.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);

/** @returns the text of the PostgreSQL schema. @param text schema.prisma as written */
export function postgresqlSchema(text) {
  return text
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"../server/data/generated/sqlite"', '"../../server/data/generated/postgresql"');
}

/** Writes prisma/derived/postgresql.prisma and returns the paths of both schemas. */
export function writeSchemas() {
  const target = new URL("derived/", here);
  mkdirSync(target, { recursive: true });
  const text = readFileSync(new URL("schema.prisma", here), "utf8");
  writeFileSync(new URL("postgresql.prisma", target), postgresqlSchema(text));
  return [new URL("schema.prisma", here).pathname, new URL("postgresql.prisma", target).pathname];
}
