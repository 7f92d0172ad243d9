import { beforeAll, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [administrator, moderator, resident]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  administrator = await visitor(site, "administrator");
  moderator = await visitor(site, "moderator");
  resident = await visitor(site, "resident");
});

const NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月20日（周六）上班。";
const fields = { text: NOTICE, year: "2027", source: "测试通知" };

test("an administrator pastes a notice, sees what it would change, and saves it; nobody else does", async () => {
  expect((await moderator!.form("/admin/calendar/import", fields)).status).toBe(403);
  const looked = await administrator!.form("/admin/calendar/import", fields);
  expect([looked.status, await db.calendarDay.count({ where: { date: { startsWith: "2027" } } })]).toEqual([200, 0]);
  expect(looked.text).toContain(said("calendar.importPreview", { count: 12 }));
  expect(typedIn(looked.text, "text")).toBe(NOTICE);
  const saved = await administrator!.form("/admin/calendar/import", { ...fields, confirmed: "1" });
  expect([saved.status, saved.to]).toEqual([303, "/admin/calendar?year=2027"]);
  expect(await db.calendarDay.findUnique({ where: { date: "2027-01-31" } })).toEqual({ date: "2027-01-31", kind: "workday", name: "春节", source: "测试通知" });
  expect((await db.auditEntry.findFirst({ where: { action: "calendar.imported" } }))?.subject).toBe("calendar:2027");
});

test("a text that cannot be read comes back with what was pasted, and says why", async () => {
  const { status, text } = await administrator!.form("/admin/calendar/import", { ...fields, text: "明年的安排还没有公布" });
  expect([status, typedIn(text, "text"), typeof wrongWith(text, "text")]).toEqual([422, "明年的安排还没有公布", "string"]);
});

test("by JSON it can be tried without writing", async () => {
  const tried = await administrator!.api("POST", "/calendar/import", { text: "2028-01-01,holiday,元旦", year: 2028, source: "试", dryRun: true });
  expect([tried.json.items[0].isNew, await db.calendarDay.count({ where: { date: "2028-01-01" } })]).toEqual([true, 0]);
  await administrator!.api("POST", "/calendar/import", { text: "2028-01-01,holiday,元旦", year: 2028, source: "试" });
  expect(await db.calendarDay.count({ where: { date: "2028-01-01" } })).toBe(1);
});

test("a due date opens how it was counted, for whoever may read the question", async () => {
  const { id, feedback } = (await resident!.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: "路灯", body: "村口的路灯不亮" })).json;
  const { json } = await anyone(site).api("GET", `/threads/${id}/due`);
  expect(json).toMatchObject({ what: "answer", limitDays: 7, dueDay: feedback.dueDay });
  expect(json.days.at(-1)).toMatchObject({ date: feedback.dueDay, count: 7 });
  const page = (await anyone(site).get(`/threads/${id}/due`)).text;
  for (const { date } of json.days) expect(page).toContain(date);
  expect((await anyone(site).get(`/threads/${id}`)).text).toContain(`/threads/${id}/due"`);
  const hidden = (await resident!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "私事", body: "私事", private: true })).json.id;
  expect([(await anyone(site).get(`/threads/${hidden}/due`)).status, (await resident!.get(`/threads/${hidden}/due`)).status]).toEqual([404, 200]);
});
