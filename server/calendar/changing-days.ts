import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { transact } from "../data/client.ts";
import type { CalendarDayInput } from "./inputs.ts";
import type { DateText } from "./working-days.ts";

/** Says what kind of day a date is, on the audit trail; closed months stay as they are. @throws SignInNeeded, Forbidden */
export async function setDay(actor: Actor, { date, ...day }: CalendarDayInput): Promise<void> {
  allow(actor, "editCalendar", {});
  await transact(async (tx, after) => {
    const before = await tx.calendarDay.findUnique({ where: { date }, omit: { date: true } });
    await tx.calendarDay.upsert({ where: { date }, create: { date, ...day }, update: day });
    await record(tx, actor.id, "calendar.daySet", `day:${date}`, { before, after: day });
    after("calendar.changed", {});
  });
}

/** Lets a date follow the week again. @throws SignInNeeded, Forbidden, NotFound (it does already) */
export async function removeDay(actor: Actor, date: DateText): Promise<void> {
  allow(actor, "editCalendar", {});
  await transact(async (tx, after) => {
    const before = await tx.calendarDay.findUnique({ where: { date }, omit: { date: true } });
    if (!before) throw new NotFound("unknownDay");
    const { count } = await tx.calendarDay.deleteMany({ where: { date } });
    if (count === 0) throw new NotFound("unknownDay"); // somebody else was first
    await record(tx, actor.id, "calendar.dayRemoved", `day:${date}`, { before });
    after("calendar.changed", {});
  });
}
