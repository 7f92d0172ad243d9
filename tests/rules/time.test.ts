import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysLeft, isOver, isRunning, monthOf, monthsAfter, monthsUpTo, shareLeft, startOf } from "../../server/calendar/month.ts";
import { daysOfNotice } from "../../server/calendar/notice.ts";
import { isOfficeHour } from "../../server/calendar/office-hours.ts";
import { shippedNotices } from "../../server/calendar/shipped-notices.ts";
import type { DaysByDate } from "../../server/calendar/working-days.ts";
import { approvedUntil, quotaMonthOf, settlementOf } from "../../server/quota/counting/credit.ts";
import { DEFAULT_POLICY, NO_POLICIES } from "../../server/quota/policy/policy.ts";

/** Months and working days at the edges: midnights, clocks that change, holidays at the turn of a month. */

const ZONES = [
  "Asia/Shanghai",
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "America/Asuncion",
  "Asia/Beirut",
  "Pacific/Apia",
  "Asia/Kolkata",
];
const calendar: DaysByDate = new Map(shippedNotices().flatMap((notice) => daysOfNotice(notice).map(({ date, kind }) => [date, kind] as const)));
const at = (iso: string) => new Date(iso);
const before = (instant: Date) => new Date(instant.getTime() - 1);

describe("a month ends one millisecond before the next begins", () => {
  test.each([
    ["Asia/Shanghai", "2026-10-31T16:00:00.000Z", "2026-11"],
    ["UTC", "2026-11-01T00:00:00.000Z", "2026-11"],
    ["Europe/Berlin", "2026-10-31T23:00:00.000Z", "2026-11"], // winter time since 25 October
    ["Europe/Berlin", "2024-03-31T22:00:00.000Z", "2024-04"], // summer time since that morning: March's last day has 23 hours
    ["America/New_York", "2026-11-01T04:00:00.000Z", "2026-11"], // still summer time; November's first day has 25 hours
    ["America/Havana", "2026-11-01T04:00:00.000Z", "2026-11"], // the hour from 0:00 comes twice: it begins with the first
    ["America/Asuncion", "2023-10-01T04:00:00.000Z", "2023-10"], // there is no hour from 0:00: it begins at 1:00
  ])("in %s at %s, to %s", (zone, iso, month) => {
    const start = at(iso);
    expect(startOf(month, zone)).toEqual(start);
    expect([monthOf(before(start), zone), monthOf(start, zone)]).toEqual([monthsAfter(month, -1), month]);
    expect([daysLeft(monthsAfter(month, -1), before(start), zone), daysLeft(monthsAfter(month, -1), start, zone)]).toEqual([1, 0]);
    expect([isOver(monthsAfter(month, -1), before(start), zone), isOver(monthsAfter(month, -1), start, zone)]).toEqual([false, true]);
    expect(isRunning(month, start, zone)).toBe(true);
  });

  test("in Havana the second hour from 0:00 is in November as the first was, and 23:59 is not", () => {
    const zone = "America/Havana";
    expect(["2026-11-01T03:59:59.999Z", "2026-11-01T04:30:00Z", "2026-11-01T05:30:00Z"].map((iso) => monthOf(at(iso), zone))).toEqual([
      "2026-10",
      "2026-11",
      "2026-11",
    ]);
  });

  test("in any zone: months join without a gap and without an overlap, and every instant lies in exactly one", () => {
    const months = monthsUpTo("2028-12", 84);
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...months),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (zone, month, share) => {
          const [start, end] = [startOf(month, zone), startOf(monthsAfter(month, 1), zone)];
          const inside = new Date(start.getTime() + Math.floor(share * (end.getTime() - start.getTime())));
          expect([monthOf(before(start), zone), monthOf(start, zone), monthOf(inside, zone), monthOf(before(end), zone), monthOf(end, zone)]).toEqual([
            monthsAfter(month, -1),
            month,
            month,
            month,
            monthsAfter(month, 1),
          ]);
          expect(daysLeft(month, inside, zone)).toBeGreaterThanOrEqual(1);
          expect(shareLeft(month, start, zone)).toBe(1);
        },
      ),
    );
  });

  test("the same instant lies in different months of different zones, whichever was asked first", () => {
    const instant = at("2026-10-31T20:00:00Z");
    const asked = ["Asia/Shanghai", "UTC", "America/New_York", "Asia/Shanghai", "UTC"].map((zone) => monthOf(instant, zone));
    expect(asked).toEqual(["2026-11", "2026-10", "2026-10", "2026-11", "2026-10"]);
  });
});

