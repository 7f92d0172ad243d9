import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysOfNotice, type Notice } from "../../server/calendar/notice.ts";
import { readDays } from "../../server/calendar/read-days.ts";
import type { DaysByDate } from "../../server/calendar/working-days.ts";
import { projectFile } from "../../server/data/project-file.ts";
import { countedDays, dueAfter, lastDay } from "../../server/questions/deadlines/due-dates.ts";
import { workingMinutes } from "../../server/questions/deadlines/working-time.ts";

/** The notice of 2026 as it was published. */
const NOTICE = `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;
const options = { year: 2026, source: "国办发明电〔2025〕7号" };
const shipped = daysOfNotice(JSON.parse(readFileSync(projectFile("prisma/calendar/2026.json"), "utf8")) as Notice);
const kinds = (days: { date: string; kind: string }[]) => Object.fromEntries(days.map(({ date, kind }) => [date, kind === "workday" ? "worked" : "off"]));

describe("a pasted text", () => {
  test.each([
    ["opening brackets without end", `1月1日放假${"(".repeat(190_000)}`],
    ["spans of ten thousand years", `一、元旦：${"0001年1月1日至9999年12月31日".repeat(8_000)}放假`],
    [
      "events without end",
      `BEGIN:VCALENDAR\n${"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:99991231\nEND:VEVENT\n".repeat(2_200)}END:VCALENDAR`,
    ],
  ])("with %s is refused", (_, text) => {
    expect(() => readDays(text, options)).toThrow();
  });

  test("that is the yearly notice gives exactly the days that are shipped for that year", () => {
    const read = readDays(NOTICE, options);
    expect(read.length).toBeGreaterThan(30); // premise
    expect(kinds(read)).toEqual(kinds(shipped));
    expect(read.find(({ date }) => date === "2026-02-14")).toEqual({ date: "2026-02-14", kind: "workday", name: "春节", source: options.source });
  });

  test("that leaves out the month of a second day means the month before it", () => {
    const days = readDays("二、春节：2月15日至23日放假调休，共9天。2月14日（周六）、28日（周六）上班。", options);
    expect(days.filter(({ kind }) => kind === "workday").map(({ date }) => date)).toEqual(["2026-02-14", "2026-02-28"]);
  });

  test("that spans two years or months fills the span", () => {
    const days = readDays("元旦：2026年12月30日至2027年1月2日放假，共4天。\n劳动节：4月29日至5月3日放假调休，共5天。", options);
    expect(days.map(({ date }) => date)).toEqual([
      "2026-04-29",
      "2026-04-30",
      "2026-05-01",
      "2026-05-02",
      "2026-05-03",
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
    ]);
  });

  test("as CSV is read with or without a heading, with our words or people's", () => {
    const days = readDays("\uFEFF日期,类型,名称\n2027-01-01,holiday,元旦\n2027/1/3,补班,元旦\n2027-02-06,休,春节", options);
    expect(days.map(({ date, kind, name }) => [date, kind, name])).toEqual([
      ["2027-01-01", "holiday", "元旦"],
      ["2027-01-03", "workday", "元旦"],
      ["2027-02-06", "rest", "春节"],
    ]);
  });

  test("as iCalendar is read day by day, worked days by their mark", () => {
    const event = (start: string, end: string, summary: string, more = "") =>
      `BEGIN:VEVENT\r\nUID:${start}\r\nDTSTART;VALUE=DATE:${start}\r\nDTEND;VALUE=DATE:${end}\r\nSUMMARY:${summary}\r\n${more}END:VEVENT\r\n`;
    const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n${event("20270101", "20270104", "元旦（休）")}${event("20270109", "20270110", "元旦", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\r\n")}END:VCALENDAR`;
    expect(readDays(calendar, options).map(({ date, kind }) => [date, kind])).toEqual([
      ["2027-01-01", "rest"],
      ["2027-01-02", "rest"],
      ["2027-01-03", "rest"],
      ["2027-01-09", "workday"],
    ]);
  });

  test.each([
    ["", "noDays"],
    ["2027-13-01,holiday,元旦", "unreadableLine"],
    ["2027-01-01,party,元旦", "unknownKindOfDay"],
    ["BEGIN:VCALENDAR\nnonsense", "unreadableCalendar"],
  ])("that cannot be read (%j) is refused with the reason", (text, key) => {
    expect(() => readDays(text, options)).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ path: "text", key })] }));
  });
});

