import { beforeAll, describe, expect, test } from "vitest";
import { monthOf } from "../../server/calendar/month.ts";
import { makeTown, variedText } from "../cast.ts";
import { addressesIn, linkTo, partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const month = monthOf(new Date(), "Asia/Shanghai");
let liuhe: Visitor;
let shaxi: Visitor;
let administrator: Visitor;
const ids: Record<string, number> = {};

const open = async (who: Visitor, town: string, kind: string, title: string, body: string): Promise<number> =>
  (await who.api("POST", "/threads", { town, kind, title, body })).json.id;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  await makeTown("fuqiao", "浮桥镇");
  [liuhe, shaxi, administrator] = [
    await visitor(site, "association", "liuhe"),
    await visitor(site, "association", "shaxi"),
    await visitor(site, "administrator"),
  ];
  ids.first = await open(liuhe, "liuhe", "ACTIVITY", "腊八施粥", variedText(1));
  ids.topic = await open(liuhe, "liuhe", "HOT_TOPIC", "停车难", variedText(2));
  ids.short = await open(liuhe, "liuhe", "ACTIVITY", "短短的", "太短了");
  ids.shaxi = await open(shaxi, "shaxi", "ACTIVITY", "古镇灯会", variedText(3));
  ids.again = await open(shaxi, "shaxi", "ACTIVITY", "古镇灯会", `${variedText(3)}请早到`);
});

const listed = (html: string): number[] =>
  partsOf(html)
    .filter(({ is }) => is.class?.startsWith("thread-row") && is["data-thread"])
    .map(({ is }) => Number(is["data-thread"]));
const list = async (query = "") => (await anyone(site).get(`/quota/${month}/threads${query}`)).text;

describe("the list behind a month's number", () => {
  test("has exactly the credited threads, of the city, of a town, of a kind", async () => {
    expect(listed(await list())).toEqual([ids.first, ids.topic, ids.shaxi]);
    expect(listed(await list("?town=liuhe"))).toEqual([ids.first, ids.topic]);
    expect(listed(await list("?town=liuhe&kind=HOT_TOPIC"))).toEqual([ids.topic]);
    const { credited } = (await anyone(site).api("GET", `/quota?month=${month}`)).json;
    const { items, total } = (await anyone(site).api("GET", `/quota/${month}/threads`)).json;
    expect([items.length, total]).toEqual([credited, credited]);
  });

  test("or those that do not count, each with the reason", async () => {
    const page = await list("?counts=no");
    expect(listed(page)).toEqual([ids.short, ids.again]);
    const rows = partsOf(page).filter(({ is }) => is["data-thread"]);
    expect(rows[0]!.text).toContain(said("auditPage.shortfall.tooShort"));
    expect(rows[1]!.text).toContain(said("auditPage.shortfall.duplicate"));
    const { items } = (await anyone(site).api("GET", `/quota/${month}/threads?counts=no&town=shaxi`)).json;
    expect(items).toEqual([expect.objectContaining({ id: ids.again, reason: "duplicate", creditedMonth: null })]);
  });

  test("is walked page by page", async () => {
    const first = await list("?limit=2");
    expect(listed(first)).toEqual([ids.first, ids.topic]);
    expect(listed((await anyone(site).get(linkTo(first, "next")!)).text)).toEqual([ids.shaxi]);
  });

  test("is not there for what is no month and no town", async () => {
    expect((await anyone(site).get("/quota/2026-13/threads")).status).toBe(404);
    expect((await anyone(site).get(`/quota/${month}/threads?town=nowhere`)).status).toBe(404);
  });
});

describe("every number opens what is behind it", () => {
  const links = async (path: string, who = anyone(site)) => addressesIn((await who.get(path)).text);

  test.each([
    ["the city's month, for everybody", `/quota/${month}`, () => anyone(site)],
    ["the home page", "/", () => anyone(site)],
    ["the administrators' page", `/admin/quota/${month}`, () => administrator],
  ])("%s", async (_name, path, who) => {
    const found = await links(path, who());
    for (const address of [`/quota/${month}/threads`, `/quota/${month}?part=yes`, `/quota/${month}?status=met`]) expect(found).toContain(address);
    for (const slug of ["liuhe", "shaxi"]) expect(found.some((each) => each.startsWith(`/towns/${slug}/quota`))).toBe(true);
  });

  test("a town's month: each kind, and what does not count", async () => {
    const found = await links("/towns/liuhe/quota");
    expect(found).toEqual(expect.arrayContaining([`/quota/${month}/threads?town=liuhe&kind=ACTIVITY`, `/quota/${month}/threads?counts=no&town=liuhe`]));
    expect(await links("/towns/liuhe")).toContain("/towns/liuhe/quota");
  });

  test("who took part and who did not: as many towns as the figures say", async () => {
    const towns = async (query: string) =>
      partsOf((await anyone(site).get(`/quota/${month}?${query}`)).text)
        .filter(({ tag, is }) => tag === "tr" && is["data-town"])
        .map(({ is }) => is["data-town"]);
    expect(await towns("part=yes")).toEqual(["liuhe", "shaxi"]);
    expect(await towns("part=no")).toEqual(["fuqiao"]);
    expect(await towns("status=met")).toEqual(["liuhe"]);
  });
});
