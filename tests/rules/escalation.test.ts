import { describe, expect, test } from "vitest";
import { addWorkingDays, type DaysByDate, daysAfter, startOfDay, workingDaysBetween } from "../../server/calendar/working-days.ts";
import type { Rule } from "../../server/offices/assignment-rules.ts";
import { dueAfter } from "../../server/questions/deadlines/due-dates.ts";
import { dueUntil, ESCALATION } from "../../server/questions/deadlines/escalation.ts";
import { assignmentBy } from "../../server/questions/workflow/assignment.ts";

const zone = "Asia/Shanghai";
const NO_DAYS: DaysByDate = new Map();
const at = (text: string) => new Date(`${text}+08:00`);
const stagesAt = (due: Date, now: Date, days: DaysByDate) => ESCALATION.filter((stage) => due <= dueUntil(now, days, zone)[stage]);

const october: DaysByDate = new Map([
  ...[1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, "holiday"] as const),
  ["2026-09-26", "rest"],
  ["2026-10-10", "workday"],
]);

describe("what is late is told step by step", () => {
  // Received on Tuesday 3 November 2026: due by the end of Tuesday the 10th.
  const due = dueAfter(at("2026-11-03T10:00:00"), 5, NO_DAYS, zone);
  test.each([
    ["nothing while there is time", "2026-11-08T23:59:59.999", []],
    ["due soon from the working day before", "2026-11-09T00:00:00", ["dueSoon"]],
    ["on its last day still only soon", "2026-11-10T23:59:59.999", ["dueSoon"]],
    ["overdue when the day is over", "2026-11-11T00:00:00", ["dueSoon", "overdue"]],
    ["its lead after one more working day", "2026-11-12T00:00:00", ["dueSoon", "overdue", "overdueLead"]],
    ["administrators after three", "2026-11-16T00:00:00", ["dueSoon", "overdue", "overdueLead", "overdueAdministrators"]],
    ["not on the weekend before that", "2026-11-15T23:59:59", ["dueSoon", "overdue", "overdueLead"]],
  ])("%s", (_name, now, stages) => expect(stagesAt(due, at(now), NO_DAYS)).toEqual(stages));

  test("soon is before a holiday, not in it", () => {
    const afterHoliday = dueAfter(at("2026-09-30T10:00:00"), 1, october, zone); // Thursday 8 October
    expect(stagesAt(afterHoliday, at("2026-09-29T23:59:59.999"), october)).toEqual([]);
    expect(stagesAt(afterHoliday, at("2026-09-30T00:00:00"), october)).toEqual(["dueSoon"]);
  });

  test("as who counts the days from the due date on would tell it, on every day around a holiday", () => {
    let compared = 0;
    for (let day = 0; day < 22; day++)
      for (let last = 0; last < 22; last++) {
        const [lastDay, today] = [daysAfter("2026-09-22", last), daysAfter("2026-09-22", day)];
        const late = workingDaysBetween(daysAfter(lastDay, 1), today, october);
        const expected = [
          ...(workingDaysBetween(daysAfter(today, 1), lastDay, october) <= 1 && lastDay <= addWorkingDays(today, 1, october) ? ["dueSoon"] : []),
          ...(today > lastDay ? ["overdue"] : []),
          ...(late >= 2 ? ["overdueLead"] : []),
          ...(late >= 4 ? ["overdueAdministrators"] : []),
        ];
        expect(stagesAt(startOfDay(daysAfter(lastDay, 1), zone), at(`${today}T12:00:00`), october), `${lastDay} on ${today}`).toEqual(expected);
        compared++;
      }
    expect(compared).toBe(484);
  });
});

describe("a question goes", () => {
  const rule = (change: Partial<Rule>): Rule => ({ name: "x", kind: null, townId: null, categoryId: null, office: "department:1", ...change });
  const asked = { kind: "QUESTION", townId: 7, categoryId: 2 } as const;

  test("to the town of its board when no rule fits", () => {
    expect(assignmentBy([], asked)).toEqual({ office: "town:7", rule: null });
    expect(assignmentBy([rule({ kind: "OPINION" }), rule({ townId: 8 }), rule({ categoryId: 3 })], asked)).toEqual({ office: "town:7", rule: null });
  });

  test("where the first rule that fits sends it, and the rule is named", () => {
    const rules = [rule({ name: "another town", townId: 8 }), rule({ name: "traffic", categoryId: 2, office: "department:4" }), rule({ name: "all" })];
    expect(assignmentBy(rules, asked)).toEqual({ office: "department:4", rule: "traffic" });
    expect(assignmentBy(rules, { ...asked, categoryId: null })).toEqual({ office: "department:1", rule: "all" });
  });

  test("to an administrator where a rule says so", () => {
    expect(assignmentBy([rule({ name: "complaints", office: "" })], asked)).toEqual({ office: null, rule: "complaints" });
  });
});
