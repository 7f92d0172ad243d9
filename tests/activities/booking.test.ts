import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { erasePhones } from "../../server/activities/sign-up-list.ts";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let association: Visitor;
let neighbour: Visitor;
let moderator: Visitor;
let administrator: Visitor;
let residents: (Visitor & { member: { id: number } })[];
let putBack = () => {};
afterEach(() => putBack());

const HOUR_MS = 3600 * 1000;
const inHours = (hours: number) => new Date(Math.ceil(Date.now() / HOUR_MS + hours) * HOUR_MS).toISOString();
const START = inHours(2);
const END = inHours(4);
const after = (days: number, ms: number) => new Date(Date.parse(END) + days * 24 * HOUR_MS + ms).toISOString();
const at = (iso: string) => {
  putBack = setClock(() => new Date(iso));
};

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  association = await visitor(site, "association", "liuhe");
  neighbour = await visitor(site, "association", "shaxi");
  moderator = await visitor(site, "moderator");
  administrator = await visitor(site, "administrator");
  residents = [];
  for (let index = 0; index < 20; index++) residents.push(await visitor(site, "resident"));
});

async function activityFor(capacity: number | null): Promise<number> {
  const activity = { startsAt: START, endsAt: END, place: "江堤公园东门", capacity };
  const { json } = await association.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: "秋季健步走", body: "沿江堤步行五公里。", activity });
  return json.id;
}
const book = (who: Visitor, id: number, people = 1, more: object = {}) => who.api("PUT", `/threads/${id}/sign-up`, { name: "小周", people, ...more });
const own = async (who: Visitor, id: number) => (await who.api("GET", `/threads/${id}/sign-up`)).json.signUp;
const taken = async (id: number) => (await anyone(site).api("GET", `/threads/${id}/activity`)).json.activity.taken;
const told = async (who: { member: { id: number } }, kind: string, id: number) =>
  (await db.notification.findMany({ where: { accountId: who.member.id, kind, path: `/threads/${id}` } })).length;

describe("a resident", () => {
  test("signs up, is counted on the page for everybody, changes it and withdraws; the name is then gone", async () => {
    const id = await activityFor(5);
    const [one] = residents as [Visitor];
    const booked = await book(one, id, 2, { phone: "0512-5350 0000" });
    expect([booked.status, booked.json.signUp]).toEqual([200, { state: "confirmed", name: "小周", phone: "0512-5350 0000", people: 2, before: null }]);
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain("<b>2/5</b>");
    expect((await book(one, id, 4)).json.signUp.people).toBe(4);
    expect(await taken(id)).toBe(4);
    expect((await one.api("DELETE", `/threads/${id}/sign-up`)).status).toBe(204);
    expect([await own(one, id), await taken(id)]).toEqual([null, 0]);
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain("<b>0/5</b>");
    expect((await db.signUp.findMany({ where: { threadId: id } })).map(({ name, phone }) => name + phone)).toEqual([""]);
  });

  test("does the same by form, which says what is kept, who sees it and for how long", async () => {
    const id = await activityFor(5);
    const [one] = residents as [Visitor];
    const form = await one.get(`/threads/${id}/sign-up`);
    expect(form.text).toContain(said("booking.kept", { days: 30 }));
    const refused = await one.form(`/threads/${id}/sign-up`, { name: "小周", phone: "call me", people: "3" });
    expect([refused.status, wrongWith(refused.text, "phone"), typedIn(refused.text, "people")]).toEqual([422, said("errors.phoneShape"), "3"]);
    const done = await one.form(`/threads/${id}/sign-up`, { name: "小周", phone: "", people: "3" });
    expect([done.status, done.to]).toEqual([303, `/threads/${id}`]);
    expect((await one.get(`/threads/${id}`)).text).toContain(said("booking.own.confirmed", { count: 3 }));
    await one.form(`/threads/${id}/sign-up/withdraw`, {});
    expect(await taken(id)).toBe(0);
  });

  test.each([
    [{ people: 0 }, "people"],
    [{ people: 11 }, "people"],
    [{ people: 1.5 }, "people"],
    [{ people: 6 }, "people"], // more than there are places at all
    [{ name: " " }, "name"],
    [{ phone: "x".repeat(30) }, "phone"],
  ])("who sends %j is told beside %s", async (change, path) => {
    const id = await activityFor(5);
    const { status, json } = await book(residents[0]!, id, 1, change);
    expect([status, json.errors[0].path]).toEqual([422, path]);
  });

  test("cannot book where there is no booking, nor once it has begun, is held or cancelled; nor change a sign-up then", async () => {
    const [one] = residents as [Visitor];
    expect((await book(one, await activityFor(null))).status).toBe(409);
    const id = await activityFor(5);
    await book(one, id);
    at(START);
    expect((await book(residents[1]!, id)).status).toBe(409);
    expect((await one.api("DELETE", `/threads/${id}/sign-up`)).status).toBe(409);
    putBack();
    const cancelled = await activityFor(5);
    await association.api("POST", `/threads/${cancelled}/activity/cancellation`, { reason: "大风" });
    expect((await book(one, cancelled)).status).toBe(409);
  });

  test("needs an account, and cannot book what was removed", async () => {
    const id = await activityFor(5);
    const { status, to } = await anyone(site).get(`/threads/${id}/sign-up`);
    expect([status, to]).toEqual([303, expect.stringContaining("/sign-in?")]);
    await moderator.api("DELETE", `/threads/${id}`);
    expect((await book(residents[0]!, id)).status).toBe(404);
  });
});

