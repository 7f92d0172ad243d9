// npm run admin -- demo-month: a month of 14 towns, played through the acts that the pages call, on a clock of its own. Always the same.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calendarCache } from "../server/calendar/calendar.ts";
import { loadShippedNotices } from "../server/calendar/shipped-notices.ts";
import { instantAt } from "../server/calendar/working-days.ts";
import { setClock } from "../server/core/clock.ts";
import { readConfig, useConfig } from "../server/core/config.ts";
import { connect, disconnect, onCommitted } from "../server/data/client.ts";
import { publishDue } from "../server/planning/publish-due.ts";
import { frozenMonthsCache } from "../server/quota/closing/frozen-month.ts";
import { policiesCache } from "../server/quota/policy/policies.ts";
import { closeDueMonths } from "../server/reporting/closing/close-month.ts";
import { sendReminders } from "../server/reporting/reminders/send-reminders.ts";
import { printClosed, printReminders, printThreads } from "./demo-month-report.ts";
import { settingUp, story } from "./demo-month-story.ts";

const ZONE = "Asia/Shanghai";
const HOUR_MS = 3600 * 1000;
export const MONTH = "2026-10";

/** Plays the month on a temporary database and prints what happened, the standings, the reminders and the closed result. */
export async function playMonth(print: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "minyi-month-"));
  useConfig(readConfig({ DATA_DIR: dataDir, TIME_ZONE: ZONE, LOG_LEVEL: "silent", SESSION_SECRET: "only-for-this-month-that-is-played" }));
  let present = instantAt("2026-10-01", "00:30", ZONE);
  const restoreClock = setClock(() => present);
  try {
    await connect(`file:${join(dataDir, "month.sqlite")}`);
    onCommitted(({ name }) => {
      if (name === "policy.changed") for (const cache of [policiesCache, frozenMonthsCache]) cache.clear();
      if (name === "calendar.changed") calendarCache.clear();
    });
    await loadShippedNotices();
    const cast = await settingUp();
    print(`# ${MONTH}, ${cast.towns.length} towns, ${ZONE}`);
    for (const { date, hour, says, act } of story(cast)) {
      const until = instantAt(date, hour, ZONE);
      for (; present < until; present = new Date(Math.min(until.getTime(), present.getTime() + HOUR_MS))) await byTheClock(print, ZONE, present);
      print(`${date} ${hour}  ${says}`);
      await act();
    }
    await printThreads(print);
    await printReminders(print, ZONE);
    await printClosed(print, MONTH);
  } finally {
    restoreClock();
    await disconnect();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What the scheduler does, every hour. */
async function byTheClock(print: (line: string) => void, zone: string, present: Date): Promise<void> {
  const at = () => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(present);
  const published = await publishDue();
  if (published > 0) print(`${at()}  the scheduler publishes ${published} scheduled draft${published === 1 ? "" : "s"}`);
  const closed = await closeDueMonths();
  for (const month of closed) print(`${at()}  the scheduler closes ${month}`);
  await sendReminders();
}
