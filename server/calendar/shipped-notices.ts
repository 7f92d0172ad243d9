import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { record } from "../data/audit.ts";
import { transact } from "../data/client.ts";
import { ifTaken } from "../data/conflicts.ts";
import { projectFile } from "../data/project-file.ts";
import { daysOfNotice, type Notice } from "./notice.ts";

/** What administrators decided stays: whoever emptied the table, or changed it, finds it so after the next start. */
const LOADED = "calendar.loaded";

/** The official notices that come with the program, oldest first. */
export function shippedNotices(): Notice[] {
  const folder = projectFile("prisma/calendar");
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Notice);
}

/** Fills a calendar that nobody has touched yet with the shipped notices; once in the life of a database. @returns how many days */
export async function loadShippedNotices(): Promise<number> {
  const days = shippedNotices().flatMap(daysOfNotice);
  const load = () =>
    transact(async (tx, after) => {
      const touched = (await tx.calendarDay.findFirst()) ?? (await tx.auditEntry.findFirst({ where: { action: LOADED } }));
      if (touched) return 0;
      await tx.calendarDay.createMany({ data: days });
      await record(tx, null, LOADED, "calendar", { days: days.length });
      after("calendar.changed", {});
      return days.length;
    });
  return ifTaken(load, () => 0); // another process starts at the same moment
}
