import { ANYONE } from "../access/actor.ts";
import { publicThreads } from "../access/visible-threads.ts";
import { now } from "../core/clock.ts";
import type { ActivityState } from "../core/kinds.ts";
import { NotFound } from "../core/problems.ts";
import { absoluteUrl } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { maskText } from "../masking/mask.ts";
import { readThread } from "../threads/thread-facts.ts";
import { activityRecord } from "./activity-of.ts";

/** An activity as a calendar program keeps it. */
export interface CalendarEntry {
  /** The same for ever: by it a program knows that an entry has changed. */
  uid: string;
  title: string;
  url: string;
  startsAt: Date;
  endsAt: Date | null;
  place: string;
  contact: string;
  state: ActivityState;
  sequence: number;
  changedAt: Date;
}

/** How far a town's feed looks back, and how many entries it holds at most. */
const RECENT_MS = 90 * 24 * 3600 * 1000;
const MOST_ENTRIES = 500;

/** The activity of a thread that everybody may read. @throws NotFound */
export async function calendarEntry(threadId: number): Promise<CalendarEntry> {
  const thread = await readThread(ANYONE, threadId);
  const activity = thread.kind === "ACTIVITY" ? await activityRecord(threadId) : null;
  if (!activity) throw new NotFound();
  return entryOf(activity, thread.title);
}

/** A town's activities, upcoming and recent, by their beginning. @throws NotFound */
export async function townCalendar(slug: string): Promise<{ name: string; entries: CalendarEntry[] }> {
  const town = await db.town.findUnique({ where: { slug }, select: { id: true, name: true } });
  if (!town) throw new NotFound();
  const since = new Date(now().getTime() - RECENT_MS);
  const activities = await db.activity.findMany({
    where: { startsAt: { gte: since }, thread: { townId: town.id, kind: "ACTIVITY", ...publicThreads.where } },
    include: { thread: { select: { title: true } } },
    orderBy: [{ startsAt: "asc" }, { threadId: "asc" }],
    take: MOST_ENTRIES,
  });
  return { name: town.name, entries: activities.map((activity) => entryOf(activity, maskText(activity.thread.title, now()))) };
}

type Activity = Omit<CalendarEntry, "uid" | "title" | "url"> & { threadId: number };

function entryOf({ threadId, startsAt, endsAt, place, contact, state, sequence, changedAt }: Activity, title: string): CalendarEntry {
  const url = absoluteUrl(`/threads/${threadId}`);
  return { uid: `activity-${threadId}@${new URL(url).hostname}`, title, url, startsAt, endsAt, place, contact, state, sequence, changedAt };
}
