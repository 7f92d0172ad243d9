import { expect, test } from "vitest";
import { weeksOf } from "../../server/planning/month-grid.ts";

const shown = (month: string, today = "2026-11-24") =>
  weeksOf(
    month,
    today,
    new Map([
      ["2026-02-14", "workday"],
      ["2026-02-17", "holiday"],
    ]),
  );

test.each([
  ["2026-11", 6, 6, 6], // begins on a Sunday, ends on a Monday
  ["2026-02", 5, 6, 1],
  ["2027-02", 4, 0, 0], // four whole weeks
  ["2024-02", 5, 3, 3], // a leap year
])("the calendar of %s has %i weeks from Monday, %i empty places before it and %i after", (month, weeks, before, after) => {
  const grid = shown(month);
  const cells = grid.flat();
  const first = cells.findIndex((cell) => cell !== null);
  expect([grid.length, first, cells.length - 1 - cells.findLastIndex((cell) => cell !== null)]).toEqual([weeks, before, after]);
  expect(cells[first]).toMatchObject({ date: `${month}-01`, weekday: first + 1 });
});

test("it knows today, what is past, and which days are worked", () => {
  const on = (month: string, date: string) =>
    shown(month)
      .flat()
      .find((cell) => cell?.date === date);
  expect(on("2026-11", "2026-11-24")).toMatchObject({ isToday: true, isPast: false, isWorked: true });
  expect(on("2026-11", "2026-11-23")).toMatchObject({ isToday: false, isPast: true });
  expect([on("2026-02", "2026-02-14")?.isWorked, on("2026-02", "2026-02-15")?.isWorked, on("2026-02", "2026-02-17")?.isWorked]).toEqual([true, false, false]);
});