const zone = "Asia/Shanghai";
const date = fc.integer({ min: 0, max: 800 }).map((offset) => new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10));
const calendar: fc.Arbitrary<DaysByDate> = fc
  .array(fc.tuple(date, fc.constantFrom("rest", "holiday", "workday")), { maxLength: 60 })
  .map((days) => new Map(days as [string, "rest"][]));
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 10, 1) }).map((ms) => new Date(ms));

describe("a due date, over any calendar", () => {
  test("is the working day that its explanation counts last, and not a day earlier or later", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 25 }), calendar, (received, limit, days) => {
        const counted = countedDays(received, lastDay(received, limit, days, zone), days, new Map(), zone);
        expect(counted[0]!.count).toBe(0);
        expect(counted.map(({ count }) => count).filter((count) => count > 0)).toEqual(Array.from({ length: limit }, (_, index) => index + 1));
        expect(counted.at(-1)).toMatchObject({ date: lastDay(received, limit, days, zone), worked: true, count: limit });
        for (const day of counted.slice(1)) expect(day.count > 0).toBe(day.worked);
      }),
      { numRuns: 150 },
    );
  });

  test("never comes earlier for a longer limit, nor for a later receipt", () => {
    fc.assert(
      fc.property(instant, fc.nat(40 * 86_400_000), fc.integer({ min: 1, max: 20 }), calendar, (received, later, limit, days) => {
        const due = dueAfter(received, limit, days, zone).getTime();
        expect(dueAfter(received, limit + 1, days, zone).getTime()).toBeGreaterThan(due);
        expect(dueAfter(new Date(received.getTime() + later), limit, days, zone).getTime()).toBeGreaterThanOrEqual(due);
      }),
      { numRuns: 150 },
    );
  });

  test("is the same however the day of receipt is told: a minute after midnight or before the next", () => {
    const days: DaysByDate = new Map();
    const due = dueAfter(new Date("2026-11-03T00:01:00+08:00"), 5, days, zone);
    expect(dueAfter(new Date("2026-11-03T23:59:59.999+08:00"), 5, days, zone)).toEqual(due);
    expect(due.toISOString()).toBe("2026-11-10T16:00:00.000Z");
  });
});

test("working time is that of office hours on working days", () => {
  const office = { from: "09:00", until: "17:00" };
  const minutes = (from: string, until: string) => workingMinutes(new Date(from), new Date(until), new Map([["2026-11-04", "holiday"]]), office, zone);
  expect(minutes("2026-11-03T10:00:00+08:00", "2026-11-03T11:30:00+08:00")).toBe(90);
  expect(minutes("2026-11-03T16:00:00+08:00", "2026-11-05T10:00:00+08:00")).toBe(120); // an hour, a holiday, an hour
  expect(minutes("2026-11-06T20:00:00+08:00", "2026-11-08T20:00:00+08:00")).toBe(0); // from Friday night to Sunday
});

test("working time opens and closes by the clock on the wall, also on the day on which it is put forward or back", () => {
  const worked: DaysByDate = new Map([
    ["2026-03-08", "workday"],
    ["2026-11-01", "workday"],
  ]);
  for (const [day, offset] of [
    ["2026-03-08", "-04:00"],
    ["2026-11-01", "-05:00"],
  ]) {
    const minutes = (from: string, until: string) =>
      workingMinutes(
        new Date(`${day}T${from}:00${offset}`),
        new Date(`${day}T${until}:00${offset}`),
        worked,
        { from: "09:00", until: "17:00" },
        "America/New_York",
      );
    expect([minutes("09:00", "10:00"), minutes("08:00", "09:00"), minutes("16:00", "18:00"), minutes("03:00", "23:00")], day).toEqual([60, 0, 60, 480]);
  }
});
