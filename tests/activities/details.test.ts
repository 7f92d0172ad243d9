import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const people: Record<string, Visitor> = {};

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  people.association = await visitor(site, "association", "liuhe");
  people.neighbour = await visitor(site, "association", "shaxi");
  people.moderator = await visitor(site, "moderator");
  people.resident = await visitor(site, "resident");
});

/** Too short to count: sent by who was told so. */
const post = { town: "liuhe", kind: "ACTIVITY", title: "秋季健步走", body: "沿江堤步行五公里，终点有茶水和合影。", confirmed: "1" };
const typed = {
  "activity.startsAt": "2030-11-28T14:00",
  "activity.endsAt": "2030-11-28T16:30",
  "activity.place": "江堤公园东门",
  "activity.contact": "协会办公室",
};
const details = { startsAt: "2030-11-28T06:00:00.000Z", endsAt: "2030-11-28T08:30:00.000Z", place: "江堤公园东门", contact: "协会办公室" };
const publish = async (activity: object | undefined) => (await people.association!.api("POST", "/threads", { ...post, activity })).json;

describe("an activity that is published", () => {
  test("with time and place says so on its page, by form and by JSON alike", async () => {
    const byForm = await people.association!.form("/threads", { ...post, ...typed, "activity.capacity": "40", "activity.campaignDay": "09-25" });
    expect(byForm.status).toBe(303);
    const one = (await anyone(site).api("GET", byForm.to!)).json.activity;
    const other = (await publish({ ...details, capacity: 40, campaignDay: "09-25" })).activity;
    expect(one).toEqual(other);
    expect(one).toMatchObject({ ...details, capacity: 40, taken: 0, campaignDay: "09-25", state: "planned", stateNote: null, movedFrom: null });
    const page = (await anyone(site).get(byForm.to!)).text;
    expect(page).toContain("江堤公园东门");
    expect(page).toContain("14:00–16:30");
    expect(page).toContain("0/40");
  });

  test("without them is published all the same", async () => {
    const { activity } = await publish(undefined);
    expect(activity).toBeNull();
    const empty = Object.fromEntries(Object.keys(typed).map((name) => [name, ""]));
    expect((await people.association!.form("/threads", { ...post, ...empty })).status).toBe(303);
  });

  test("with a place but no time comes back with what was typed, and nothing is published", async () => {
    const before = (await anyone(site).api("GET", "/threads?town=liuhe&limit=100")).json.items.length;
    const refused = await people.association!.form("/threads", { ...post, "activity.place": "江堤公园东门" });
    expect([refused.status, wrongWith(refused.text, "activity.startsAt")]).toEqual([422, said("errors.required")]);
    expect(typedIn(refused.text, "activity.place")).toBe("江堤公园东门");
    expect((await anyone(site).api("GET", "/threads?town=liuhe&limit=100")).json.items.length).toBe(before);
  });

  test("on a day that is no campaign day of the town is refused", async () => {
    const { status, json } = await people.association!.api("POST", "/threads", { ...post, activity: { ...details, campaignDay: "12-31" } });
    expect([status, json.errors]).toEqual([422, [{ path: "activity.campaignDay", message: said("errors.unknownCampaignDay") }]]);
  });

  test("has details only if it is an activity", async () => {
    const { status, json } = await people.association!.api("POST", "/threads", { ...post, kind: "HOT_TOPIC", activity: details });
    expect([status, json.errors[0].path]).toEqual([422, "activity"]);
  });
});

describe("the details", () => {
  test("are changed by the town's association and by moderators, by nobody else, and raise the thread's version", async () => {
    const thread = await publish(details);
    const path = `/threads/${thread.id}/activity`;
    for (const stranger of [people.resident!, people.neighbour!]) {
      expect((await stranger.api("PUT", path, { ...details, place: "别处" })).status).toBe(403);
      expect((await stranger.get(`${path}/edit`)).status).toBe(403);
    }
    for (const [who, place] of [
      [people.association!, "文化站二楼"],
      [people.moderator!, "文化站一楼"],
    ] as const) {
      const { status, json } = await who.api("PUT", path, { ...details, place });
      expect([status, json.activity.place]).toEqual([200, place]);
    }
    const now = (await anyone(site).api("GET", `/threads/${thread.id}`)).json;
    expect([now.version, now.activity.place]).toEqual([thread.version + 2, "文化站一楼"]);
    expect((await anyone(site).get(thread.url)).text).toContain("文化站一楼"); // kept pages are made anew
  });

  test("stand in their form as they are, and are added to a post that had none", async () => {
    const thread = await publish(undefined);
    expect((await people.association!.get(thread.url)).text).toContain(said("activity.add"));
    expect((await anyone(site).get(thread.url)).text).not.toContain(said("activity.none"));
    const saved = await people.association!.form(`/threads/${thread.id}/activity/edit`, typed);
    expect([saved.status, saved.to]).toEqual([303, thread.url]);
    const form = (await people.association!.get(`/threads/${thread.id}/activity/edit`)).text;
    for (const [name, value] of Object.entries(typed)) expect(typedIn(form, name), name).toBe(value);
    const refused = await people.association!.form(`/threads/${thread.id}/activity/edit`, { ...typed, "activity.endsAt": "2030-11-28T13:00" });
    expect([refused.status, wrongWith(refused.text, "activity.endsAt")]).toEqual([422, said("errors.endsBeforeStart")]);
  });

  test("belong to activities: a hot topic has none", async () => {
    const topic = (await people.association!.api("POST", "/threads", { ...post, kind: "HOT_TOPIC" })).json;
    expect((await people.association!.api("PUT", `/threads/${topic.id}/activity`, details)).status).toBe(409);
  });
});