describe("the settlement day is the fifth working day, the last day of approval too; around the holidays of October that is late", () => {
  test.each([
    ["2024-09", "2024-10-12"], // 8 to 12 October, of which the 12th is a worked Saturday
    ["2025-09", "2025-10-14"], // 9, 10, 11 (a worked Saturday), 13, 14
    ["2026-09", "2026-10-13"], // 8, 9, 10 (a worked Saturday), 12, 13
    ["2026-01", "2026-02-06"], // before the Spring Festival
    ["2025-12", "2026-01-08"], // 4 (a worked Sunday), 5 to 8
    ["2026-10", "2026-11-06"],
    ["2026-12", "2027-01-07"], // no notice of 2027 yet: weekends only, and New Year's Day would be worked
  ])("of %s on %s", (month, day) => {
    for (const [zone, offset] of [
      ["Asia/Shanghai", "+08:00"],
      ["UTC", "Z"],
    ] as const) {
      const midnight = at(`${day}T00:00:00${offset}`);
      expect(settlementOf(month, DEFAULT_POLICY, calendar, zone)).toEqual(midnight);
      expect(approvedUntil(month, DEFAULT_POLICY, calendar, zone)).toEqual(new Date(midnight.getTime() + 24 * 3600_000));
    }
  });

  test("at midnight of the zone, on either side of a change of its clock", () => {
    expect(settlementOf("2026-10", DEFAULT_POLICY, new Map(), "America/New_York")).toEqual(at("2026-11-06T05:00:00Z"));
    expect(settlementOf("2026-10", { ...DEFAULT_POLICY, settlementDay: 1 }, new Map(), "America/New_York")).toEqual(at("2026-11-02T05:00:00Z"));
    expect(approvedUntil("2026-09", DEFAULT_POLICY, new Map(), "Europe/Berlin")).toEqual(at("2026-10-07T22:00:00Z"));
  });
});

describe("a post submitted before midnight and approved after it", () => {
  const monthFor = (zone: string, submitted: string, published: string, closed: string[] = []) =>
    quotaMonthOf({ submittedAt: at(submitted), publishedAt: at(published) }, NO_POLICIES, calendar, (month) => closed.includes(month), zone);

  test.each([
    ["Asia/Shanghai", "2026-09-30T15:59:59.999Z", "2026-10-13T15:59:59.999Z", "2026-10-13T16:00:00Z"],
    ["UTC", "2026-09-30T23:59:59.999Z", "2026-10-13T23:59:59.999Z", "2026-10-14T00:00:00Z"],
    ["America/New_York", "2026-10-01T03:59:59.999Z", "2026-10-14T03:59:59.999Z", "2026-10-14T04:00:00Z"],
  ])("in %s counts for the month of submission to the last moment of the fifth working day", (zone, submitted, inTime, late) => {
    expect(monthFor(zone, submitted, submitted)).toBe("2026-09");
    expect(monthFor(zone, submitted, inTime)).toBe("2026-09");
    expect(monthFor(zone, submitted, late)).toBe("2026-10");
    expect(monthFor(zone, submitted, inTime, ["2026-09"])).toBe("2026-10"); // a closed month takes nothing more
  });

  test.each(ZONES)("in %s under a clock that is set back in between: for October again, but never for a closed month", (zone) => {
    const first = startOf("2026-11", zone);
    const last = before(first).toISOString();
    expect(monthFor(zone, first.toISOString(), last)).toBe("2026-10"); // it was sent at what is now the future
    expect(monthFor(zone, last, last, ["2026-10"])).toBe("2026-11");
    expect(monthFor(zone, last, last, ["2026-10", "2026-11"])).toBe("2026-12");
  });

  test("never counts for a month before its submission or after its publication, closed ones apart", () => {
    const instant = fc.integer({ min: at("2024-01-01T00:00:00Z").getTime(), max: at("2027-06-30T00:00:00Z").getTime() });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, fc.nat(90 * 24 * 3600_000), (zone, submitted, waitedMs) => {
        const [from, until] = [new Date(submitted), new Date(submitted + waitedMs)];
        const month = monthFor(zone, from.toISOString(), until.toISOString());
        expect([monthOf(from, zone), monthOf(until, zone)]).toContain(month);
      }),
    );
  });
});

test("office hours are those of the site's clock, on the days when it changes too", () => {
  const settings = { remindNoneDay: 10, remindShortDay: 20, remindLastWorkingDays: 3, officeFrom: "09:00", officeUntil: "17:00" };
  const open = (zone: string, iso: string) => isOfficeHour({ now: at(iso), timeZone: zone, days: calendar, settings });
  expect([open("Europe/Berlin", "2026-10-23T06:59:59.999Z"), open("Europe/Berlin", "2026-10-23T07:00:00Z")]).toEqual([false, true]); // summer time
  expect([open("Europe/Berlin", "2026-10-26T07:59:59.999Z"), open("Europe/Berlin", "2026-10-26T08:00:00Z")]).toEqual([false, true]); // winter time
  expect([open("Asia/Shanghai", "2026-10-10T08:59:59.999Z"), open("Asia/Shanghai", "2026-10-10T09:00:00Z")]).toEqual([true, false]); // a worked Saturday
  expect(open("Asia/Shanghai", "2026-10-01T04:00:00Z")).toBe(false); // a Thursday of holidays
});
