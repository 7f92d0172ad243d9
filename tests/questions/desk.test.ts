import { beforeAll, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();

let [asker, liuhe, shaxi, administrator]: Visitor[] = [];
let ids: number[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  administrator = await visitor(site, "administrator");
  const restore = setClock(() => new Date("2026-11-03T01:15:00Z"));
  const ask = async (title: string, more: object = {}): Promise<number> =>
    (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: `${title}，请问怎么办？`, ...more })).json.id;
  ids = [
    await ask("路灯不亮"),
    await ask("希望多开讲座", { kind: "OPINION" }),
    await ask("家事咨询", { private: true }),
    await ask("沙溪的桥", { town: "shaxi" }),
  ];
  restore();
});
const titles = async (who: Visitor, query = "") => (await who.api("GET", `/desk${query}`)).json.items.map(({ title }: { title: string }) => title);

test("an office's desk holds what it handles, private questions too, by due time; others have none of it", async () => {
  at("2026-11-04T01:00:00Z");
  expect(await titles(liuhe!)).toEqual(["路灯不亮", "家事咨询", "希望多开讲座"]);
  expect(await titles(shaxi!)).toEqual(["沙溪的桥"]);
  expect(await titles(administrator!)).toHaveLength(4);
  expect((await liuhe!.get("/desk")).text).toContain("家事咨询");
  expect((await shaxi!.get("/desk")).text).not.toContain("家事咨询");
  for (const path of ["/desk?office=liuhe", "/desk?office=liuhe&state=all"]) {
    expect((await shaxi!.get(path)).status).toBe(403);
    expect((await shaxi!.api("GET", path)).status).toBe(403);
  }
  expect((await asker!.get("/desk")).status).toBe(403);
  expect(await turnedToSignIn(site, "/desk?office=liuhe&overdue=1")).toBe(true);
  expect((await anyone(site).api("GET", "/desk")).status).toBe(401);
});

test("whoever assists sees it on the own desk", async () => {
  await liuhe!.api("POST", `/threads/${ids[0]}/assistance`, { offices: ["shaxi"] });
  expect(await titles(shaxi!, "?state=all")).toContain("路灯不亮");
  await liuhe!.api("POST", `/threads/${ids[0]}/assistance`, { offices: [] });
  expect(await titles(shaxi!, "?state=all")).not.toContain("路灯不亮");
});

test("the address narrows it: office, state, kind, what is due soon and overdue, each with its count", async () => {
  expect(await titles(administrator!, "?office=shaxi")).toEqual(["沙溪的桥"]);
  expect(await titles(liuhe!, "?kind=OPINION")).toEqual(["希望多开讲座"]);
  at("2026-11-09T01:00:00Z"); // due on the 10th: the next working day
  expect(await titles(liuhe!, "?soon=1")).toEqual(["路灯不亮", "家事咨询"]);
  at("2026-11-11T01:00:00Z");
  const { items, counts } = (await liuhe!.api("GET", "/desk?overdue=true")).json;
  expect(items.map(({ overdue }: { overdue: boolean }) => overdue)).toEqual([true, true]);
  expect(counts).toMatchObject({ open: 3, overdue: 2, soon: 1, all: 3, answered: 0 });
  const page = (await liuhe!.get("/desk")).text;
  expect(page).toContain("已逾期 2");
  expect(page).toContain('<span class="tag tag-now">已逾期</span>'); // in words, not by colour alone
});

test("its pages follow each other without gaps", async () => {
  const first = (await liuhe!.api("GET", "/desk?limit=2")).json;
  const second = (await liuhe!.api("GET", `/desk?limit=2&cursor=${first.nextCursor}`)).json;
  expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(["路灯不亮", "家事咨询", "希望多开讲座"]);
  expect(second.nextCursor).toBeNull();
});

test("offices and administrators find the way to it, residents do not", async () => {
  for (const who of [liuhe!, administrator!]) expect((await who.get("/")).text).toContain('href="/desk"');
  expect((await asker!.get("/")).text).not.toContain('href="/desk"');
});
