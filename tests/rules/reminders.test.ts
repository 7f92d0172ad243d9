import { describe, expect, test } from "vitest";
import { isOfficeHour } from "../../server/calendar/office-hours.ts";
import type { DayKind } from "../../server/calendar/working-days.ts";
import { digestDue } from "../../server/reporting/reminders/digest.ts";
import {
  administratorsKey,
  type Sent,
  stageDates,
  type TownReminder,
  type TownToRemind,
  townReminders,
  type World,
} from "../../server/reporting/reminders/reminders.ts";

const SETTINGS = { remindNoneDay: 10, remindShortDay: 20, remindLastWorkingDays: 3, officeFrom: "09:00", officeUntil: "17:00" };
/** October 2026: the 1st to the 7th are free, Saturday the 10th is worked; the 30th, a Friday, is made a day of rest here. */
const DAYS = new Map<string, DayKind>([
  ...["01", "02", "03", "04", "05", "06", "07"].map((day) => [`2026-10-${day}`, "holiday"] as [string, DayKind]),
  ["2026-10-10", "workday"],
  ["2026-10-30", "rest"],
]);
const ZONES: [string, string][] = [
  ["Asia/Shanghai", "+08:00"],
  ["UTC", "Z"],
  ["America/New_York", "-04:00"],
];

const world = (at: string, timeZone = "Asia/Shanghai", offset = "+08:00"): World => ({
  now: new Date(`${at}:00${offset}`),
  timeZone,
  days: DAYS,
  settings: SETTINGS,
});
const counter = (credited: number, status: TownToRemind["counter"]["status"] = "on_track") => ({
  credited,
  target: 2,
  short: Math.max(0, 2 - credited),
  status,
});
const town = (change: Partial<TownToRemind> = {}): TownToRemind => ({
  id: 1,
  counter: counter(0),
  byKind: { QUESTION: 0, OPINION: 0, ACTIVITY: 0, HOT_TOPIC: 0 },
  perKind: {},
  freshness: "fresh",
  lastPublishedAt: "2026-10-08T02:00:00.000Z",
  ...change,
});
const remembered = (reminders: readonly TownReminder[], at: Date): Sent[] =>
  reminders.flatMap(({ townId, keys }) => keys.map(({ key }) => ({ key, townId, sentAt: at })));
const stages = (at: string, who: TownToRemind = town(), sent: Sent[] = []) =>
  townReminders([who], sent, world(at)).map(({ stage, freshness }) => stage ?? freshness);

describe("the days of October 2026", () => {
  test("are counted back over days of rest, and the administrators come a working day after the last reminder", () => {
    expect(stageDates("2026-10", SETTINGS, DAYS)).toEqual({ none: "2026-10-10", short: "2026-10-20", last: "2026-10-27", administrators: "2026-10-28" });
    expect(stageDates("2026-10", { ...SETTINGS, remindLastWorkingDays: 1 }, DAYS)).toMatchObject({ last: "2026-10-29", administrators: "2026-10-29" });
  });

  test.each(ZONES)("have office hours in %s: from 9 until before 17, on working days only", (zone, offset) => {
    const hours = ["2026-10-09T08:59", "2026-10-09T09:00", "2026-10-09T16:59", "2026-10-09T17:00", "2026-10-10T09:00", "2026-10-11T12:00", "2026-10-07T12:00"];
    expect(hours.map((at) => isOfficeHour(world(at, zone, offset)))).toEqual([false, true, true, false, true, false, false]);
  });
});

describe("a town with nothing credited", () => {
  test.each(ZONES)("is reminded on the 10th at the first office hour in %s, not a minute earlier", (zone, offset) => {
    const at = (time: string) => townReminders([town()], [], world(time, zone, offset)).length;
    expect([at("2026-10-09T16:59"), at("2026-10-10T08:59"), at("2026-10-10T09:00"), at("2026-10-10T23:00")]).toEqual([0, 0, 1, 0]);
  });

  test("when the 10th is not worked, on the next working day", () => {
    const plain = { ...world("2026-10-10T10:00"), days: new Map([["2026-10-10", "rest"]] as [string, DayKind][]) };
    expect(townReminders([town()], [], plain)).toEqual([]);
    expect(townReminders([town()], [], { ...plain, now: new Date("2026-10-12T01:00:00Z") })).toHaveLength(1);
  });

  test("walks through the month and is told three times, each once, then no more", () => {
    const sent: Sent[] = [];
    const told: string[] = [];
    for (let day = 1; day <= 31; day++) {
      for (const hour of ["08:50", "09:00", "09:10", "16:50"]) {
        const now = world(`2026-10-${String(day).padStart(2, "0")}T${hour}`);
        const due = townReminders([town()], sent, now);
        told.push(...due.map(({ stage }) => `${day} ${hour} ${stage}`));
        sent.push(...remembered(due, now.now));
      }
    }
    expect(told).toEqual(["10 09:00 none", "20 09:00 short", "27 09:00 last"]);
  });
});

describe("a later reminder", () => {
  test("replaces one that was missed: never two at once", () => {
    expect([stages("2026-10-22T10:00"), stages("2026-10-28T10:00")]).toEqual([["short"], ["last"]]);
  });

  test("is not followed by an earlier one when the clock is set back", () => {
    const now = world("2026-10-20T09:00");
    const sent = remembered(townReminders([town()], [], now), now.now);
    expect(sent.map(({ key }) => key)).toEqual(["town:1:2026-10:short"]); // premise
    for (const at of ["2026-10-12T10:00", "2026-10-19T10:00", "2026-10-20T10:00", "2026-10-21T10:00"]) expect([at, stages(at, town(), sent)]).toEqual([at, []]);
    expect(stages("2026-10-27T10:00", town(), sent)).toEqual(["last"]);
  });
});

