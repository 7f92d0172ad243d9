import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { monthOf, monthsAfter } from "../../server/calendar/month.ts";
import { now } from "../../server/core/clock.ts";
import { config } from "../../server/core/config.ts";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";

/** The operator's `npm run admin -- close-month`, beside the server. */

const site = useSite();
const present = monthOf(now(), "Asia/Shanghai");
const [first, second] = [monthsAfter(present, -4), monthsAfter(present, -3)];
beforeAll(() => makeTown("liuhe", "浏河镇", first));

async function closes(...options: string[]): Promise<{ code: number; says: string }> {
  const env = { ...process.env, DATA_DIR: site.dataDir, DATABASE_URL: config().databaseUrl };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["build/server/cli.js", "close-month", ...options], { env });
    return { code: 0, says: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, says: stderr.trim() };
  }
}

const SLOW_MS = 120_000; // each call starts a process

test("closes in order what is due, says what it did, and does nothing twice", { timeout: SLOW_MS }, async () => {
  expect(await closes("--month", second)).toMatchObject({ code: 1, says: "An earlier month is still open. Close the months in order." });
  expect((await closes()).says).toContain(`closed: ${first}, ${second}`);
  expect((await closes("--month", first)).says).toMatch(/was closed already at .*; nothing changed: 0 credited, participation 0\/1, met 0\/1$/);
  expect(await db.monthClose.findMany({ where: { closedById: { not: null } } })).toEqual([]);
});
