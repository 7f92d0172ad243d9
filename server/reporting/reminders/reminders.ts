import { daysLeft, firstDayOf, lastDayOf, type Month, monthOf } from "../../calendar/month.ts";
import { isOfficeHour } from "../../calendar/office-hours.ts";
import { type DateText, type DaysByDate, dateOf, daysAfter, isWorkingDay, nthWorkingDay, workingDaysBetween } from "../../calendar/working-days.ts";
import { KINDS, type Kind } from "../../core/kinds.ts";
import type { Freshness } from "../../quota/counting/freshness.ts";
import type { ByKind, Counter } from "../../quota/counting/standing.ts";

/** The occasions on which a town that is short is reminded, and at last the administrators, in their order. */
export const STAGES = ["none", "short", "last", "administrators"] as const;
export type Stage = (typeof STAGES)[number];

/** What administrators decided about reminders; see settings/settings.ts. */
export interface ReminderSettings {
  remindNoneDay: number;
  remindShortDay: number;
  remindLastWorkingDays: number;
  officeFrom: string;
  officeUntil: string;
}

/** The instant, the zone and the calendar in which it is judged who is to be reminded. */
export interface World {
  now: Date;
  timeZone: string;
  days: DaysByDate;
  settings: ReminderSettings;
}

/** What is known of a town in the running month. */
export interface TownToRemind {
  id: number;
  counter: Pick<Counter, "credited" | "target" | "short" | "status">;
  byKind: ByKind;
  /** The least of each kind. */
  perKind: Partial<ByKind>;
  freshness: Freshness;
  lastPublishedAt: string | null;
}

/** A reminder that was sent. */
export interface Sent {
  key: string;
  townId: number | null;
  sentAt: Date;
}

/** One bundled message for a town: what it is told, and under which keys that is remembered, so that each is told once. */
export interface TownReminder {
  townId: number;
  /** The occasion; null when the town is not short, or no occasion has come yet. */
  stage: Stage | null;
  /** What is missing of kinds that must be among the credited ones. */
  missing: { kind: Kind; count: number }[];
  /** What is said of its board; null when it is fresh. */
  freshness: Exclude<Freshness, "fresh"> | null;
  keys: { key: string; stage: string }[];
}

/**
 * From when on each occasion holds. Source: domain.md, "The quota, exactly", Reminders; the administrators' follows on the working day
 * after the towns' last, where the month has one.
 */
export function stageDates(
  month: Month,
  { remindNoneDay, remindShortDay, remindLastWorkingDays }: ReminderSettings,
  days: DaysByDate,
): Record<Stage, DateText> {
  const last = workingDayFromEnd(remindLastWorkingDays, month, days);
  const next = nthWorkingDay(1, daysAfter(last, 1), days);
  return { none: dayOf(month, remindNoneDay), short: dayOf(month, remindShortDay), last, administrators: next <= lastDayOf(month) ? next : last };
}

/**
 * The messages that towns are to get now: at most one a town and day, in office hours only. A later occasion replaces an earlier one that was missed
 * (the machine was off, a holiday); what was told is not told again, whatever the clock does. A town that met its duty, is exempt or not on
 * duty is not reminded of it; of a board that grows stale it is, unless it is exempt or not on duty. @param sent this month's reminders, and those of `freshnessKeys`
 */
export function townReminders(towns: readonly TownToRemind[], sent: readonly Sent[], world: World): TownReminder[] {
  if (!isOfficeHour(world)) return [];
  const month = monthOf(world.now, world.timeZone);
  const keys = new Set(sent.map(({ key }) => key));
  const today = dateOf(world.now, world.timeZone);
  const toldToday = new Set(sent.filter(({ sentAt }) => dateOf(sentAt, world.timeZone) === today).map(({ townId }) => townId));
  const stage = stageNow(month, world);
  return towns.flatMap((town) => (toldToday.has(town.id) ? [] : (reminderFor(town, month, stage, keys) ?? [])));
}

