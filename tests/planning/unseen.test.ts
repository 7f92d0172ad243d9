import { beforeAll, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { listener } from "../live/client.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
import { keeps, text } from "./writing.ts";

const site = useSite();
let liuhe: Visitor;
let shaxi: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  [liuhe, shaxi] = [await visitor(site, "association", "liuhe"), await visitor(site, "association", "shaxi")];
});

test("nobody is told live of a draft; of the thread that it becomes everyone is", async () => {
  const [reader, neighbour] = [await listener(site, null), await listener(site, shaxi)];
  const month = (await anyone(site).api("GET", "/quota")).json.month;
  for (const each of [reader, neighbour]) {
    await each.ask("quota:watch", { month });
    each.told.length = 0;
  }
  const { id } = await keeps(liuhe, "先不公开");
  await liuhe.api("PATCH", `/drafts/${id}`, { title: "还是不公开" });
  await liuhe.api("PUT", `/drafts/${id}/schedule`, { publishAt: "2099-01-01T00:00:00Z" });
  await liuhe.api("DELETE", `/drafts/${id}/schedule`);
  await liuhe.api("POST", `/drafts/${id}/publication`, {});
  for (const each of [reader, neighbour]) {
    await each.hears("quota:changed"); // premise: they listen, and events come in order
    expect(each.told.map(({ name }) => name)).toEqual(["quota:changed"]);
  }
});

test("feeds, calendars and the API's lists hold nothing of it", async () => {
  const { id } = await keeps(liuhe, "秘密计划", { kind: "ACTIVITY", activity: { startsAt: "2026-12-05T09:00", place: "文化站" }, body: text() });
  expect((await liuhe.api("GET", `/drafts/${id}`)).json.title).toBe("秘密计划"); // premise
  const paths = [
    "/feeds/all.atom",
    "/towns/liuhe/feed.atom",
    "/towns/liuhe/calendar.ics",
    "/api/v1/threads",
    "/api/v1/drafts",
    "/api/v1/openapi.json",
    "/search?q=秘密计划",
  ];
  for (const path of paths)
    for (const who of [anyone(site), shaxi])
      expect((await who.get(encodeURI(path))).text, path).not.toContain(path.includes("search") ? `/planner/drafts/${id}` : "秘密计划");
});
