import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFile } from "../../server/data/project-file.ts";

/** A server in a process of its own, so that it and the load have a core each. */
export interface Serving {
  origin: string;
  /** From the start of the process to the first 200, in milliseconds. */
  startedMs: number;
  /** Resident memory in MB, as the kernel counts it (Linux). */
  residentMb(): number;
  /** Processor time so far, of all its threads, in milliseconds (Linux; in steps of 10). */
  processorMs(): number;
  stop(): Promise<void>;
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "minyi-bench-"));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Serves what is in `dataDir` (or an empty database). @param databaseUrl PostgreSQL instead of the file in `dataDir` */
export async function serve(dataDir: string, databaseUrl?: string): Promise<Serving> {
  const began = performance.now();
  const environment = { PORT: "0", DATA_DIR: dataDir, DEMO: "0", RATE_LIMITS: "off", LOG_LEVEL: "error", ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const child = spawn(process.execPath, [projectFile("build/server/main.js")], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = await said(child, /listening on (http:\/\/[^/\s]+)/);
  await fetch(`${origin}/`);
  return {
    origin,
    startedMs: performance.now() - began,
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    processorMs: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]!.split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 10; // user and system, in hundredths of a second
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** Waits until a process prints what `pattern` finds. */
export function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (part: Buffer) => {
      text += part;
      const found = pattern.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it said ${pattern}`)));
  });
}
