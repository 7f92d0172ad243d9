import { describe, expect, test } from "vitest";
import type { DaysByDate } from "../../server/calendar/working-days.ts";
import { approvedUntil, type CreditCandidate, creditInOrder, quotaMonthOf, settlementOf, shortfalls } from "../../server/quota/counting/credit.ts";
import { counterOf, type Duty, NONE_CREDITED, ratesOf, statusOf } from "../../server/quota/counting/standing.ts";
import { DEFAULT_POLICY, NO_POLICIES, policyOf, targetOf } from "../../server/quota/policy/policy.ts";

const zone = "Asia/Shanghai";
const duty: Duty = { byKind: NONE_CREDITED, target: 2, perKind: {}, onDutyFrom: "2026-01", onDutyUntil: null, exempt: false };
const credited = (activities: number, topics = 0) => ({ byKind: { ...NONE_CREDITED, ACTIVITY: activities, HOT_TOPIC: topics } });
const at = (now: Date) => ({ now, timeZone: zone, days: new Map() });
const on = (day: string) => at(new Date(`2026-11-${day}T12:00:00+08:00`));

describe("the status of a town", () => {
  test.each([
    ["met as soon as the target is reached", credited(2), "05", "met"],
    ["met also above it", credited(4, 3), "30", "met"],
    ["on track while short with a third of the days left", credited(1), "21", "on_track"],
    ["at risk with fewer than a third left", credited(0, 1), "22", "at_risk"],
    ["exempt, whatever is credited", { exempt: true }, "22", "exempt"],
    ["not on duty before its first month", { onDutyFrom: "2026-12", ...credited(2) }, "22", "not_on_duty"],
    ["not on duty after its last month", { onDutyUntil: "2026-10", ...credited(2) }, "22", "not_on_duty"],
    ["short while one kind has not its least", { perKind: { HOT_TOPIC: 1 }, ...credited(2) }, "05", "on_track"],
    ["met when each kind has its least", { perKind: { HOT_TOPIC: 1 }, ...credited(1, 1) }, "05", "met"],
  ] as const)("%s", (_name, facts, day, status) => {
    expect(statusOf({ ...duty, ...facts }, "2026-11", on(day))).toBe(status);
  });

  test("at risk early when no more working days are left than posts are missing", () => {
    expect(statusOf({ ...duty, target: 8 }, "2026-11", on("19"))).toBe("at_risk"); // 19, 20, 23–27, 30: eight working days
    expect(statusOf({ ...duty, target: 7 }, "2026-11", on("19"))).toBe("on_track");
  });

  test("missed when the month is over, met if it was met", () => {
    const after = new Date("2026-12-01T00:00:00+08:00");
    expect(statusOf({ ...duty, ...credited(1) }, "2026-11", at(after))).toBe("missed");
    expect(statusOf({ ...duty, ...credited(2) }, "2026-11", at(after))).toBe("met");
    expect(statusOf({ ...duty, ...credited(1) }, "2026-11", at(new Date("2026-11-30T23:59:59.999+08:00")))).toBe("at_risk");
  });

  test("the counter says how many are short, never fewer than none", () => {
    expect(counterOf({ ...duty, ...credited(3, 2) }, "2026-11", on("22"))).toEqual({
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

describe("credit", () => {
  const facts: CreditCandidate = {
    id: 10,
    kind: "ACTIVITY",
    state: "published",
    townId: 1,
    openedForTownId: 1,
    bodyLength: 100,
    distinctCharacters: 40,
    pictureCount: 0,
    grantReason: null,
    quotaMonth: "2026-11",
    fingerprint: null,
    recapOfId: null,
    creditedMonth: null,
  };
  const judged = (...threads: Partial<CreditCandidate>[]) =>
    creditInOrder(
      threads.map((thread, index) => ({ ...facts, id: index + 1, ...thread })),
      NO_POLICIES,
      (month) => month < "2026-09",
    ).map(({ creditedMonth, shortfall }) => creditedMonth ?? shortfall);

  test.each([
    ["removed", { state: "removed" }],
    ["kind", { kind: "QUESTION" }],
    ["kind", { kind: "OPINION" }],
    ["notAssociation", { openedForTownId: null }],
    ["notOwnTown", { townId: 2 }],
    ["tooShort", { bodyLength: 99 }],
    ["tooShort", { bodyLength: 49, pictureCount: 1 }],
    ["emptyOfContent", { distinctCharacters: 3 }],
  ] as const)("is refused: %s", (why, change) => {
    expect(shortfalls({ ...facts, ...change }, DEFAULT_POLICY)).toEqual([why]);
    expect(judged(change)).toEqual([why]);
  });

  test("is given to a short text with a picture, and to a short or empty one that a moderator granted", () => {
    expect(judged({ bodyLength: 50, pictureCount: 1 }, { bodyLength: 5, distinctCharacters: 1, grantReason: "有现场照片" })).toEqual(["2026-11", "2026-11"]);
    expect(judged({ kind: "OPINION", grantReason: "不行" })).toEqual(["kind"]);
  });

  const SAME = { fingerprint: "文化站周六上午举办健康讲座欢迎参加" };
  test("is given once to what repeats itself within three months, and again later", () => {
    expect(judged({ ...SAME, quotaMonth: "2026-09" }, { ...SAME, quotaMonth: "2026-11" }, { ...SAME, quotaMonth: "2026-12" })).toEqual([
      "2026-09",
      "duplicate",
      "2026-12",
    ]);
  });

  test("passes to the next one when the first is removed or does not count by itself", () => {
    expect(judged({ ...SAME, state: "removed" }, SAME, SAME)).toEqual(["removed", "2026-11", "duplicate"]);
    expect(judged({ ...SAME, bodyLength: 9 }, SAME)).toEqual(["tooShort", "2026-11"]);
  });

  test("is one for an announcement and its recap, whichever counts", () => {
    expect(judged({}, { recapOfId: 1 })).toEqual(["2026-11", "recap"]);
    expect(judged({ state: "removed" }, { recapOfId: 1, quotaMonth: "2026-12" })).toEqual(["removed", "2026-12"]);
  });

  test("stays as it is in a settled month, and is compared with", () => {
    expect(judged({ quotaMonth: "2026-08", state: "removed", creditedMonth: "2026-08", ...SAME }, { ...SAME, quotaMonth: "2026-10" })).toEqual([
      "2026-08",
      "duplicate",
    ]);
  });
});

describe("the policy of a month", () => {
  const decided = [
    { ...DEFAULT_POLICY, month: "2026-03", target: 3 },
    { ...DEFAULT_POLICY, month: "2026-10", target: 4 },
  ];
  test("is the last that was decided for it or before; the outlines' own before any", () => {
    expect(["2026-02", "2026-03", "2026-09", "2026-10", "2027-01"].map((month) => policyOf({ decided }, month).target)).toEqual([2, 3, 3, 4, 4]);
  });

  test("gives way to a town's own target, until the town goes back to everybody's", () => {
    const towns = [
      { townId: 7, month: "2026-05", target: 1 },
      { townId: 7, month: "2026-11", target: null },
    ];
    const policies = { decided, towns, exemptions: [] };
    expect(["2026-04", "2026-05", "2026-10", "2026-11"].map((month) => targetOf(policies, 7, month))).toEqual([3, 1, 1, 4]);
    expect(targetOf(policies, 8, "2026-05")).toBe(3);
  });
});

describe("the month that a thread belongs to", () => {
  const october: DaysByDate = new Map([...[1, 2, 5, 6, 7].map((day) => [`2026-10-0${day}`, "holiday"] as const), ["2026-10-10", "workday"]]);
  const monthFor = (submitted: string, published: string, closed: string[] = []) =>
    quotaMonthOf({ submittedAt: new Date(submitted), publishedAt: new Date(published) }, NO_POLICIES, october, (month) => closed.includes(month), zone);

  test("is that of its submission when it was approved within five working days of the next, else that of its publication", () => {
    const late = "2026-09-30T23:59:59.999+08:00";
    expect(approvedUntil("2026-09", DEFAULT_POLICY, october, zone).toISOString()).toBe("2026-10-13T16:00:00.000Z"); // 8, 9, 10 (a Saturday), 12, 13
    expect(settlementOf("2026-09", DEFAULT_POLICY, october, zone).toISOString()).toBe("2026-10-12T16:00:00.000Z");
    expect(monthFor(late, late)).toBe("2026-09");
    expect(monthFor("2026-10-01T00:00:00+08:00", "2026-10-01T00:00:00+08:00")).toBe("2026-10");
    expect(monthFor(late, "2026-10-13T23:59:59.999+08:00")).toBe("2026-09");
    expect(monthFor(late, "2026-10-14T00:00:00+08:00")).toBe("2026-10");
  });

  test("is never a closed one: then it is the next that is open", () => {
    expect(monthFor("2026-09-30T20:00:00+08:00", "2026-10-13T10:00:00+08:00", ["2026-09"])).toBe("2026-10");
    expect(monthFor("2026-09-30T20:00:00+08:00", "2026-09-30T20:00:00+08:00", ["2026-09", "2026-10"])).toBe("2026-11");
  });
});
