import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { holdFile } from "./file-lock.ts";
import { PrismaClient } from "./generated/sqlite/client.ts";
import { migrate } from "./migrate.ts";
import { migrationAdapter, type Provider } from "./migration-adapter.ts";
import { readingSqlite, writingSqlite } from "./sqlite-adapter.ts";

export interface Connection {
  provider: Provider;
  reader: PrismaClient;
  writer: PrismaClient;
  close(): Promise<void>;
}

const POSTGRES_POOL = 10;

/** Opens, and brings to the present schema, the database of `url`: `file:…` or `postgres://…`. */
export async function openConnection(url: string, beside: boolean): Promise<Connection> {
  return url.startsWith("file:") ? openSqlite(url.slice("file:".length), beside) : openPostgres(url);
}

async function openSqlite(file: string, beside: boolean): Promise<Connection> {
  mkdirSync(dirname(file), { recursive: true });
  const release = beside ? async () => {} : await holdFile(file);
  await migrate("sqlite", await migrationAdapter(`file:${file}`));
  const writer = new PrismaClient({ adapter: writingSqlite(file) });
  await writer.$connect();
  const reader = new PrismaClient({ adapter: readingSqlite(file) });
  await reader.$connect();
  return {
    provider: "sqlite",
    reader,
    writer,
    async close() {
      await Promise.all([reader.$disconnect(), writer.$disconnect()]);
      await release();
    },
  };
}

/** Loaded only where it is used: the client that is not costs as much memory as the one that is. */
async function openPostgres(url: string): Promise<Connection> {
  const [{ PrismaPg }, { PrismaClient: PostgresClient }] = await Promise.all([import("@prisma/adapter-pg"), import("./generated/postgresql/client.ts")]);
  const adapter = () => new PrismaPg({ connectionString: url, max: POSTGRES_POOL });
  await migrate("postgresql", await migrationAdapter(url));
  // Generated from the same schema text, so both clients have the same types and methods.
  const client = new PostgresClient({ adapter: adapter() }) as unknown as PrismaClient;
  await client.$connect();
  return { provider: "postgresql", reader: client, writer: client, close: () => client.$disconnect() };
}
