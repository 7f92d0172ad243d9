import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { complaints, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let author: Visitor;
let moderator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  author = await visitor(site, "resident");
  moderator = await visitor(site, "moderator");
});

const ask = async () =>
  (await author.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "几点开门？", body: "文化站几点开门？" })).json as {
    id: number;
    openingPost: { id: number };
  };
async function replyTo(thread: number, body = "同问"): Promise<number> {
  return (await author.api("POST", `/threads/${thread}/posts`, { body })).json.id;
}
const read = async (post: number) => (await anyone(site).api("GET", `/posts/${post}`)).json;

describe("a reply", () => {
  test("is edited by form and by JSON alike, and says so", async () => {
    const { id } = await ask();
    const [one, two] = [await replyTo(id), await replyTo(id)];
    const byForm = await author.form(`/posts/${one}/edit`, { body: "改 **好** 了", version: String((await read(one)).version) });
    expect([byForm.status, byForm.to]).toEqual([303, `/threads/${id}/posts/${one}`]);
    const byJson = await author.api("PATCH", `/posts/${two}`, { body: "改 **好** 了" });
    expect(byJson.status).toBe(200);
    for (const post of [await read(one), byJson.json])
      expect(post).toMatchObject({ body: "改 **好** 了", html: "<p>改 <strong>好</strong> 了</p>", editedAt: expect.any(String) });
    expect((await read(two)).version).toBeGreaterThan((await read(one)).version); // each change is a version of the thread
  });

  test("keeps its earlier texts, newest first, for everyone to see", async () => {
    const { id } = await ask();
    const post = await replyTo(id, "第一稿");
    await author.api("PATCH", `/posts/${post}`, { body: "第二稿" });
    await author.api("PATCH", `/posts/${post}`, { body: "第三稿" });
    const { status, text } = await anyone(site).get(`/posts/${post}/history`);
    expect(status).toBe(200);
    expect([...text.matchAll(/第[一二三]稿/g)].map(String)).toEqual(["第三稿", "第二稿", "第一稿"]);
    const page = (await anyone(site).get(`/threads/${id}`)).text;
    expect(page).toContain(`/posts/${post}/history`);
    expect(page).not.toContain("第一稿");
  });

  test("edited meanwhile is not overwritten: the form says so and keeps what was typed", async () => {
    const post = await replyTo((await ask()).id, "原文");
    const form = await author.get(`/posts/${post}/edit`);
    expect(typedIn(form.text, "body")).toBe("原文"); // premise
    const seen = typedIn(form.text, "version")!;
    await author.api("PATCH", `/posts/${post}`, { body: "另一个窗口改的" });

    const late = await author.form(`/posts/${post}/edit`, { body: "旧窗口改的", version: seen });
    expect([late.status, typedIn(late.text, "body")]).toEqual([409, "旧窗口改的"]);
    expect(complaints(late.text)).toContain(said("errors.editedMeanwhile"));
    expect((await author.api("PATCH", `/posts/${post}`, { body: "旧窗口改的", version: Number(seen) })).status).toBe(409);
    expect((await read(post)).body).toBe("另一个窗口改的");
  });

  test("is nobody else's to edit, a moderator's neither", async () => {
    const post = await replyTo((await ask()).id);
    const other = await visitor(site, "resident");
    for (const someone of [other, moderator]) {
      expect((await someone.get(`/posts/${post}/edit`)).status).toBe(403);
      expect((await someone.api("PATCH", `/posts/${post}`, { body: "改了" })).status).toBe(403);
    }
    expect(await turnedToSignIn(site, `/posts/${post}/edit`)).toBe(true);
    expect((await read(post)).body).toBe("同问");
  });

  test("in a closed thread stays as it is", async () => {
    const { id } = await ask();
    const post = await replyTo(id);
    await moderator.api("PUT", `/threads/${id}/closure`);
    expect((await author.api("PATCH", `/posts/${post}`, { body: "改了" })).status).toBe(403);
    await moderator.api("DELETE", `/threads/${id}/closure`);
    expect((await author.api("PATCH", `/posts/${post}`, { body: "改了" })).status).toBe(200);
  });
});

describe("a thread", () => {
  test("gets another title and text, by form and by JSON, and keeps the earlier ones", async () => {
    const { id } = await ask();
    const version = typedIn((await author.get(`/threads/${id}/edit`)).text, "version")!;
    expect((await author.form(`/threads/${id}/edit`, { title: "周末几点开门？", body: "周末文化站几点开门？", version })).status).toBe(303);
    expect((await author.api("PATCH", `/threads/${id}`, { title: "周日几点开门？" })).status).toBe(200);
    const { json } = await anyone(site).api("GET", `/threads/${id}`);
    expect([json.title, json.openingPost.body]).toEqual(["周日几点开门？", "周末文化站几点开门？"]);
    const history = (await anyone(site).get(`/threads/${id}/history`)).text;
    for (const earlier of ["周日几点开门？", "几点开门？", "文化站几点开门？"]) expect(history).toContain(earlier);
  });

  test("whose title was changed meanwhile is not overwritten either", async () => {
    const { id } = await ask();
    const seen = Number(typedIn((await author.get(`/threads/${id}/edit`)).text, "version"));
    await author.api("PATCH", `/threads/${id}`, { title: "新标题" });
    const late = await author.api("PATCH", `/threads/${id}`, { title: "旧窗口的标题", version: seen });
    expect(late.status).toBe(409);
    expect((await anyone(site).api("GET", `/threads/${id}`)).json.title).toBe("新标题");
  });

  test("after an edit that came too late one can look at the present text and save", async () => {
    const { id } = await ask();
    const seen = typedIn((await author.get(`/threads/${id}/edit`)).text, "version")!;
    await author.api("PATCH", `/threads/${id}`, { body: "另一个窗口改的" });
    const late = await author.form(`/threads/${id}/edit`, { title: "几点开门？", body: "我改的", version: seen });
    expect(late.status).toBe(409);
    const again = await author.form(`/threads/${id}/edit`, { title: "几点开门？", body: "两边合起来", version: typedIn(late.text, "version")! });
    expect(again.status).toBe(303);
  });
});
