import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, inject } from "vitest";
import { createApp } from "../server/app.ts";
import { setClock } from "../server/core/clock.ts";
import { type Config, readConfig, useConfig } from "../server/core/config.ts";
import { connect, disconnect } from "../server/data/client.ts";
import { expectDeclaredAnswers, watchAnswers } from "./answers.ts";

export interface Site {
  /** Where it serves, e.g. http://127.0.0.1:41234, without the base path. */
  origin: string;
  dataDir: string;
  /** How many connections are in a socket room, e.g. "quota:2026-11": a test waits until someone listens. */
  listening(room: string): number;
}

/** A database of one's own: a copy of the migrated template, or an empty one. @returns its URL and what removes it */
export async function freshDatabase(folder: string, kind: "migrated" | "empty" = "migrated"): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = inject("template");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  if (!template.startsWith("postgres:")) {
    const file = join(folder || dirname(template), `${name}.sqlite`);
    if (kind === "migrated") copyFileSync(template, file);
    return { url: `file:${file}`, drop: async () => rmSync(file, { force: true }) };
  }
  const admin = await administration(template);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${kind === "empty" ? "template0" : template.split("/").at(-1)} STRATEGY file_copy`);
  return { url: template.replace(/\/[^/]+$/, `/${name}`), drop: async () => void (await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)) };
}

let administrating: Promise<pg.Client> | undefined;

/** One connection for all files of a worker; it ends with its process. */
function administration(template: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: template.replace(/\/[^/]+$/, "/postgres") });
  administrating ??= client.connect().then(() => client);
  return administrating;
}

/** The whole section on a fresh database and a free port, for the length of a test file. @param environment as config.ts reads it */
export function useSite(environment: Record<string, string> = {}): Site {
  const site = {} as Site;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "minyi-site-"));
    const database = await freshDatabase(dataDir);
    const config: Config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: database.url, RATE_LIMITS: "off", LOG_LEVEL: "silent", PORT: "0", ...environment });
    useConfig(config);
    await connect(config.databaseUrl);
    watchAnswers();
    const { handler, goLive } = createApp(pino({ level: config.logLevel }));
    const server = createServer(handler);
    const io = goLive(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    Object.assign(site, {
      origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
      dataDir,
      listening: (room: string) => io.sockets.adapter.rooms.get(room)?.size ?? 0,
    });
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => io.close(() => resolve(undefined)));
      await disconnect();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    };
  });
  afterAll(async () => {
    await close?.();
    setClock(() => new Date()); // files of one worker share their modules: none leaves its own time to the next
    expectDeclaredAnswers();
  });
  return site;
}
