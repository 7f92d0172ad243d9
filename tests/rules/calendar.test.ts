import { getDayDetail, getHolidaysInRange, isHoliday } from "chinese-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateInput } from "../../server/calendar/inputs.ts";
import { daysOfNotice, missingYears } from "../../server/calendar/notice.ts";
import { shippedNotices } from "../../server/calendar/shipped-notices.ts";
import {
  addWorkingDays,
  DAY_KINDS,
  type DaysByDate,
  dateOf,
  daysAfter,
  instantAt,
  isWorkingDay,
  nthWorkingDay,
  startOfDay,
  workingDaysBetween,
} from "../../server/calendar/working-days.ts";

const notices = shippedNotices();
const named = notices.flatMap(daysOfNotice);
const calendar: DaysByDate = new Map(named.map(({ date, kind }) => [date, kind]));
const datesOf = (year: number) => Array.from({ length: year % 4 ? 365 : 366 }, (_, index) => daysAfter(`${year}-01-01`, index));

describe("the shipped notices", () => {
  test("are those of 2024, 2025 and 2026, each with the number of its notice, and name no day twice", () => {
    expect(notices.map(({ year, source }) => [year, source.slice(source.indexOf("（"))])).toEqual([
      [2024, "（国办发明电〔2023〕7号）"],
      [2025, "（国办发明电〔2024〕12号）"],
      [2026, "（国办发明电〔2025〕7号）"],
    ]);
    expect(new Set(named.map(({ date }) => date)).size).toBe(named.length);
    for (const { year } of notices) expect(named.filter(({ date }) => date.startsWith(`${year}-`)).length).toBeGreaterThan(30);
  });

  test.each([2024, 2025, 2026])("say of every day of %i whether it is worked, as an independent source does", (year) => {
    const differing = datesOf(year).filter((date) => isWorkingDay(date, calendar) === isHoliday(date));
    expect(differing).toEqual([]);
  });

  test.each([2024, 2025, 2026])("name in %i the days that it names off, worked, and how many of them are holidays by law", (year) => {
    const off = named.filter(({ date, kind }) => date.startsWith(`${year}-`) && kind !== "workday").map(({ date }) => date);
    expect(off).toEqual(getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false));
    const byLaw = new Map(off.map((date) => getDayDetail(date).name.split(",")).map(([name, , count]) => [name, Number(count)]));
    const holidays = named.filter(({ date, kind }) => date.startsWith(`${year}-`) && kind === "holiday");
    expect(holidays.length).toBe([...byLaw.values()].reduce((sum, count) => sum + count, 0));
    const worked = datesOf(year).filter((date) => getDayDetail(date).work && [0, 6].includes(new Date(date).getUTCDay()));
    expect(named.filter(({ date, kind }) => date.startsWith(`${year}-`) && kind === "workday").map(({ date }) => date)).toEqual(worked);
  });

  test("of 2026 have the six weekend days that are worked", () => {
    const worked = named.filter(({ date, kind }) => kind === "workday" && date.startsWith("2026")).map(({ date }) => date);
    expect(worked).toEqual(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]);
  });
});

describe("a missing notice", () => {
  test.each([
    ["2026-10-31", [2026], []],
    ["2026-11-01", [2026], [2027]],
    ["2026-11-01", [2026, 2027], []],
    ["2027-01-01", [2026], [2027]],
    ["2027-11-15", [2026], [2027, 2028]],
  ])("on %s with %j known is %j", (today, known, missing) => {
    expect(missingYears(today, (year) => known.includes(year))).toEqual(missing);
  });
});

test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026-04-31", "20260401", "1899-01-01", "", "2026-01-00"])("%j is no date", (text) => {
  expect(dateInput.safeParse(text).success).toBe(false);
});
test("29 February is a date in leap years", () => expect(dateInput.safeParse("2028-02-29").success).toBe(true));

describe("working days, for any calendar", () => {
  const date = fc.integer({ min: 0, max: 1200 }).map((days) => daysAfter("2024-01-01", days));
  const days = fc.array(fc.tuple(date, fc.constantFrom(...DAY_KINDS)), { maxLength: 60 }).map((entries): DaysByDate => new Map(entries));

  test("the n-th is worked, and exactly n lie from the start to it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), date, days, (count, from, known) => {
        const found = nthWorkingDay(count, from, known);
        expect(isWorkingDay(found, known)).toBe(true);
        expect(workingDaysBetween(from, found, known)).toBe(count);
      }),
    );
  });

  test("adding is counting from the day after, in one step or in two", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), date, days, (one, two, from, known) => {
        expect(workingDaysBetween(daysAfter(from, 1), addWorkingDays(from, one + 1, known), known)).toBe(one + 1);
        expect(addWorkingDays(addWorkingDays(from, one, known), two, known)).toBe(addWorkingDays(from, one + two, known));
      }),
    );
  });

  test("a span is the sum of its parts, and none when it ends before it begins", () => {
    fc.assert(
      fc.property(date, fc.nat(90), fc.nat(90), days, (from, one, two, known) => {
        const middle = daysAfter(from, one);
        const end = daysAfter(middle, two + 1);
        const parts = workingDaysBetween(from, middle, known) + workingDaysBetween(daysAfter(middle, 1), end, known);
        expect(workingDaysBetween(from, end, known)).toBe(parts);
        expect(workingDaysBetween(end, from, known)).toBe(0);
      }),
    );
  });

  test("an empty calendar works Monday to Friday", () => {
    fc.assert(
      fc.property(date, (one) => {
        expect(isWorkingDay(one, new Map())).toBe(![0, 6].includes(new Date(one).getUTCDay()));
      }),
    );
  });

  test("a day begins at its first instant in every zone, and the instant before is the day before", () => {
    const zones = fc.constantFrom("Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "America/Asuncion", "Australia/Lord_Howe", "Asia/Beirut");
    fc.assert(
      fc.property(date, zones, (one, zone) => {
        const start = startOfDay(one, zone);
        expect(dateOf(start, zone)).toBe(one);
        expect(dateOf(new Date(start.getTime() - 1), zone)).toBe(daysAfter(one, -1));
        expect(dateOf(instantAt(one, "09:00", zone), zone)).toBe(one);
      }),
    );
  });

  test("a calendar that is never worked ends the search", () => {
    const never: DaysByDate = new Map(Array.from({ length: 5_000 }, (_, index) => [daysAfter("2026-01-01", index), "holiday"]));
    expect(nthWorkingDay(1, "2026-01-01", never) > "2026-12-31").toBe(true);
  });
});