/** The key under which it is remembered that the administrators were told of the towns that are short; null when it is not the time. */
export function administratorsKey(towns: readonly TownToRemind[], sent: readonly Sent[], world: World): string | null {
  const month = monthOf(world.now, world.timeZone);
  const key = `administrators:${month}`;
  const isTime = isOfficeHour(world) && dateOf(world.now, world.timeZone) >= stageDates(month, world.settings, world.days).administrators;
  return isTime && towns.some(isShort) && !sent.some((each) => each.key === key) ? key : null;
}

/** Whether a town still owes something this month. */
export const isShort = ({ counter }: Pick<TownToRemind, "counter">): boolean =>
  counter.short > 0 && (counter.status === "on_track" || counter.status === "at_risk");

/** Under which keys it would be remembered that a town was told of its board. */
export const freshnessKeys = ({ id, lastPublishedAt }: Pick<TownToRemind, "id" | "lastPublishedAt">) => ({
  stale_soon: `town:${id}:stale_soon:${lastPublishedAt}`,
  stale: `town:${id}:stale:${lastPublishedAt}`,
});

/** What a message says of time: days and working days of the month that are left, today included. */
export function timeLeft({ now, timeZone, days }: World): { days: number; workingDays: number } {
  const month = monthOf(now, timeZone);
  return { days: daysLeft(month, now, timeZone), workingDays: workingDaysBetween(dateOf(now, timeZone), lastDayOf(month), days) };
}

/** The town's stage that holds today: the latest whose day has come; null before the first. */
function stageNow(month: Month, { now, timeZone, days, settings }: World): Exclude<Stage, "administrators"> | null {
  const dates = stageDates(month, settings, days);
  const today = dateOf(now, timeZone);
  const come = (["none", "short", "last"] as const).filter((stage) => dates[stage] <= today);
  return come.reduce<(typeof come)[number] | null>((latest, stage) => (latest === null || dates[stage] >= dates[latest] ? stage : latest), null);
}

function reminderFor(town: TownToRemind, month: Month, stage: Stage | null, told: ReadonlySet<string>): TownReminder | null {
  if (town.counter.status === "exempt" || town.counter.status === "not_on_duty") return null;
  const ofDuty = stage !== null && isShort(town) && (stage !== "none" || town.counter.credited === 0) ? stage : null;
  const keys = [...newOfDuty(town, month, ofDuty, told), ...newOfBoard(town, told)];
  if (keys.length === 0) return null;
  const missing = KINDS.map((kind) => ({ kind, count: Math.max(0, (town.perKind[kind] ?? 0) - town.byKind[kind]) })).filter(({ count }) => count > 0);
  return { townId: town.id, stage: ofDuty, missing, freshness: town.freshness === "fresh" ? null : town.freshness, keys };
}

/** New unless it, or a later one, was told: the clock may have been set back. */
function newOfDuty({ id }: TownToRemind, month: Month, stage: Stage | null, told: ReadonlySet<string>) {
  if (stage === null) return [];
  const keyOf = (each: Stage) => `town:${id}:${month}:${each}`;
  return STAGES.slice(STAGES.indexOf(stage)).some((each) => told.has(keyOf(each))) ? [] : [{ key: keyOf(stage), stage }];
}

/** An empty board is mentioned with the duty only: nothing has happened to it. */
function newOfBoard(town: TownToRemind, told: ReadonlySet<string>) {
  const keys = freshnessKeys(town);
  if (town.freshness === "stale") return told.has(keys.stale) ? [] : [{ key: keys.stale, stage: "stale" }];
  return town.freshness === "stale_soon" && !told.has(keys.stale_soon) && !told.has(keys.stale) ? [{ key: keys.stale_soon, stage: "stale_soon" }] : [];
}

const dayOf = (month: Month, day: number): DateText => `${month}-${String(day).padStart(2, "0")}`;

/** The working day of `month` from which on, itself included, `count` are left; its first day when it has not so many. */
function workingDayFromEnd(count: number, month: Month, days: DaysByDate): DateText {
  let left = count;
  for (let date = lastDayOf(month); date >= firstDayOf(month); date = daysAfter(date, -1)) {
    if (isWorkingDay(date, days) && --left === 0) return date;
  }
  return firstDayOf(month);
}
