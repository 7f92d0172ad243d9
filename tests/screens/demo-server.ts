import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Monday morning on which most months of the demo are decided and one is at risk. */
export const FROZEN_TIME = "2026-11-30T02:00:00Z";

export interface DemoServer {
  origin: string;
  /** Signs the first account of a role in. @returns its cookies, to be given to any number of browser contexts */
  signIn(role: string): Promise<{ name: string; value: string; url: string }[]>;
  stop(): void;
}

/** The compiled server with the demo in a database of its own, at a time that does not pass. */
export async function startDemo(): Promise<DemoServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "minyi-screens-"));
  const server = spawn(process.execPath, ["--import", "./tests/screens/frozen-time.mjs", "build/server/main.js"], {
    env: {
      ...process.env,
      ...{ PORT: "0", DATA_DIR: dataDir, DEMO: "1", LOG_LEVEL: "warn", RATE_LIMITS: "off", FROZEN_TIME },
      UV_THREADPOOL_SIZE: "1", // passwords are hashed one after another: accounts get the same ids in every run
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => {
    server.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  };
  const origin = await originOf(server);
  return { origin, stop, signIn: (role) => signIn(origin, accountOf(dataDir, role)) };
}

function originOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout!.on("data", (part: Buffer) => {
      said += part;
      const found = /listening on (http:\/\/\S+?)\/?\n/.exec(said)?.[1];
      if (found) resolve(found);
    });
    server.once("exit", () => reject(new Error("the demo's server did not start")));
  });
}

interface Account {
  username: string;
  password: string;
  role: string;
}

function accountOf(dataDir: string, role: string): Account {
  const accounts = JSON.parse(readFileSync(join(dataDir, "demo-accounts.json"), "utf8")) as Account[];
  return accounts.find((account) => account.role === role)!;
}

async function signIn(origin: string, { username, password }: Account) {
  const session = `${origin}/api/v1/session`;
  const begun = await fetch(session);
  const { csrfToken } = (await begun.json()) as { csrfToken: string };
  const signedIn = await fetch(session, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrfToken, cookie: pairsOf(begun).join("; ") },
    body: JSON.stringify({ username, password }),
  });
  if (!signedIn.ok) throw new Error(`${username} cannot sign in: ${await signedIn.text()}`);
  return pairsOf(signedIn).map((pair) => {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    return { name, value, url: origin };
  });
}

const pairsOf = (response: Response): string[] => response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]!);