describe("nobody is reminded of the duty", () => {
  test.each([
    ["that is met", counter(2, "met")],
    ["that an exemption lifts", counter(0, "exempt")],
    ["before it begins", counter(0, "not_on_duty")],
    ["once the month is over", counter(0, "missed")],
  ])("%s", (_name, met) => {
    for (const at of ["2026-10-10T09:00", "2026-10-20T09:00", "2026-10-27T09:00"]) expect(stages(at, town({ counter: met }))).toEqual([]);
    expect(administratorsKey([town({ counter: met })], [], world("2026-10-28T09:00"))).toBeNull();
  });

  test("on the 10th with one credited; on the 20th it is", () => {
    const one = town({ counter: counter(1) });
    expect([stages("2026-10-10T09:00", one), stages("2026-10-20T09:00", one)]).toEqual([[], ["short"]]);
  });
});

describe("a board that grows stale", () => {
  const stale = town({ freshness: "stale", counter: counter(1, "at_risk") });

  test("is told in the same message as the duty, and each of both once", () => {
    const now = world("2026-10-20T09:00");
    const due = townReminders([stale], [], now);
    expect(due).toMatchObject([{ stage: "short", freshness: "stale" }]);
    const sent = remembered(due, now.now);
    expect(sent).toHaveLength(2);
    expect(stages("2026-10-21T09:00", stale, sent)).toEqual([]);
  });

  test("waits for the next working day when the town was told something that day", () => {
    const now = world("2026-10-20T09:00");
    const sent = remembered(townReminders([town({ counter: counter(1) })], [], now), now.now);
    expect(stages("2026-10-20T15:00", stale, sent)).toEqual([]);
    expect(townReminders([stale], sent, world("2026-10-21T09:00"))).toMatchObject([{ stage: "short", freshness: "stale", keys: [{ stage: "stale" }] }]);
  });

  test("is told by itself to a town that met its duty, but not to one that is exempt or not on duty", () => {
    const of = (status: "met" | "exempt" | "not_on_duty") => stages("2026-10-13T09:00", town({ freshness: "stale_soon", counter: counter(2, status) }));
    expect([of("met"), of("exempt"), of("not_on_duty")]).toEqual([["stale_soon"], [], []]);
  });

  test("is not said to be stale soon after it was said to be stale; with new life it may grow stale again", () => {
    const sent = remembered(townReminders([stale], [], world("2026-10-12T09:00")), new Date("2026-10-12T01:00:00Z"));
    expect(stages("2026-10-13T09:00", town({ ...stale, freshness: "stale_soon" }), sent)).toEqual([]);
    expect(stages("2026-10-13T09:00", town({ ...stale, lastPublishedAt: "2026-10-09T00:00:00.000Z" }), sent)).toEqual(["stale"]);
  });

  test("that never had anything is mentioned with the duty only", () => {
    const empty = town({ freshness: "empty", lastPublishedAt: null });
    expect([stages("2026-10-09T09:00", empty), townReminders([empty], [], world("2026-10-10T09:00"))]).toMatchObject([
      [],
      [{ stage: "none", freshness: "empty" }],
    ]);
  });
});

test("what is missing of a kind that must be among them is named", () => {
  const perKind = { ACTIVITY: 1, HOT_TOPIC: 1 };
  const [reminder] = townReminders(
    [town({ perKind, byKind: { QUESTION: 0, OPINION: 0, ACTIVITY: 1, HOT_TOPIC: 0 }, counter: counter(1) })],
    [],
    world("2026-10-20T09:00"),
  );
  expect(reminder?.missing).toEqual([{ kind: "HOT_TOPIC", count: 1 }]);
});

test("the administrators are told once, on the working day after the last reminder, while a town is short", () => {
  const key = "administrators:2026-10";
  expect(administratorsKey([town()], [], world("2026-10-27T16:00"))).toBeNull();
  expect(administratorsKey([town()], [], world("2026-10-28T09:00"))).toBe(key);
  expect(administratorsKey([town()], [{ key, townId: null, sentAt: new Date() }], world("2026-10-29T09:00"))).toBeNull();
});

describe("the digest of a week", () => {
  const due = (at: string, sent: string[] = [], weekday = 1) => digestDue(weekday, sent, world(at));

  test("goes out with the first office hour of its day, once", () => {
    expect([due("2026-10-12T08:59"), due("2026-10-12T09:00"), due("2026-10-12T09:10", ["2026-10-12"])]).toEqual([null, "2026-10-12", null]);
    expect(due("2026-10-16T09:00", [], 5)).toBe("2026-10-16");
  });

  test("after a holiday or a pause with the next office hour, and never again when the clock is set back", () => {
    expect([due("2026-10-05T10:00"), due("2026-10-08T09:00")]).toEqual([null, "2026-10-05"]);
    expect([due("2026-10-09T10:00", ["2026-10-12"]), due("2026-10-19T09:00", ["2026-10-12"])]).toEqual([null, "2026-10-19"]);
  });
});
