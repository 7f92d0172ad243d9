import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { calendarCache } from "../../server/calendar/calendar.ts";
import { setClock } from "../../server/core/clock.ts";
import { config, useConfig } from "../../server/core/config.ts";
import { db, transact } from "../../server/data/client.ts";
import { runAlone } from "../../server/data/schedule.ts";
import { frozenMonth } from "../../server/quota/closing/frozen-month.ts";
import { policiesCache } from "../../server/quota/policy/policies.ts";
import { closeDueMonths, closeMonth } from "../../server/reporting/closing/close-month.ts";
import { makeTown, variedText } from "../cast.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock();
  restoreClock = setClock(() => new Date(iso));
};
afterAll(() => restoreClock());

const closed = async () => (await db.monthClose.findMany({ orderBy: { month: "asc" } })).map(({ month }) => month);
const dueAt = async (iso: string) => {
  at(iso);
  await closeDueMonths();
  return closed();
};

/** The mainland's National Day of 2026: the first to the seventh are free, Saturday the tenth is worked. */
const HOLIDAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ date: `2026-10-0${day}`, kind: "holiday" as const, name: "国庆节", source: "国务院办公厅通知" }));
const MAKE_UP = { date: "2026-10-10", kind: "workday" as const, name: "国庆节调休", source: "国务院办公厅通知" };

beforeAll(async () => {
  at("2026-09-01T00:00:00Z");
  await makeTown("liuhe", "浏河镇", "2026-09");
  await makeTown("shaxi", "沙溪镇", "2026-09");
});
beforeEach(async () => {
  await transact(async (tx) => {
    await tx.monthClose.deleteMany();
    await tx.calendarDay.deleteMany();
    await tx.auditEntry.deleteMany();
  });
  calendarCache.clear();
});
const writeCalendar = async () => {
  await transact((tx) => tx.calendarDay.createMany({ data: [...HOLIDAYS, MAKE_UP] }));
  calendarCache.clear();
};

describe("a month is closed at the beginning of the fifth working day of the next, in the site's zone", () => {
  test("by the week alone where the calendar table says nothing", async () => {
    expect(await dueAt("2026-10-06T15:59:59.999Z")).toEqual([]); // Thursday the 1st is the first working day
    expect(await dueAt("2026-10-06T16:00:00.000Z")).toEqual(["2026-09"]);
  });

  test("by the calendar table: after a week of holidays, with a Saturday that is worked", async () => {
    await writeCalendar();
    expect(await dueAt("2026-10-12T15:59:59.999Z")).toEqual([]);
    expect(await dueAt("2026-10-12T16:00:00.000Z")).toEqual(["2026-09"]); // the 8th, 9th, 10th, 12th, 13th
  });

  test.each([
    ["UTC", "2026-10-07T00:00:00.000Z"],
    ["America/New_York", "2026-10-07T04:00:00.000Z"],
    ["Europe/Berlin", "2026-10-06T22:00:00.000Z"],
  ])("in %s at its own midnight", async (timeZone, instant) => {
    const before = config();
    useConfig({ ...before, timeZone });
    try {
      expect(await dueAt(new Date(new Date(instant).getTime() - 1).toISOString())).toEqual([]);
      expect(await dueAt(instant)).toEqual(["2026-09"]);
    } finally {
      useConfig(before);
    }
  });

  test("by the settlement day of that month's policy", async () => {
    at("2026-09-15T00:00:00Z");
    const administrator = await visitor(site, "administrator");
    const set = (settlementDay: number) => administrator.api("PUT", "/quota/policies/2026-09", { target: 2, kinds: ["ACTIVITY", "HOT_TOPIC"], settlementDay });
    expect((await set(8)).status).toBe(200);
    expect(await dueAt("2026-10-11T15:59:59.999Z")).toEqual([]);
    expect(await dueAt("2026-10-11T16:00:00.000Z")).toEqual(["2026-09"]);
    await transact((tx) => tx.quotaPolicy.deleteMany());
    policiesCache.clear();
  });
});

