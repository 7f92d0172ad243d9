import { describe, expect, test } from "vitest";
import { type CreditFacts, creditedMonth, shortfalls } from "../../server/quota/credit.ts";
import { isStale } from "../../server/quota/freshness.ts";
import { policyOf } from "../../server/quota/policy.ts";
import { counterOf, ratesOf, statusOf } from "../../server/quota/standing.ts";

const zone = "Asia/Shanghai";
const duty = { credited: 0, target: 2, onDutyFrom: "2026-01" };
const on = (day: string) => new Date(`2026-11-${day}T12:00:00+08:00`);

describe("the status of a town", () => {
  test.each([
    ["met as soon as the target is reached", { credited: 2 }, "05", "met"],
    ["met also above it", { credited: 7 }, "30", "met"],
    ["on track while short with a third of the days left", { credited: 1 }, "21", "on_track"],
    ["at risk with fewer than a third left", { credited: 1 }, "22", "at_risk"],
    ["exempt, whatever is credited", { exempt: true }, "22", "exempt"],
    ["not on duty before its first month", { onDutyFrom: "2026-12", credited: 2 }, "22", "not_on_duty"],
  ] as const)("%s", (_name, facts, day, status) => {
    expect(statusOf({ ...duty, ...facts }, "2026-11", on(day), zone)).toBe(status);
  });

  test("at risk early when no more working days are left than posts are missing", () => {
    expect(statusOf({ ...duty, target: 8 }, "2026-11", on("19"), zone)).toBe("at_risk"); // 19, 20, 23–27, 30: eight working days
    expect(statusOf({ ...duty, target: 7 }, "2026-11", on("19"), zone)).toBe("on_track");
  });

  test("missed when the month is over, met if it was met", () => {
    const after = new Date("2026-12-01T00:00:00+08:00");
    expect(statusOf({ ...duty, credited: 1 }, "2026-11", after, zone)).toBe("missed");
    expect(statusOf({ ...duty, credited: 2 }, "2026-11", after, zone)).toBe("met");
    expect(statusOf({ ...duty, credited: 1 }, "2026-11", new Date("2026-11-30T23:59:59.999+08:00"), zone)).toBe("at_risk");
  });

  test("the counter says how many are short, never fewer than none", () => {
    expect(counterOf({ ...duty, credited: 5 }, "2026-11", on("22"), zone)).toEqual({
      month: "2026-11",
      credited: 5,
      target: 2,
      short: 0,
      daysLeft: 9,
      status: "met",
    });
  });
});

describe("the rates", () => {
  test("leave out exempt towns and those not yet on duty", () => {
    const towns = [
      { credited: 2, status: "met" },
      { credited: 1, status: "at_risk" },
      { credited: 0, status: "missed" },
      { credited: 3, status: "exempt" },
      { credited: 0, status: "not_on_duty" },
    ] as const;
    expect(ratesOf(towns)).toEqual({ onDuty: 3, participating: 2, met: 1, participationRate: 2 / 3, attainmentRate: 1 / 3 });
  });

  test("are not a number where nobody is on duty: never 0 or 100 %", () => {
    expect(ratesOf([])).toMatchObject({ participationRate: null, attainmentRate: null });
  });
});

test("a board is stale after fourteen days without anything new, and when it never had anything", () => {
  const now = new Date("2026-11-24T00:00:00Z");
  expect(isStale("2026-11-10T00:00:01Z", now)).toBe(false);
  expect(isStale("2026-11-10T00:00:00Z", now)).toBe(true);
  expect(isStale(null, now)).toBe(true);
});

describe("credit", () => {
  const facts: CreditFacts = {
    kind: "ACTIVITY",
    state: "published",
    townId: 1,
    openedForTownId: 1,
    bodyLength: 100,
    publishedAt: new Date("2026-11-30T15:59:59.999Z"),
  };
  const of = (change: Partial<CreditFacts>) => creditedMonth({ ...facts, ...change }, policyOf, zone);

  test("goes to the month of publication in the site's zone", () => {
    expect(of({})).toBe("2026-11");
    expect(of({ publishedAt: new Date("2026-11-30T16:00:00Z") })).toBe("2026-12");
    expect(of({ kind: "HOT_TOPIC" })).toBe("2026-11");
  });

  test.each([
    ["removed", { state: "removed" }],
    ["kind", { kind: "QUESTION" }],
    ["kind", { kind: "OPINION" }],
    ["notAssociation", { openedForTownId: null }],
    ["notOwnTown", { townId: 2 }],
    ["tooShort", { bodyLength: 99 }],
  ] as const)("is refused: %s", (why, change) => {
    expect(of(change)).toBeNull();
    expect(shortfalls({ ...facts, ...change }, policyOf("2026-11"))).toEqual([why]);
  });
});