describe("the waiting list", () => {
  test("takes who comes when all is full, and lets them in by arrival when someone withdraws, who are told", async () => {
    const id = await activityFor(2);
    const [a, b, c, d] = residents as [(typeof residents)[0], (typeof residents)[0], (typeof residents)[0], (typeof residents)[0]];
    for (const who of [a, b, c, d]) await book(who, id);
    expect([(await own(b, id)).state, (await own(c, id)).state, (await own(c, id)).before, (await own(d, id)).before]).toEqual(["confirmed", "waiting", 0, 1]);
    expect(await taken(id)).toBe(2);
    await a.api("DELETE", `/threads/${id}/sign-up`);
    expect([(await own(c, id)).state, (await own(d, id)).state, (await own(d, id)).before]).toEqual(["confirmed", "waiting", 0]);
    expect([await told(c, "placeFree", id), await told(d, "placeFree", id)]).toEqual([1, 0]);
    await book(a, id); // who comes back stands at the end
    expect((await own(a, id)).before).toBe(1);
  });

  test("lets in as many as fit when the association adds places", async () => {
    const id = await activityFor(1);
    const [a, b, c, d] = residents as [(typeof residents)[0], (typeof residents)[0], (typeof residents)[0], (typeof residents)[0]];
    for (const who of [a, b, c, d]) await book(who, id);
    await association.api("PUT", `/threads/${id}/activity`, { startsAt: START, place: "江堤公园东门", capacity: 3 });
    expect([await taken(id), (await own(c, id)).state, (await own(d, id)).state]).toEqual([3, "confirmed", "waiting"]);
    expect([await told(b, "placeFree", id), await told(c, "placeFree", id), await told(d, "placeFree", id)]).toEqual([1, 1, 0]);
  });

  test("does not let a larger party grow beyond the places, and its old sign-up stands", async () => {
    const id = await activityFor(3);
    const [a, b] = residents as [Visitor, Visitor];
    await book(a, id, 2);
    await book(b, id, 1);
    expect((await book(a, id, 3)).status).toBe(409);
    expect(await taken(id)).toBe(3);
    expect((await book(a, id, 1)).json.signUp.people).toBe(1);
  });

  test("never gives a place twice, however many come at once", async () => {
    const id = await activityFor(5);
    const answers = await Promise.all(residents.map((who) => book(who, id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const states = answers.map(({ json }) => json.signUp.state);
    expect([states.filter((state) => state === "confirmed").length, await taken(id)]).toEqual([5, 5]);
    const withdrawn = residents.slice(0, 8);
    await Promise.all(withdrawn.map((who) => who.api("DELETE", `/threads/${id}/sign-up`)));
    expect(await taken(id)).toBe(5);
  });
});

describe("the list of who comes", () => {
  test("is seen by the town's association and administrators, and by nobody else in any form", async () => {
    const id = await activityFor(5);
    await book(residents[0]!, id, 2, { name: "周女士", phone: "13800001111" });
    for (const who of [association, administrator]) {
      const { status, json } = await who.api("GET", `/threads/${id}/sign-ups`);
      expect([status, json.taken, json.items[0]]).toMatchObject([200, 2, { name: "周女士", phone: "13800001111", people: 2, state: "confirmed" }]);
      expect((await who.get(`/threads/${id}/sign-ups`)).text).toContain("13800001111");
    }
    for (const who of [anyone(site), residents[1]!, neighbour, moderator]) {
      for (const path of [`/threads/${id}/sign-ups`, `/threads/${id}/sign-ups.csv`]) expect((await who.get(path)).status).toBe(who.member ? 403 : 303);
      expect([401, 403]).toContain((await who.api("GET", `/threads/${id}/sign-ups`)).status);
      for (const path of [`/threads/${id}`, "/", "/towns/liuhe"]) expect((await who.get(path)).text).not.toMatch(/13800001111|周女士/);
    }
  });

  test("opens in a spreadsheet: a byte order mark, and what looks like a formula is text", async () => {
    const id = await activityFor(5);
    await book(residents[0]!, id, 1, { name: '=HYPERLINK("http://evil.example")', phone: "+86 138 0000" });
    const { text, headers } = await association.get(`/threads/${id}/sign-ups.csv`);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text.split("\r\n")[0]).toContain(said("booking.column.name"));
    expect(text).toContain(`"'=HYPERLINK(`);
    expect([headers.get("content-type"), headers.get("cache-control")]).toEqual([expect.stringContaining("text/csv"), "private, no-store"]);
  });

  test("loses its phone numbers thirty days after the activity", async () => {
    const id = await activityFor(5);
    await book(residents[0]!, id, 1, { phone: "13800001111" });
    const phones = async () => (await db.signUp.findMany({ where: { threadId: id } })).map(({ phone }) => phone);
    at(after(30, 0));
    await erasePhones();
    expect(await phones()).toEqual(["13800001111"]);
    putBack();
    at(after(30, 1));
    await erasePhones();
    expect(await phones()).toEqual([""]);
  });
});
