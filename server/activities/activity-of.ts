import { config } from "../core/config.ts";
import type { ActivityState } from "../core/kinds.ts";
import { db, Prisma } from "../data/client.ts";
import type { ActivityJson } from "./outputs.ts";
import { localText } from "./site-time.ts";

export interface ActivityRecord {
  threadId: number;
  startsAt: Date;
  endsAt: Date | null;
  place: string;
  contact: string;
  capacity: number | null;
  campaignDay: string | null;
  state: ActivityState;
  stateNote: string | null;
  movedFrom: Date | null;
  headCount: number | null;
  sequence: number;
  changedAt: Date;
  /** People who have a place. */
  taken: number;
}

/** The activity of a thread, or null. Raw SQL: the activity and its sum in one round trip, on every view of an activity. */
export async function activityRecord(threadId: number): Promise<ActivityRecord | null> {
  const [activity] = await db.$queryRaw<ActivityRecord[]>(Prisma.sql`
    SELECT a.*, CAST(COALESCE((SELECT SUM(s."people") FROM "SignUp" s WHERE s."threadId" = a."threadId" AND s."state" = 'confirmed'), 0) AS INTEGER) AS "taken"
    FROM "Activity" a WHERE a."threadId" = ${threadId}`);
  return activity ? { ...activity, taken: Number(activity.taken) } : null; // a computed column may come as a BigInt
}

/** An activity as its thread's page shows it. */
export interface ActivityView {
  startsAt: string;
  endsAt: string | null;
  place: string;
  contact: string;
  campaignDay: string | null;
  state: ActivityState;
  stateNote: string | null;
  movedFrom: string | null;
  headCount: number | null;
  booking: { taken: number; capacity: number } | null;
}

export const activityView = (record: ActivityRecord): ActivityView => ({
  startsAt: record.startsAt.toISOString(),
  endsAt: record.endsAt?.toISOString() ?? null,
  place: record.place,
  contact: record.contact,
  campaignDay: record.campaignDay,
  state: record.state,
  stateNote: record.stateNote,
  movedFrom: record.movedFrom?.toISOString() ?? null,
  headCount: record.headCount,
  booking: record.capacity === null ? null : { taken: record.taken, capacity: record.capacity },
});

/** The same as the API tells it; null where nobody has said where and when. */
export async function activityJson(threadId: number): Promise<ActivityJson | null> {
  const record = await activityRecord(threadId);
  if (!record) return null;
  const { booking: _, ...view } = activityView(record);
  return { ...view, capacity: record.capacity, taken: record.taken };
}

/** What the form of an activity's details holds before anything is typed. */
export async function typedDetails(threadId: number): Promise<Record<string, string>> {
  const record = await activityRecord(threadId);
  if (!record) return {};
  const local = (at: Date | null) => (at ? localText(at, config().timeZone) : "");
  const { place, contact, capacity, campaignDay } = record;
  const values = { startsAt: local(record.startsAt), endsAt: local(record.endsAt), place, contact, capacity: capacity ?? "", campaignDay: campaignDay ?? "" };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`activity.${name}`, String(value)]));
}
