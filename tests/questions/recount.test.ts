import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { calendarCache } from "../../server/calendar/calendar.ts";
import { setClock } from "../../server/core/clock.ts";
import { db, transact } from "../../server/data/client.ts";
import { escalate } from "../../server/questions/deadlines/escalate.ts";
import { recountDueDates } from "../../server/questions/deadlines/recount.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { randomFrom } from "../reporting/play-quarter.ts";
import { useSite } from "../site.ts";
import { anyone, until, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();

let [administrator, resident, liuhe]: (Visitor & { member: { id: number } })[] = [];
beforeAll(async () => {
  const restore = setClock(() => new Date("2026-12-26T02:00:00Z")); // a session of today would be over in January
  await makeTown("liuhe", "浏河镇", "2026-01");
  administrator = await visitor(site, "administrator");
  resident = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  await administrator.api("POST", "/categories", { name: "综合", slug: "general" });
  await administrator.api("POST", "/assignment-rules", { name: "由管理员分派", position: 1, category: "general", office: "" });
  restore();
});
/** Nothing of an earlier test waits, and the calendar is empty. */
beforeEach(async () => {
  await transact(async (tx) => {
    await tx.feedback.updateMany({ data: { state: "closed" } });
    await tx.calendarDay.deleteMany();
  });
  calendarCache.clear();
});

const ask = async (more: object = {}): Promise<number> =>
  (await resident!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "春节期间办证吗", body: "请问春节期间窗口开吗？", ...more })).json.id;
const stateOf = async (id: number) => (await anyone(site).api("GET", `/threads/${id}`)).json.feedback;
const explained = async (id: number) => (await anyone(site).api("GET", `/threads/${id}/due`)).json;
const steps = (id: number) => db.feedbackStep.count({ where: { threadId: id, event: "recounted" } });
const noticesOf = (who: { member: { id: number } }, id: number) =>
  db.notification.count({ where: { accountId: who.member.id, path: `/threads/${id}`, kind: "feedback_recounted" } });
const importYear = (text: string) => administrator!.api("POST", "/calendar/import", { text, year: 2027, source: "国办通知" });

