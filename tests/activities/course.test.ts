import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let association: Visitor;
let neighbour: Visitor;
let resident: Visitor & { member: { id: number } };
let putBack = () => {};
afterEach(() => putBack());
/** Soon enough for everybody's session to last. */
const HOUR_MS = 3600 * 1000;
const inHours = (hours: number) => new Date(Math.ceil(Date.now() / HOUR_MS + hours) * HOUR_MS).toISOString();
const START = inHours(2);
const END = inHours(4);
const AFTER = inHours(5);
const at = (iso: string) => {
  putBack();
  putBack = setClock(() => new Date(iso));
};

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  association = await visitor(site, "association", "liuhe");
  neighbour = await visitor(site, "association", "shaxi");
  resident = await visitor(site, "resident");
});

const details = { startsAt: START, endsAt: END, place: "江堤公园东门", capacity: 40 };
async function publish(title = "秋季健步走"): Promise<number> {
  const { json } = await association.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title, body: `${title}，沿江堤步行。`, activity: details });
  return json.id;
}
const activity = async (id: number) => (await anyone(site).api("GET", `/threads/${id}/activity`)).json.activity;
const told = async (kind: string, id: number) =>
  (await db.notification.findMany({ where: { accountId: resident.member.id, kind, path: `/threads/${id}` } })).length;
