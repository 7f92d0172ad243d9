import { describe, expect, test } from "vitest";
import { daysLeft, isOver, monthOf, monthsAfter, monthsUpTo, shareLeft, startOf, workingDaysLeft } from "../../server/calendar/month.ts";

const at = (iso: string) => new Date(iso);

describe("the month of an instant", () => {
  test.each([
    ["2026-11-30T15:59:59.999Z", "Asia/Shanghai", "2026-11"],
    ["2026-11-30T16:00:00.000Z", "Asia/Shanghai", "2026-12"],
    ["2026-11-30T23:59:59.999Z", "UTC", "2026-11"],
    ["2026-12-01T00:00:00.000Z", "UTC", "2026-12"],
    ["2026-03-31T21:59:59.999Z", "Europe/Berlin", "2026-03"], // summer time began on 29 March
    ["2026-03-31T22:00:00.000Z", "Europe/Berlin", "2026-04"],
    ["2026-10-31T22:59:59.999Z", "Europe/Berlin", "2026-10"], // and ended on 25 October
    ["2026-10-31T23:00:00.000Z", "Europe/Berlin", "2026-11"],
    ["2028-02-29T15:59:59.999Z", "Asia/Shanghai", "2028-02"],
    ["2026-12-31T16:00:00.000Z", "Asia/Shanghai", "2027-01"],
  ])("%s in %s is %s", (iso, zone, month) => {
    expect(monthOf(at(iso), zone)).toBe(month);
    expect(monthOf(at(iso), zone)).toBe(month); // and again, from what is remembered
  });

  test("begins at midnight of its zone", () => {
    expect(startOf("2026-11", "Asia/Shanghai").toISOString()).toBe("2026-10-31T16:00:00.000Z");
    expect(startOf("2026-04", "Europe/Berlin").toISOString()).toBe("2026-03-31T22:00:00.000Z");
  });
});

test("months are counted over the turn of a year", () => {
  expect(monthsAfter("2026-11", 2)).toBe("2027-01");
  expect(monthsAfter("2026-01", -1)).toBe("2025-12");
  expect(monthsUpTo("2026-02", 4)).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
});

describe("what is left of a month", () => {
  const zone = "Asia/Shanghai";
  test("counts today, to the last moment of the last day", () => {
    expect(daysLeft("2026-11", at("2026-11-01T00:00:00+08:00"), zone)).toBe(30);
    expect(daysLeft("2026-11", at("2026-11-22T12:00:00+08:00"), zone)).toBe(9);
    expect(daysLeft("2026-11", at("2026-11-30T23:59:59.999+08:00"), zone)).toBe(1);
    expect(daysLeft("2026-11", at("2026-12-01T00:00:00+08:00"), zone)).toBe(0);
    expect(daysLeft("2026-12", at("2026-11-22T12:00:00+08:00"), zone)).toBe(31);
    expect(isOver("2026-11", at("2026-11-30T23:59:59.999+08:00"), zone)).toBe(false);
    expect(shareLeft("2026-11", at("2026-11-21T12:00:00+08:00"), zone)).toBeCloseTo(1 / 3);
  });

  test("knows working days from weekends", () => {
    expect(workingDaysLeft("2026-11", at("2026-11-27T09:00:00+08:00"), zone, new Map())).toBe(2); // Friday and Monday
    expect(workingDaysLeft("2026-11", at("2026-11-28T09:00:00+08:00"), zone, new Map())).toBe(1); // Saturday: Monday is left
    const days = new Map([
      ["2026-11-28", "workday"],
      ["2026-11-30", "holiday"],
    ] as const);
    expect(workingDaysLeft("2026-11", at("2026-11-27T09:00:00+08:00"), zone, days)).toBe(2); // Friday and a Saturday that is worked
    expect(workingDaysLeft("2026-12", at("2026-11-27T09:00:00+08:00"), zone, days)).toBe(23); // all of a month that has not begun
    expect(workingDaysLeft("2026-11", at("2026-12-28T09:00:00+08:00"), zone, new Map())).toBe(0);
  });
});
