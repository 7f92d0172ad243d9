import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let author: Visitor;
let other: Visitor;
let moderator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  [author, other, moderator] = [await visitor(site, "resident"), await visitor(site, "resident"), await visitor(site, "moderator")];
});

const SECRET = "不该让人看到的话";
async function open(title = "路灯"): Promise<{ id: number; reply: number; opening: number }> {
  const { id, openingPost } = (await author.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: SECRET })).json;
  return { id, opening: openingPost.id, reply: (await author.api("POST", `/threads/${id}/posts`, { body: `${SECRET}，再说一遍` })).json.id };
}
const threadCount = async (town: string) => (await anyone(site).api("GET", `/towns/${town}`)).json.threadCount;
const boardOf = async (town: string) => (await anyone(site).api("GET", `/threads?town=${town}&limit=100`)).json.items.map(({ id }: { id: number }) => id);

describe("a closed thread", () => {
  test("takes no reply, by form or by JSON, and says so; reopened it takes them again", async () => {
    const { id } = await open();
    expect((await moderator.form(`/threads/${id}/close`, {})).to).toBe(`/threads/${id}`);
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(said("thread.closedNotice"));
    expect((await other.api("POST", `/threads/${id}/posts`, { body: "迟到" })).status).toBe(409);
    expect((await moderator.api("POST", `/threads/${id}/posts`, { body: "版主也一样" })).status).toBe(409);
    expect((await moderator.form(`/threads/${id}/reopen`, {})).status).toBe(303);
    expect((await other.api("POST", `/threads/${id}/posts`, { body: "赶上了" })).status).toBe(201);
  });

  test("keeps the reply that someone was writing when it closed", async () => {
    const { id } = await open();
    await moderator.api("PUT", `/threads/${id}/closure`);
    const late = await other.form(`/threads/${id}/posts`, { body: "写了很久的一段话" });
    expect(late.status).toBe(409);
    expect([late.text.includes(said("errors.threadClosed")), late.text.includes("写了很久的一段话")]).toEqual([true, true]);
  });

  test("is closed by moderators only", async () => {
    const { id } = await open();
    for (const someone of [author, other]) {
      for (const [method, path] of [
        ["PUT", "closure"],
        ["PUT", "pin"],
        ["DELETE", "pin"],
      ] as const)
        expect((await someone.api(method, `/threads/${id}/${path}`)).status).toBe(403);
      expect((await someone.form(`/threads/${id}/close`, {})).status).toBe(403);
      expect((await someone.api("PUT", `/threads/${id}/place`, { town: "shaxi", kind: "OPINION" })).status).toBe(403);
    }
    expect((await (await anyone(site).begin()).api("PUT", `/threads/${id}/closure`)).status).toBe(401);
    expect((await author.get(`/threads/${id}`)).text).not.toContain(`/threads/${id}/close"`);
    expect((await moderator.get(`/threads/${id}`)).text).toContain(`action="/threads/${id}/close"`);
  });
});

describe("a thread moved to another town and kind", () => {
  test("changes its board, and both towns' counts", async () => {
    const { id } = await open();
    const before = [await threadCount("liuhe"), await threadCount("shaxi")] as const;
    const page = await moderator.get(`/threads/${id}/move`);
    expect([typedIn(page.text, "town"), typedIn(page.text, "kind")]).toEqual(["liuhe", "QUESTION"]);
    expect((await moderator.form(`/threads/${id}/move`, { town: "shaxi", kind: "OPINION" })).to).toBe(`/threads/${id}`);
    expect((await anyone(site).api("GET", `/threads/${id}`)).json).toMatchObject({ town: "shaxi", kind: "OPINION" });
    expect([(await boardOf("liuhe")).includes(id), (await boardOf("shaxi")).includes(id)]).toEqual([false, true]);
    expect([await threadCount("liuhe"), await threadCount("shaxi")]).toEqual([before[0] - 1, before[1] + 1]);
  });

  test("to a town that there is not stays, with a message beside the field", async () => {
    const { id } = await open();
    const { status, json } = await moderator.api("PUT", `/threads/${id}/place`, { town: "nowhere", kind: "OPINION" });
    expect([status, json.errors[0].path]).toEqual([422, "town"]);
    expect((await anyone(site).api("GET", `/threads/${id}`)).json.town).toBe("liuhe");
  });
});

