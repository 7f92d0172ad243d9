import type { Actor } from "../access/actor.ts";
import { inAll, publishedThreads, visibleThreads } from "../access/visible-threads.ts";
import { CITY_CAMPAIGN_DAYS } from "../activities/inputs.ts";
import { workingCalendar } from "../calendar/calendar.ts";
import { firstDayOf, lastDayOf, type Month, monthsAfter, startOf } from "../calendar/month.ts";
import { type DateText, dateOf } from "../calendar/working-days.ts";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import type { Kind } from "../core/kinds.ts";
import { threadUrl, url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { draftUrl } from "./draft-rows.ts";
import { type GridDay, weeksOf } from "./month-grid.ts";
import type { OwnDay } from "./own-campaign-days.ts";

/** Something that stands on a day. */
export interface CalendarEntry {
  what: "published" | "activity" | "scheduled" | "planned";
  kind: Kind;
  title: string;
  url: string;
  at: string;
}

export interface CalendarCell extends GridDay {
  /** A public holiday, or a weekend day that is worked, by its name. */
  special: { kind: "rest" | "holiday" | "workday"; name: string } | null;
  /** City days by date (their names are texts), the town's own by name. */
  campaigns: ({ city: string } | { name: string })[];
  entries: CalendarEntry[];
  /** Begins something for this day; null for days that are past and for who only looks on. */
  planUrl: string | null;
}

/** Where something that is begun for a day is to appear, unless its writer says otherwise. Site time. */
const USUAL_HOUR = "09:00";

/** The days of `month` with what is on them for a town, as far as `actor` may read it. @param slug the town's address for who may plan, else null */
export async function monthCalendar(
  actor: Actor,
  townId: number,
  month: Month,
  ownDays: readonly OwnDay[],
  slug: string | null,
): Promise<(CalendarCell | null)[][]> {
  const { timeZone } = config();
  const [days, specials, entries] = await Promise.all([workingCalendar(), specialDays(month), entriesOf(actor, townId, month)]);
  const on = (date: DateText) => entries.filter(({ at }) => dateOf(new Date(at), timeZone) === date);
  const cell = (day: GridDay): CalendarCell => ({
    ...day,
    special: specials.get(day.date) ?? null,
    campaigns: campaignsOn(day.date.slice(5), ownDays),
    entries: on(day.date),
    planUrl:
      slug === null || day.isPast ? null : url("/threads/new", { town: slug, kind: "ACTIVITY", publishAt: day.isToday ? null : `${day.date}T${USUAL_HOUR}` }),
  });
  return weeksOf(month, dateOf(now(), timeZone), days).map((week) => week.map((day) => day && cell(day)));
}

const campaignsOn = (day: string, ownDays: readonly OwnDay[]): CalendarCell["campaigns"] => [
  ...CITY_CAMPAIGN_DAYS.filter((each) => each === day).map((city) => ({ city })),
  ...ownDays.filter((each) => each.day === day).map(({ name }) => ({ name })),
];

async function specialDays(month: Month): Promise<Map<DateText, NonNullable<CalendarCell["special"]>>> {
  const rows = await db.calendarDay.findMany({ where: { date: { gte: firstDayOf(month), lte: lastDayOf(month) } } });
  return new Map(rows.map(({ date, kind, name }) => [date, { kind, name }]));
}

async function entriesOf(actor: Actor, townId: number, month: Month): Promise<CalendarEntry[]> {
  const { timeZone } = config();
  const within = { gte: startOf(month, timeZone), lt: startOf(monthsAfter(month, 1), timeZone) };
  const shown = { townId, ...inAll(publishedThreads, visibleThreads(actor)).where };
  const [threads, activities, drafts] = await Promise.all([
    db.thread.findMany({ where: { ...shown, openedForTownId: townId, publishedAt: within }, select: { id: true, kind: true, title: true, publishedAt: true } }),
    db.activity.findMany({ where: { startsAt: within, thread: shown }, select: { startsAt: true, thread: { select: { id: true, kind: true, title: true } } } }),
    db.draft.findMany({
      where: { townId, publishAt: within, state: { in: ["draft", "scheduled", "submitted", "sent_back"] } },
      select: { id: true, kind: true, title: true, publishAt: true, state: true },
    }),
  ]);
  const entries: CalendarEntry[] = [
    ...threads.map(({ id, publishedAt, ...thread }) => ({ what: "published" as const, ...thread, url: threadUrl(id), at: publishedAt.toISOString() })),
    ...activities.map(({ startsAt, thread: { id, ...thread } }) => ({ what: "activity" as const, ...thread, url: threadUrl(id), at: startsAt.toISOString() })),
    ...drafts.map(({ id, publishAt, state, ...draft }) => ({
      what: state === "scheduled" ? ("scheduled" as const) : ("planned" as const),
      ...draft,
      url: draftUrl(id),
      at: publishAt!.toISOString(),
    })),
  ];
  return entries.sort((a, b) => a.at.localeCompare(b.at));
}
