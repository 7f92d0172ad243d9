import { beforeAll, describe, expect, test } from "vitest";
import { loadShippedNotices } from "../../server/calendar/shipped-notices.ts";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { partsOf, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let administrator: Visitor;
let moderator: Visitor;
const NATIONAL_DAY = { kind: "workday", name: "国庆节", source: "本市通知" };

beforeAll(async () => {
  setClock(() => new Date("2026-11-20T04:00:00Z"));
  administrator = await visitor(site, "administrator");
  moderator = await visitor(site, "moderator");
  return () => setClock(() => new Date());
});

const days = async (year: number) => (await anyone(site).api("GET", `/calendar?year=${year}`)).json;

describe("the shipped notices", () => {
  test("fill an untouched calendar once; what administrators decide afterwards stays, also after every start", async () => {
    expect((await days(2026)).missing).toBe(true); // premise
    expect(await Promise.all([loadShippedNotices(), loadShippedNotices()])).toContain(0);
    const { items, missing } = await days(2026);
    expect(missing).toBe(false);
    expect(items).toContainEqual({ date: "2026-10-10", kind: "workday", name: "国庆节", source: expect.stringContaining("国办发明电〔2025〕7号") });

    await administrator.api("PUT", "/calendar/2026-10-10", { kind: "rest", name: "本市调整", source: "本市通知" });
    await administrator.api("DELETE", "/calendar/2026-10-07");
    expect(await loadShippedNotices()).toBe(0);
    const after = (await days(2026)).items;
    expect(after.find(({ date }: { date: string }) => date === "2026-10-10")).toMatchObject({ kind: "rest", name: "本市调整" });
    expect(after.some(({ date }: { date: string }) => date === "2026-10-07")).toBe(false);
  });

  test("do not come back into a calendar that was emptied by hand", async () => {
    for (const { date } of await db.calendarDay.findMany()) await administrator.api("DELETE", `/calendar/${date}`);
    expect(await db.calendarDay.count()).toBe(0); // premise
    expect(await loadShippedNotices()).toBe(0);
    expect(await db.calendarDay.count()).toBe(0);
  });
});

describe("a day", () => {
  test("is set by form and by JSON, changed and removed, each on the audit trail", async () => {
    const byForm = await administrator.form("/admin/calendar", { date: "2027-10-09", ...NATIONAL_DAY });
    expect([byForm.status, byForm.to]).toEqual([303, "/admin/calendar?year=2027"]);
    const byJson = await administrator.api("PUT", "/calendar/2027-10-01", { ...NATIONAL_DAY, kind: "holiday" });
    expect([byJson.status, byJson.json]).toEqual([200, { date: "2027-10-01", ...NATIONAL_DAY, kind: "holiday" }]);
    await administrator.form("/admin/calendar", { date: "2027-10-09", ...NATIONAL_DAY, kind: "rest" });
    expect((await days(2027)).items.map(({ date, kind }: Record<string, string>) => [date, kind])).toEqual([
      ["2027-10-01", "holiday"],
      ["2027-10-09", "rest"],
    ]);
    expect((await administrator.form("/admin/calendar/2027-10-09/remove", {})).to).toBe("/admin/calendar?year=2027");
    expect((await administrator.api("DELETE", "/calendar/2027-10-09")).status).toBe(404);
    const trail = await db.auditEntry.findMany({ where: { subject: "day:2027-10-09" }, orderBy: { id: "asc" } });
    expect(trail.map(({ action }) => action)).toEqual(["calendar.daySet", "calendar.daySet", "calendar.dayRemoved"]);
    expect(JSON.parse(trail[1]!.detail)).toMatchObject({ before: { kind: "workday" }, after: { kind: "rest" } });
  });

  test("that is none is refused beside its field, with what was typed still there", async () => {
    const { status, text } = await administrator.form("/admin/calendar", { date: "2027-02-30", kind: "party", name: "", source: "通知" });
    expect(status).toBe(422);
    expect(wrongWith(text, "date")).toBe(said("errors.dateShape"));
    expect(wrongWith(text, "kind")).toBe(said("errors.dayKind"));
    expect(wrongWith(text, "name")).toBe(said("errors.required"));
    expect([typedIn(text, "date"), typedIn(text, "source")]).toEqual(["2027-02-30", "通知"]);
    expect((await administrator.api("PUT", "/calendar/2027-02-30", NATIONAL_DAY)).json.errors[0].path).toBe("date");
  });

  test("is for administrators to decide and for everybody to read", async () => {
    for (const [who, status] of [
      [anyone(site), 401],
      [moderator, 403],
    ] as const) {
      expect((await who.get("/admin/calendar")).status).toBe(who.member ? 403 : 303);
      expect((await who.form("/admin/calendar", { date: "2027-01-01", ...NATIONAL_DAY })).status).toBe(status);
      expect((await who.form("/admin/calendar/2027-10-01/remove", {})).status).toBe(status);
      expect((await who.api("PUT", "/calendar/2027-01-01", NATIONAL_DAY)).status).toBe(status);
      expect((await who.api("DELETE", "/calendar/2027-10-01")).status).toBe(status);
      expect((await who.api("GET", "/calendar?year=2027")).json.items.length).toBe(1);
    }
  });
});

describe("the page", () => {
  const dayOn = (text: string, date: string) => partsOf(text).find(({ tag, is }) => tag === "a" && is.href?.includes(`date=${date}#day`) && is["data-works"]);

  test("shows every day of the year, those that are named with their mark, and leads to the form of each", async () => {
    const { text } = await administrator.get("/admin/calendar?year=2027&date=2027-10-01");
    expect(partsOf(text).filter(({ is }) => is["data-works"]).length).toBe(365);
    expect(dayOn(text, "2027-10-01")).toMatchObject({
      text: `1${said("calendar.mark.holiday")} ${said("calendar.kind.holiday")}`,
      is: { "data-works": "false" },
    });
    expect([dayOn(text, "2027-10-02")?.is["data-works"], dayOn(text, "2027-10-04")?.is["data-works"]]).toEqual(["false", "true"]); // Saturday, Monday
    expect([typedIn(text, "date"), typedIn(text, "kind"), typedIn(text, "name")]).toEqual(["2027-10-01", "holiday", "国庆节"]);
  });

  test("and the administrators' home say which year's notice is missing, until a day of it is known", async () => {
    const missing = (year: number) => said("calendar.missing", { year });
    expect((await administrator.get("/admin/calendar?year=2028")).text).toContain(missing(2028));
    expect((await administrator.get("/admin/calendar?year=2027")).text).not.toContain(missing(2027));
    expect((await administrator.get("/admin")).text).toContain(missing(2026)); // emptied above
    await administrator.api("DELETE", "/calendar/2027-10-01");
    expect((await administrator.get("/admin")).text).toContain(missing(2027));
    await administrator.api("PUT", "/calendar/2027-01-01", NATIONAL_DAY);
    expect((await administrator.get("/admin")).text).not.toContain(missing(2027));
  });

  test("of no year is refused", async () => {
    expect((await administrator.get("/admin/calendar?year=x")).status).toBe(422);
    expect((await anyone(site).api("GET", "/calendar?year=3000")).json.errors[0].path).toBe("year");
  });
});