describe("a question of late December, when next year's holidays come out", () => {
  test("is counted anew in the open; asker and office are told, and the explanation ends on the day that is shown", async () => {
    at("2026-12-29T02:00:00Z");
    const id = await ask();
    expect((await stateOf(id)).dueDay).toBe("2027-01-05");
    expect((await explained(id)).missingYears).toContain(2027);
    await importYear("2027-01-01,holiday,元旦\n2027-01-02,rest,元旦\n2027-01-03,rest,元旦");
    await until("the recount", async () => (await stateOf(id)).dueDay === "2027-01-06");
    const { timeline } = await stateOf(id);
    expect(timeline.at(-1)).toMatchObject({
      event: "recounted",
      by: "section",
      office: "浏河镇",
      note: "2027-01-05 → 2027-01-06",
      dueAt: "2027-01-06T16:00:00.000Z",
    });
    const { days, dueDay, todaysDay } = await explained(id);
    expect([days.at(-1).date, days.at(-1).count, dueDay, todaysDay]).toEqual(["2027-01-06", 5, "2027-01-06", null]);
    for (const who of [resident!, liuhe!]) expect(await noticesOf(who, id)).toBe(1);
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(said("feedback.event.recounted"));
    expect(await db.auditEntry.count({ where: { action: "feedback.recounted", subject: `thread:${id}` } })).toBe(1);

    expect([await recountDueDates(), await steps(id)]).toEqual([0, 1]); // and once only
    at("2027-01-06T02:00:00Z"); // late by the old date
    expect((await anyone(site).api("GET", "/feedback/statistics?month=2027-01")).json).toMatchObject({ open: 1, overdue: 0 });
    const answered = await liuhe!.api("POST", `/threads/${id}/answer`, { body: "元旦三天窗口休息，一月四日起照常办理。" });
    expect(answered.json.feedback.onTime).toBe(true);
  });

  test("is told that it is due soon of the new day too", async () => {
    at("2026-12-29T02:00:00Z");
    const id = await ask();
    at("2027-01-04T02:00:00Z");
    expect(await escalate()).toBe(1);
    await importYear("2027-01-01,holiday,元旦");
    await until("the recount", async () => (await stateOf(id)).dueDay === "2027-01-06");
    at("2027-01-05T02:00:00Z");
    expect(await escalate()).toBe(1);
  });

  test("changes once, however many recount at the same time; a removed one and what became another kind do not", async () => {
    at("2026-12-29T02:00:00Z");
    const [id, removed, moved] = [await ask(), await ask(), await ask()];
    await administrator!.api("DELETE", `/threads/${removed}`);
    await administrator!.api("PUT", `/threads/${moved}/place`, { town: "liuhe", kind: "HOT_TOPIC" });
    await transact((tx) => tx.calendarDay.create({ data: { date: "2027-01-01", kind: "holiday", name: "元旦", source: "国办通知" } }));
    calendarCache.clear(); // written past the acts, so that nothing recounts by itself
    const changed = await Promise.all([recountDueDates(), recountDueDates(), recountDueDates()]);
    expect(changed.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect([await steps(id), await steps(removed), await steps(moved)]).toEqual([1, 0, 0]);
  });
});

describe("a recount makes nothing overdue", () => {
  test.each([
    // Received on Tuesday the 3rd, due by the end of Tuesday the 10th; Saturday and Sunday are worked after all: Friday the 6th, or Monday the 9th.
    ["is earlier and still ahead: the new day holds", "2026-11-05T02:00:00Z", ["2026-11-07", "2026-11-08"], "2026-11-08", null],
    ["would be today: the date that was told stays", "2026-11-08T02:00:00Z", ["2026-11-07", "2026-11-08"], "2026-11-10", "2026-11-08"],
    ["would be over: the date that was told stays", "2026-11-09T02:00:00Z", ["2026-11-07", "2026-11-08"], "2026-11-10", "2026-11-08"],
  ])("when it %s", async (_what, present, worked, dueDay, todaysDay) => {
    at("2026-11-03T02:00:00Z");
    const id = await ask();
    expect((await stateOf(id)).dueDay).toBe("2026-11-10"); // premise
    at(present);
    const text = worked.map((date) => `${date},workday,上班`).join("\n");
    await administrator!.api("POST", "/calendar/import", { text, year: 2026, source: "本市通知" });
    await recountDueDates();
    expect(await stateOf(id)).toMatchObject({ dueDay, overdue: false });
    const { days, ...rest } = await explained(id);
    expect([days.at(-1).date, rest.dueDay, rest.todaysDay]).toEqual([dueDay, dueDay, todaysDay]);
    const page = (await anyone(site).get(`/threads/${id}/due`)).text;
    expect(page.includes(said("due.kept", { date: "11月8日" }))).toBe(todaysDay !== null);
  });

  test("nor does one that is overdue get another date", async () => {
    at("2026-11-03T02:00:00Z");
    const id = await ask();
    at("2026-11-12T02:00:00Z");
    await administrator!.api("PUT", "/calendar/2026-11-10", { kind: "rest", name: "停电", source: "本市通知" });
    await recountDueDates();
    expect(await stateOf(id)).toMatchObject({ dueDay: "2026-11-10", overdue: true });
    expect(await explained(id)).toMatchObject({ dueDay: "2026-11-10", todaysDay: "2026-11-11" });
  });
});

test("after any change of the calendar each explanation ends on the day that is shown, and nothing became overdue by it", async () => {
  const draw = randomFrom(20_261_126);
  const dateOf = (day: number) => new Date(Date.UTC(2026, 10, 2 + day)).toISOString().slice(0, 10);
  at("2026-11-03T02:00:00Z");
  const old = await ask();
  at("2026-11-12T02:00:00Z");
  const [plain, opinion, unassigned, extended, answered, reopened] = [
    await ask(),
    await ask({ kind: "OPINION" }),
    await ask({ category: "general" }),
    await ask(),
    await ask(),
    await ask(),
  ];
  await liuhe!.api("POST", `/threads/${extended}/extension`, { days: "6", reason: "需要核实" });
  for (const id of [answered, reopened]) await liuhe!.api("POST", `/threads/${id}/answer`, { body: "窗口照常办理，电话 53601234。" });
  at("2026-11-13T02:00:00Z");
  expect((await resident!.api("POST", `/threads/${reopened}/reopen`, { reason: "周末去了没有人" })).status).toBe(200);
  await administrator!.api("POST", `/threads/${unassigned}/reminder`);
  const ids = [old, plain, opinion, unassigned, extended, answered, reopened];
  let changes = 0;
  for (let round = 0; round < 16; round++) {
    at(`2026-11-${13 + Math.floor(round / 4)}T0${draw(9)}:30:00Z`);
    const before = await Promise.all(ids.map(stateOf));
    const date = dateOf(draw(40));
    const kind = ["holiday", "rest", "workday"][draw(3)]!;
    if (draw(4) === 0) await administrator!.api("DELETE", `/calendar/${date}`);
    else if (draw(3) === 0)
      await administrator!.api("POST", "/calendar/import", { text: `${date},${kind},调整\n${dateOf(draw(40))},rest,调整`, year: 2026, source: "通知" });
    else await administrator!.api("PUT", `/calendar/${date}`, { kind, name: "调整", source: "本市通知" });
    await recountDueDates();
    for (const [index, id] of ids.entries()) {
      const [then, now] = [before[index], await stateOf(id)];
      const { days, dueDay, todaysDay, limitDays, extensionDays, since } = await explained(id);
      const about = `round ${round}, ${date} ${kind}, question ${index}`;
      expect([days.at(-1).date, dueDay], about).toEqual([now.dueDay, now.dueDay]);
      if (todaysDay === null) expect(days.at(-1), about).toMatchObject({ worked: true, count: limitDays + extensionDays });
      if (then.overdue || then.state === "answered") expect(now.dueAt, about).toBe(then.dueAt);
      else expect(now.overdue, about).toBe(false);
      if (id === unassigned) expect(since).toBe("2026-11-12T02:00:00.000Z"); // received then; reminded on the 13th
      if (then.dueAt !== now.dueAt) changes++;
    }
  }
  expect(changes).toBeGreaterThan(5); // premise
}, 60_000);

test("the assignment of a question is counted from its receipt or its return, not from an administrator's reminder", async () => {
  at("2026-11-03T02:00:00Z");
  const [id, returned] = [await ask({ category: "general" }), await ask()];
  at("2026-11-04T02:00:00Z");
  await liuhe!.api("POST", `/threads/${returned}/return`, { reason: "不属本镇" });
  at("2026-11-05T02:00:00Z");
  for (const each of [id, returned]) expect((await administrator!.api("POST", `/threads/${each}/reminder`)).status).toBe(200);
  expect(await explained(id)).toMatchObject({ what: "assignment", since: "2026-11-03T02:00:00.000Z", dueDay: "2026-11-04", todaysDay: null });
  expect(await explained(returned)).toMatchObject({ what: "assignment", since: "2026-11-04T02:00:00.000Z", dueDay: "2026-11-05", todaysDay: null });
});