describe("a removed thread", () => {
  test("is nowhere for anybody but its author and moderators", async () => {
    const { id, reply, opening } = await open("要撤下的帖子");
    const reply2 = (await other.api("POST", `/threads/${id}/posts`, { body: "我也说一句" })).json.id;
    const before = await threadCount("liuhe");
    const pages = [
      `/threads/${id}`,
      `/threads/${id}?order=newest`,
      `/threads/${id}/posts/${reply}`,
      `/threads/${id}/history`,
      `/threads/${id}/edit`,
      `/threads/${id}/remove`,
      `/threads/${id}/move`,
    ].concat([`/posts/${reply}/history`, `/posts/${opening}/history`, `/posts/${reply}/edit`, `/posts/${reply2}/edit`, `/posts/${reply2}/remove`]);
    const apis = [`/threads/${id}`, `/threads/${id}/posts`, `/threads/${id}/posts?since=0`, `/posts/${reply}`, `/posts/${opening}`, `/posts/${reply2}`];
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(SECRET); // premise: it was seen, and perhaps kept
    expect((await moderator.form(`/threads/${id}/remove`, {})).status).toBe(303);

    const stranger = await anyone(site).begin();
    for (const someone of [stranger, other]) {
      for (const path of pages) {
        const { status, text } = await someone.get(path);
        expect([path, status, text.includes(SECRET), text.includes("要撤下的帖子")]).toEqual([path, 404, false, false]);
      }
      for (const path of apis) expect([path, (await someone.api("GET", path)).status]).toEqual([path, 404]);
    }
    const writes = [
      ["POST", `/threads/${id}/posts`, { body: "x" }],
      ["PATCH", `/threads/${id}`, { title: "x" }],
      ["DELETE", `/threads/${id}`],
      ["PATCH", `/posts/${reply2}`, { body: "x" }],
      ["DELETE", `/posts/${reply2}`],
    ] as const;
    for (const [method, path, body] of writes) expect([path, (await other.api(method, path, body)).status]).toEqual([path, 404]);
    for (const list of ["/", "/towns/liuhe", "/towns/liuhe?order=new", "/threads", "/threads?kind=QUESTION&order=unanswered"])
      expect((await anyone(site).get(list)).text).not.toContain("要撤下的帖子");
    expect(await boardOf("liuhe")).not.toContain(id);
    expect(await threadCount("liuhe")).toBe(before - 1);

    for (const someone of [author, moderator]) expect((await someone.get(`/threads/${id}`)).text).toContain(said("thread.removedNotice"));
  });

  test("comes back by a moderator's hand, with its replies and counts", async () => {
    const { id, reply } = await open();
    const before = await threadCount("liuhe");
    await moderator.api("DELETE", `/threads/${id}`);
    expect((await author.api("POST", `/threads/${id}/restoration`)).status).toBe(403);
    expect((await moderator.form(`/threads/${id}/restore`, {})).to).toBe(`/threads/${id}`);
    expect((await anyone(site).api("GET", `/threads/${id}/posts`)).json.items.map(({ id: post }: { id: number }) => post)).toEqual([reply]);
    expect(await threadCount("liuhe")).toBe(before);
    expect((await moderator.api("POST", `/threads/${id}/restoration`)).status).toBe(409);
  });

  test("is its author's to remove only while nobody has replied", async () => {
    const alone = (await author.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: "想错了", body: "收回" })).json.id;
    expect((await author.api("DELETE", `/threads/${alone}`)).status).toBe(204);
    const { id } = await open();
    expect((await author.api("DELETE", `/threads/${id}`)).status).toBe(403);
  });
});