describe("the scheduler", () => {
  test("closes what fell due while the machine was off, oldest first, and nothing that is not due", async () => {
    expect(await dueAt("2026-12-24T03:00:00Z")).toEqual(["2026-09", "2026-10", "2026-11"]);
    expect((await frozenMonth("2026-10"))?.previous?.month).toBe("2026-09");
    expect(await closeDueMonths()).toEqual([]);
  });

  test("of several processes closes each month once", async () => {
    at("2027-01-20T03:00:00Z");
    const months = (await Promise.all([closeDueMonths(), closeDueMonths(), closeDueMonths()])).flat();
    expect(months.sort()).toEqual(["2026-09", "2026-10", "2026-11", "2026-12"]);
    expect(await db.auditEntry.count({ where: { action: "month.closed" } })).toBe(4);
  });

  test("stopped in the middle of a month leaves it wholly open, and goes on at its next run", async () => {
    const present = new Date("2026-12-24T03:00:00Z");
    let asked = 0;
    restoreClock();
    restoreClock = setClock(() => {
      if (++asked > 6) throw new Error("the power fails");
      return present;
    });
    await expect(closeDueMonths()).rejects.toThrow("the power fails");
    restoreClock();
    const before = await closed();
    expect([before.length > 0, before.length < 3, await db.auditEntry.count({ where: { action: "month.closed" } })]).toEqual([true, true, before.length]);
    expect(await dueAt("2026-12-24T03:05:00Z")).toEqual(["2026-09", "2026-10", "2026-11"]);
  });

  test("whose lease ran out while it worked does no harm", async () => {
    at("2026-11-20T03:00:00Z");
    const job = { name: "close-months", run: closeDueMonths };
    const first = runAlone(job);
    at("2026-11-20T03:06:00Z");
    await Promise.all([first, runAlone(job)]);
    expect(await closed()).toEqual(["2026-09", "2026-10"]);
    expect(await db.auditEntry.count({ where: { action: "month.closed" } })).toBe(2);
  });

  test("with a clock that is set back closes nothing again and opens nothing", async () => {
    await dueAt("2026-11-20T03:00:00Z");
    const before = await frozenMonth("2026-10");
    expect(await dueAt("2026-10-20T03:00:00Z")).toEqual(["2026-09", "2026-10"]);
    expect(await dueAt("2026-11-21T03:00:00Z")).toEqual(["2026-09", "2026-10"]);
    expect(await frozenMonth("2026-10")).toEqual(before);
  });
});

describe("who writes while a month is being closed", () => {
  async function opened(author: Visitor, count: number): Promise<number[]> {
    const answers = [];
    for (let index = 0; index < count; index++)
      answers.push(await author.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: variedText(900 + index, 9), body: variedText(700 + index) }));
    return answers.map(({ json }) => json.id as number);
  }

  test("comes before it or after it: what is frozen is what is credited", async () => {
    at("2026-09-20T03:00:00Z");
    const ids = await opened(await visitor(site, "association", "liuhe"), 6);
    at("2026-10-20T03:00:00Z");
    const [moderator, other] = [await visitor(site, "moderator"), await visitor(site, "moderator")];
    const [removals] = await Promise.all([
      Promise.all(ids.slice(0, 4).map((id, index) => (index % 2 ? moderator : other).api("DELETE", `/threads/${id}`))),
      closeMonth(null, "2026-09"),
    ]);
    expect(removals.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    const frozen = (await frozenMonth("2026-09"))!.towns.find(({ slug }) => slug === "liuhe")!;
    const credited = await db.thread.findMany({ where: { creditedMonth: "2026-09" }, orderBy: { id: "asc" } });
    expect(frozen.threadIds).toEqual(credited.map(({ id }) => id));
    expect([frozen.credited, ids.slice(4).every((id) => frozen.threadIds.includes(id))]).toEqual([frozen.threadIds.length, true]);
  });
});
