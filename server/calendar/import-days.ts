import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { record } from "../data/audit.ts";
import { db, transact } from "../data/client.ts";
import type { ImportInput } from "./inputs.ts";
import type { NamedDay } from "./notice.ts";
import { readDays } from "./read-days.ts";
import type { DateText, DayKind } from "./working-days.ts";

/** A day that an import would write, beside what stands there now. */
export interface ImportedDay extends NamedDay {
  before: { kind: DayKind; name: string } | null;
  isNew: boolean;
  differs: boolean;
}

/** What an import would change; writes nothing. @throws SignInNeeded, Forbidden, Invalid (a text that cannot be read) */
export async function previewImport(actor: Actor, input: ImportInput): Promise<ImportedDay[]> {
  allow(actor, "editCalendar", {});
  const days = readDays(input.text, input);
  const known = new Map((await db.calendarDay.findMany({ where: { date: { in: days.map(({ date }) => date) } } })).map((day) => [day.date, day]));
  return days.map((day) => {
    const { kind, name } = known.get(day.date) ?? {};
    return {
      ...day,
      before: kind === undefined ? null : { kind, name: name ?? "" },
      isNew: kind === undefined,
      differs: kind !== day.kind || name !== day.name,
    };
  });
}

/** Writes every day of a notice, a CSV or an iCalendar text, on the audit trail; days that it does not name stay. @returns how many differed */
export async function importDays(actor: Actor, input: ImportInput): Promise<number> {
  const days = (await previewImport(actor, input)).filter(({ differs }) => differs);
  await transact(async (tx, after) => {
    for (const { date, kind, name, source } of days) {
      await tx.calendarDay.upsert({ where: { date }, create: { date, kind, name, source }, update: { kind, name, source } });
    }
    const range = spanOf(days.map(({ date }) => date));
    await record(tx, actor.id, "calendar.imported", `calendar:${input.year}`, { count: days.length, ...range, source: input.source });
    after("calendar.changed", {});
  });
  return days.length;
}

const spanOf = (dates: DateText[]) => (dates.length === 0 ? {} : { from: dates[0], until: dates.at(-1) });
