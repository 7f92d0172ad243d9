import { describe, expect, test } from "vitest";
import type { DaysByDate } from "../../server/calendar/working-days.ts";
import { dueAfter } from "../../server/feedback/deadlines/deadlines.ts";
import { dueSoonFrom, stagesAt } from "../../server/feedback/deadlines/escalation.ts";
import { assignmentBy, type Rule } from "../../server/feedback/steps/assignment.ts";

const zone = "Asia/Shanghai";
const NO_DAYS: DaysByDate = new Map();
const at = (text: string) => new Date(`${text}+08:00`);

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
  ])("%s", (_name, now, stages) => expect(stagesAt(due, at(now), NO_DAYS, zone)).toEqual(stages));

  test("soon is before a holiday, not in it", () => {
    const october: DaysByDate = new Map([1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, "holiday"] as const));
    const afterHoliday = dueAfter(at("2026-09-30T10:00:00"), 1, october, zone); // Thursday 8 October
    expect(dueSoonFrom(afterHoliday, october, zone).toISOString()).toBe("2026-09-29T16:00:00.000Z");
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
