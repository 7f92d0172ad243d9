import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { addressesIn, linkTo, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, other, third, liuhe, administrator, moderator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  other = await visitor(site, "resident");
  third = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  administrator = await visitor(site, "administrator");
  moderator = await visitor(site, "moderator");
});

const ask = async (who: Visitor, title: string, more: object = {}): Promise<number> =>
  (await who.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: `${title}，请问怎么办理？`, ...more })).json.id;

describe("the new question", () => {
  test("is asked in public unless its asker says otherwise; the form tells who will see it", async () => {
    const page = (await asker!.get("/threads/new?kind=QUESTION&town=liuhe")).text;
    for (const key of ["asker.publicHint", "asker.privateHint"]) expect(page).toContain(said(key));
    expect((await asker!.get("/threads/new?kind=ACTIVITY&town=liuhe")).text).not.toContain(said("asker.privateHint"));
    const fields = { town: "liuhe", kind: "QUESTION", title: "社保卡补办", body: "社保卡丢了在哪里补办？", private: "1" };
    const sent = await asker!.form("/threads", fields);
    expect([(await asker!.get(sent.to!)).status, (await anyone(site).get(sent.to!)).status]).toEqual([200, 404]);
  });

  test("has a category, and a form that comes back keeps both choices", async () => {
    await administrator!.form("/admin/categories", { slug: "traffic", name: "交通出行" });
    const fields = { town: "liuhe", kind: "OPINION", title: "公交站牌", body: "", category: "traffic", private: "1" };
    const again = (await asker!.form("/threads", fields)).text;
    expect(typedIn(again, "category")).toBe("traffic");
    expect(again).toMatch(/name="private" value="1" checked/);
    const sent = await asker!.form("/threads", { ...fields, body: "站牌上的时刻表看不清。", private: "0" });
    const id = sent.to!.split("/").at(-1);
    expect((await asker!.api("GET", `/threads/${id}`)).json).toMatchObject({ private: false, feedback: { category: "交通出行" } });
    expect((await asker!.form("/threads", { ...fields, body: "看不清", category: "weather" })).status).toBe(422);
  });
});

describe("my questions", () => {
  test("are all of mine, private ones too, newest first, with what I can do; nobody else's", async () => {
    const someone = await visitor(site, "resident");
    const first = await ask(someone, "垃圾分类时间");
    const second = await ask(someone, "一件家事", { private: true });
    await ask(other!, "别人的问题");
    await liuhe!.api("POST", `/threads/${first}/answer`, { body: "早上六点到八点，晚上五点到七点投放。" });
    const { items } = (await someone.api("GET", "/me/questions")).json;
    expect(items.map(({ id }: { id: number }) => id)).toEqual([second, first]);
    expect(items[0]).toMatchObject({ private: true, state: "assigned", office: "浏河镇", overdue: false, steps: [{ step: "withdrawal" }] });
    expect(items[0].dueDay).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(items[1].steps.map(({ step }: { step: string }) => step)).toEqual(["rating", "reopen"]);
    const page = await someone.get("/me/questions");
    expect(addressesIn(page.text)).toEqual(expect.arrayContaining([`/threads/${second}`, `/threads/${first}/feedback/rating`]));
    expect(page.text).not.toContain("别人的问题");
    expect((await someone.get("/")).text).toContain('href="/me/questions"');
  });

  test("lead from what was merged to where its answer is to be looked for", async () => {
    const someone = await visitor(site, "resident");
    const [merged, target] = [await ask(someone, "桥灯坏了"), await ask(other!, "桥上的灯不亮")];
    expect((await liuhe!.api("POST", `/threads/${merged}/merge`, { into: target })).status).toBe(200);
    const [item] = (await someone.api("GET", "/me/questions")).json.items;
    expect(item).toMatchObject({ state: "merged", mergedInto: { id: target, url: `/threads/${target}` } });
    expect(addressesIn((await someone.get("/me/questions")).text)).toContain(`/threads/${target}`);
  });

  test("come a page at a time", async () => {
    const someone = await visitor(site, "resident");
    for (const title of ["路灯", "水管", "门牌"]) await ask(someone, `${title}坏了`);
    const page = (await someone.get("/me/questions?limit=2")).text;
    const next = await someone.get(linkTo(page, "next")!);
    expect([page.includes("门牌坏了"), page.includes("路灯坏了"), next.text.includes("路灯坏了")]).toEqual([true, false, true]);
  });

  test("are asked for by someone signed in only", async () => {
    expect((await anyone(site).get("/me/questions")).to).toMatch(/^\/sign-in/);
    expect((await anyone(site).api("GET", "/me/questions")).status).toBe(401);
  });
});

describe("the same problem here", () => {
  test("is said once by each other resident and taken back; the count informs everybody", async () => {
    const id = await ask(asker!, "停水通知");
    const count = async () => (await anyone(site).api("GET", `/threads/${id}`)).json.support.count;
    expect((await other!.form(`/threads/${id}/support`, {})).to).toBe(`/threads/${id}`);
    expect((await other!.api("PUT", `/threads/${id}/support`)).json.support).toEqual({ count: 1, own: true });
    expect((await third!.api("PUT", `/threads/${id}/support`)).json.support.count).toBe(2);
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(said("support.count", { count: 2 }));
    expect((await anyone(site).get("/towns/liuhe")).text).toContain(said("support.short", { count: 2 }));
    expect((await third!.api("DELETE", `/threads/${id}/support`)).json.support).toEqual({ count: 1, own: false });
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(said("support.count", { count: 1 })); // kept pages are not out of date
    await other!.form(`/threads/${id}/support/withdraw`, {});
    expect(await count()).toBe(0);
  });

  test("is not said by the asker, offices or moderators, nor of what they cannot see", async () => {
    const id = await ask(asker!, "公厕开放");
    expect((await asker!.get(`/threads/${id}`)).text).not.toContain(`/threads/${id}/support`);
    for (const who of [asker!, liuhe!, moderator!]) expect((await who.api("PUT", `/threads/${id}/support`)).status).toBe(403);
    expect((await anyone(site).api("PUT", `/threads/${id}/support`)).status).toBe(401);
    const hidden = await ask(asker!, "不公开的事", { private: true });
    expect((await other!.api("PUT", `/threads/${hidden}/support`)).status).toBe(404);
  });

  test("orders nothing", async () => {
    const [older, newer] = [await ask(asker!, "较早的问题"), await ask(asker!, "较新的问题")];
    await other!.api("PUT", `/threads/${older}/support`);
    const ids = (await anyone(site).api("GET", "/threads?order=new")).json.items.map(({ id }: { id: number }) => id);
    expect(ids.indexOf(newer)).toBeLessThan(ids.indexOf(older));
  });

  test("whoever said so is told when it is answered", async () => {
    const id = await ask(asker!, "河边护栏松动");
    await other!.api("PUT", `/threads/${id}/support`);
    await liuhe!.api("POST", `/threads/${id}/progress`, { body: "已派人查看。" });
    await liuhe!.api("POST", `/threads/${id}/answer`, { body: "护栏已于今天上午重新加固，请放心通行。" });
    const told = (await other!.api("GET", "/notifications")).json.items.filter(({ url }: { url: string }) => url === `/threads/${id}`);
    expect(told.map(({ kind }: { kind: string }) => kind)).toEqual(["feedback_answered"]);
  });
});
