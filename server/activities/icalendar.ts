import type { CalendarEntry } from "./calendar-of.ts";

const HOUR_S = 3600;

/**
 * Entries as iCalendar (RFC 5545): instants in UTC, which every program shows in its own zone; a cancelled one stays, marked; each
 * change raises SEQUENCE. The same entries give the same text. @param name what programs call the calendar
 */
export async function iCalendar(name: string, entries: readonly CalendarEntry[]): Promise<string> {
  const { default: calendarNamed, escape: escaped, ICalCalendarMethod, ICalEventStatus } = await import("ical-generator");
  const calendar = calendarNamed({
    name: escaped(name, false), // the library escapes what stands in entries (RFC 5545, 3.3.11), but not this
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "minyi", product: "public-opinion-online" },
    ttl: HOUR_S,
  });
  for (const { uid, title, url, startsAt, endsAt, place, contact, state, sequence, changedAt } of entries) {
    calendar.createEvent({
      id: uid,
      start: startsAt,
      end: endsAt,
      summary: title,
      location: place,
      description: [contact, url].filter(Boolean).join("\n"),
      url,
      sequence,
      status: state === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      stamp: changedAt,
      lastModified: changedAt,
    });
  }
  return calendar.toString();
}