const trail = async (id: number) =>
  (await db.auditEntry.findMany({ where: { subject: `thread:${id}`, action: { startsWith: "activity." } }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

describe("an activity", () => {
  test("that is moved keeps when it was planned, says why, and tells who signed up, each time once", async () => {
    const id = await publish();
    await resident.api("PUT", `/threads/${id}/sign-up`, { name: "小周", people: 1 });
    const moved = { ...details, startsAt: inHours(26), endsAt: null, reason: "周六有大雨" };
    expect((await association.api("PUT", `/threads/${id}/activity`, moved)).json.activity).toMatchObject({
      state: "moved",
      startsAt: moved.startsAt,
      movedFrom: START,
      stateNote: "周六有大雨",
      taken: 1,
    });
    const page = (await anyone(site).get(`/threads/${id}`)).text;
    expect(page).toContain(said("activity.state.moved"));
    expect(page).toContain("周六有大雨");
    expect(await told("activityMoved", id)).toBe(1);
    await association.api("PUT", `/threads/${id}/activity`, { ...moved, place: "别处" }); // another place, the same time
    expect([await told("activityMoved", id), (await activity(id)).movedFrom]).toEqual([1, START]);
    expect(await trail(id)).toEqual(["activity.edited", "activity.edited"]);
  });

  test("that is cancelled says so and why on its page and in every list, tells who signed up or waits, and stays so", async () => {
    const id = await publish("重阳敬老联欢");
    await resident.api("PUT", `/threads/${id}/sign-up`, { name: "小周", people: 1 });
    expect((await association.api("POST", `/threads/${id}/activity/cancellation`, { reason: " " })).status).toBe(422);
    const done = await association.form(`/threads/${id}/activity/cancel`, { reason: "场地检修" });
    expect([done.status, done.to]).toEqual([303, `/threads/${id}`]);
    expect(await activity(id)).toMatchObject({ state: "cancelled", stateNote: "场地检修" });
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain("场地检修");
    for (const list of ["/", "/towns/liuhe", "/threads?kind=ACTIVITY"])
      expect((await anyone(site).get(list)).text, list).toContain(said("activity.state.cancelled"));
    expect([await told("activityCancelled", id), await trail(id)]).toEqual([1, ["activity.cancelled"]]);
    expect((await association.api("PUT", `/threads/${id}/activity`, details)).status).toBe(409);
    expect((await association.api("POST", `/threads/${id}/activity/cancellation`, { reason: "又" })).status).toBe(409);
    at(END);
    expect((await association.api("POST", `/threads/${id}/activity/held`)).status).toBe(409);
  });

  test("is held once it has begun, not before", async () => {
    const id = await publish("社区义诊");
    expect((await association.api("POST", `/threads/${id}/activity/held`)).status).toBe(409);
    at(START);
    expect((await association.api("POST", `/threads/${id}/activity/held`)).json.activity.state).toBe("held");
    expect(await trail(id)).toEqual(["activity.held"]);
  });

  test("is kept by its own association alone", async () => {
    const id = await publish("环保集市");
    for (const who of [neighbour, resident]) {
      expect((await who.api("POST", `/threads/${id}/activity/cancellation`, { reason: "假的" })).status).toBe(403);
      expect((await who.form(`/threads/${id}/activity/held`, {})).status).toBe(403);
    }
    expect(await turnedToSignIn(site, `/threads/${id}/activity/cancel`)).toBe(true);
    expect((await activity(id)).state).toBe("planned");
  });

  test("shows in lists when and where it is, and how many come", async () => {
    const id = await publish("冬季防火演练");
    await resident.api("PUT", `/threads/${id}/sign-up`, { name: "小周", people: 3 });
    for (const list of ["/", "/towns/liuhe"]) {
      const { text } = await anyone(site).get(list);
      expect(text, list).toContain(`${said("activity.booking")} 3/40`);
      expect(text, list).toContain(`<time datetime="${START}">`);
      expect(text, list).toContain("江堤公园东门");
    }
    const [row] = (await anyone(site).api("GET", "/threads?kind=ACTIVITY&order=new&limit=1")).json.items;
    expect(row.activity).toEqual({ ...details, state: "planned", taken: 3 });
  });
});

describe("a recap", () => {
  const long = (text: string) => text.repeat(12);
  const recap = (ofId: number, more: object = {}) => ({
    town: "liuhe",
    kind: "ACTIVITY",
    title: "健步走回顾",
    body: long("今天一共有三十多位居民参加，天气很好，走完全程后大家在江边合影留念。"),
    recap: { ofId, headCount: 36 },
    ...more,
  });
  async function announced(title: string, text: string): Promise<number> {
    const { json } = await association.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title, body: long(text), activity: details });
    expect(json.creditedMonth).not.toBeNull(); // premise
    return json.id;
  }

  test("is written when the activity is over; both threads name each other, are one pair and one credit", async () => {
    const id = await announced("江堤健步走", "周六下午两点从东门出发，请穿运动鞋，自带水杯，终点有签到和茶点供应。");
    expect((await association.api("POST", "/threads", recap(id))).status).toBe(409); // not over
    at(AFTER);
    expect((await association.get(`/threads/${id}`)).text).toContain(`/threads/${id}/recap`);
    const written = (await association.api("POST", "/threads", recap(id))).json;
    expect(written.creditedMonth).toBeNull();
    expect(await activity(id)).toMatchObject({ state: "held", headCount: 36 });
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(written.url);
    const page = (await anyone(site).get(written.url)).text;
    expect(page).toContain(`/threads/${id}"`);
    expect(page).toContain(said("recap.pair"));
    expect((await association.api("POST", "/threads", recap(id))).status).toBe(409); // one is enough
    expect(await trail(id)).toContain("activity.recapped");
  });

  test("counts in the announcement's place when that is removed", async () => {
    const id = await announced("义务植树", "三月植树，工具由镇里准备，每人两棵树苗，种完由护林员登记认养的编号和位置。");
    at(AFTER);
    const written = (
      await association.api("POST", "/threads", recap(id, { body: long("两百多棵树苗全部种下，护林员讲解了养护要点，孩子们给自己的小树挂上了名牌。") }))
    ).json;
    expect(written.creditedMonth).toBeNull();
    const moderator = await visitor(site, "moderator");
    await moderator.api("DELETE", `/threads/${id}`);
    expect((await anyone(site).api("GET", `/threads/${written.id}`)).json.creditedMonth).not.toBeNull();
  });

  test("looks back on an activity of one's own town, on nothing else", async () => {
    const id = await announced("非遗剪纸课", "请来剪纸传人教大家剪窗花，红纸剪刀都备好，老人孩子都可以来学一学手艺。");
    at(AFTER);
    const foreign = await neighbour.api("POST", "/threads", recap(id, { town: "shaxi" }));
    expect([foreign.status, foreign.json.errors[0].path]).toEqual([422, "recap.ofId"]);
    expect((await association.api("POST", "/threads", recap(999_999))).status).toBe(422);
    expect((await association.api("POST", "/threads", recap(id, { kind: "HOT_TOPIC" }))).status).toBe(422);
    expect((await activity(id)).state).toBe("planned"); // nothing of it was kept
  });
});
