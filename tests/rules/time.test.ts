import { describe, expect, test } from "vitest";
import type { DaysByDate } from "../../server/calendar/working-days.ts";
import { approvedUntil, quotaMonthOf, settlementOf } from "../../server/quota/credit.ts";
import { daysLeft, monthOf, startOf } from "../../server/quota/month.ts";
import { DEFAULT_POLICY, NO_POLICIES } from "../../server/quota/policy.ts";

const NO_DAYS: DaysByDate = new Map();
const at = (text: string) => new Date(text);
const monthFor = (zone: string, submitted: string, published = submitted, closed: string[] = []) =>
  quotaMonthOf({ submittedAt: at(submitted), publishedAt: at(published) }, NO_POLICIES, NO_DAYS, (month) => closed.includes(month), zone);

/** The last instant of a month and the first of the next, in zones with and without daylight saving; in two the clock changes close by. */
describe.each([
  ["Asia/Shanghai", "2026-10-31T15:59:59.999Z", "2026-10-31T16:00:00.000Z"],
  ["UTC", "2026-10-31T23:59:59.999Z", "2026-11-01T00:00:00.000Z"],
  ["Europe/Berlin", "2026-10-31T22:59:59.999Z", "2026-10-31T23:00:00.000Z"],
  ["America/New_York", "2026-11-01T03:59:59.999Z", "2026-11-01T04:00:00.000Z"],
])("the end of October in %s", (zone, last, first) => {
  test("divides to the millisecond", () => {
    expect([monthOf(at(last), zone), monthOf(at(first), zone)]).toEqual(["2026-10", "2026-11"]);
    expect(startOf("2026-11", zone).toISOString()).toBe(first);
    expect([monthFor(zone, last), monthFor(zone, first)]).toEqual(["2026-10", "2026-11"]);
    expect([daysLeft("2026-10", at(last), zone), daysLeft("2026-10", at(first), zone)]).toEqual([1, 0]);
  });

  test("what was sent before midnight and approved after it counts for October while an approval is in time", () => {
    const until = approvedUntil("2026-10", DEFAULT_POLICY, NO_DAYS, zone);
    expect(monthFor(zone, last, first)).toBe("2026-10");
    expect(monthFor(zone, last, new Date(until.getTime() - 1).toISOString())).toBe("2026-10");
    expect(monthFor(zone, last, until.toISOString())).toBe("2026-11");
  });

  test("a clock that is set back brings a new thread into October again, but never into a closed one", () => {
    expect(monthFor(zone, first, last)).toBe("2026-10"); // it was sent at what is now the future
    expect(monthFor(zone, last, last, ["2026-10"])).toBe("2026-11");
    expect(monthFor(zone, last, last, ["2026-10", "2026-11"])).toBe("2026-12");
  });

  test("the month is settled at midnight of the fifth working day, whatever the hours of the days between", () => {
    const settled = settlementOf("2026-10", DEFAULT_POLICY, NO_DAYS, zone);
    const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(settled);
    expect(local).toBe("2026-11-06 00:00:00");
  });
});

test("a year's worth of months follows without a gap where the clock changes twice", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Shanghai"]) {
    for (let month = 1; month < 12; month++) {
      const next = startOf(`2026-${String(month + 1).padStart(2, "0")}`, zone);
      expect(monthOf(new Date(next.getTime() - 1), zone)).toBe(`2026-${String(month).padStart(2, "0")}`);
      expect(monthOf(next, zone)).toBe(`2026-${String(month + 1).padStart(2, "0")}`);
    }
  }
});
