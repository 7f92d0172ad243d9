import ICAL from "ical.js";
import { beforeAll, describe, expect, test } from "vitest";
import { iCalendar } from "../../server/activities/icalendar.ts";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite({ PUBLIC_URL: "https://minyi.example", TIME_ZONE: "Europe/Berlin" });
let association: Visitor;
let moderator: Visitor;
const DAY_MS = 24 * 3600 * 1000;
const inDays = (days: number) => new Date(Math.floor(Date.now() / DAY_MS + days) * DAY_MS).toISOString();

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  association = await visitor(site, "association", "liuhe");
  moderator = await visitor(site, "moderator");
});

async function publish(title: string, activity: object): Promise<number> {
  const { json } = await association.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title, body: `${title}，欢迎参加。`, activity });
  return json.id;
}
const read = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
const feed = async () => read((await anyone(site).get("/towns/liuhe/calendar.ics")).text);
const entry = async (id: number) => read((await anyone(site).get(`/threads/${id}/activity.ics`)).text)[0]!;

describe("an activity's calendar file", () => {
  test("says when in instants, where, what and where to read more, whatever stands in the words", async () => {
    const id = await publish("健步走；第二期, “江堤”", {
      startsAt: "2030-07-11T14:00",
      endsAt: "2030-07-11T16:00",
      place: "东门\\入口, 左侧",
      contact: "协会办公室",
    });
    const answer = await anyone(site).get(`/threads/${id}/activity.ics`);
    expect([answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([
      "text/calendar; charset=utf-8",
      `attachment; filename=activity-${id}.ics`,
    ]);
    const event = await entry(id);
    expect([event.summary, event.location]).toEqual(["健步走；第二期, “江堤”", "东门\\入口, 左侧"]);
    expect(event.startDate.toJSDate().toISOString()).toBe("2030-07-11T12:00:00.000Z"); // 14:00 of summer time in Berlin
    expect(event.endDate.toJSDate().toISOString()).toBe("2030-07-11T14:00:00.000Z");
    expect(event.description).toContain(`https://minyi.example/threads/${id}`);
    expect(event.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
  });

  test.each([
    ["健步走; 第二期, 东门\\西门", "NAME:健步走\\; 第二期\\, 东门\\\\西门"],
    ["上行\n下行", "NAME:上行\\n下行"],
  ])("has the name %j in one line, its signs escaped", async (name, line) => {
    const text = await iCalendar(name, []);
    const lines = text.split("\r\n");
    expect(lines).toContain(line);
    expect(lines).toContain(`X-WR-CAL${line}`);
    expect(new ICAL.Component(ICAL.parse(text)).getFirstPropertyValue("x-wr-calname")).toBeTruthy();
  });

  test("keeps its name and raises its sequence with each change; a cancelled one says so", async () => {
    const details = { startsAt: inDays(3), place: "文化站" };
    const id = await publish("剪纸课", details);
    const first = await entry(id);
    await association.api("PUT", `/threads/${id}/activity`, { ...details, startsAt: inDays(4) });
    const moved = await entry(id);
    expect([moved.uid, moved.sequence > first.sequence, moved.startDate.toJSDate().toISOString()]).toEqual([first.uid, true, inDays(4)]);
    await association.api("POST", `/threads/${id}/activity/cancellation`, { reason: "老师生病" });
    const cancelled = await entry(id);
    expect([cancelled.uid, cancelled.sequence > moved.sequence, cancelled.component.getFirstPropertyValue("status")]).toEqual([first.uid, true, "CANCELLED"]);
  });

  test("is asked for again only when something changed", async () => {
    const details = { startsAt: inDays(3), place: "文化站" };
    const id = await publish("象棋赛", details);
    for (const path of [`/threads/${id}/activity.ics`, "/towns/liuhe/calendar.ics"]) {
      const first = await anyone(site).get(path);
      expect(first.headers.get("cache-control")).toBe("public, max-age=300");
      const etag = first.headers.get("etag")!;
      expect((await anyone(site).get(path, { "if-none-match": etag })).status).toBe(304);
      await association.api("PUT", `/threads/${id}/activity`, { ...details, place: `别处 ${path}` });
      expect((await anyone(site).get(path, { "if-none-match": etag })).status).toBe(200);
    }
  });

  test("is not there for what has no time, is no activity or was removed", async () => {
    const plain = (await association.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: "读书会", body: "欢迎参加读书会。" })).json.id;
    const removed = await publish("广场舞", { startsAt: inDays(3), place: "广场" });
    await moderator.api("DELETE", `/threads/${removed}`);
    for (const id of [plain, removed, 999_999]) expect((await moderator.get(`/threads/${id}/activity.ics`)).status).toBe(404);
    expect((await anyone(site).get("/towns/nowhere/calendar.ics")).status).toBe(404);
  });
});

test("a town's feed has its own activities, upcoming and recent, cancelled ones too, by their time", async () => {
  const later = await publish("冬至包饺子", { startsAt: inDays(20), place: "社区食堂" });
  const sooner = await publish("口腔义诊", { startsAt: inDays(2), place: "卫生院" });
  const phone = await publish("报名请打 13812345678", { startsAt: inDays(2), place: "文化站" });
  const old = await publish("去年的活动", { startsAt: inDays(-100), place: "文化站" });
  await association.api("POST", `/threads/${later}/activity/cancellation`, { reason: "食堂维修" });
  const events = await feed();
  const ids = events.map(({ uid }) => Number(/^activity-(\d+)@minyi\.example$/.exec(uid)?.[1]));
  expect(ids.filter((id) => [later, sooner, old].includes(id))).toEqual([sooner, later]);
  expect(events[ids.indexOf(later)]!.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(events[ids.indexOf(phone)]!.summary).toBe("报名请打 138****5678");
  expect((await entry(phone)).summary).toBe("报名请打 138****5678");
  expect(read((await anyone(site).get("/towns/shaxi/calendar.ics")).text)).toEqual([]);
  expect((await anyone(site).get("/towns/liuhe")).text).toContain("/towns/liuhe/calendar.ics");
});
