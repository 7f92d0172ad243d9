import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { removePost, restorePost } from "../../server/forum/removal.ts";
import { makeTown, opens, replies } from "../cast.ts";
import { postsIn, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let author: Awaited<ReturnType<typeof visitor>>;
let moderator: Awaited<ReturnType<typeof visitor>>;
let other: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  [author, moderator, other] = [await visitor(site, "resident"), await visitor(site, "moderator"), await visitor(site, "resident")];
});

const open = async () => (await opens(author.member, "liuhe", "OPINION", "公园的灯", "晚上太暗了")).id;
const say = async (thread: number, body: string, parent?: number) => (await replies(author.member, thread, body, parent)).id;
interface Shown {
  id: number;
  state: "published" | "removed";
  body: string | null;
  html: string | null;
}
const shown = async (thread: number): Promise<Shown[]> => (await anyone(site).api("GET", `/threads/${thread}/posts?limit=100`)).json.items;
const count = async (thread: number) => (await anyone(site).api("GET", `/threads/${thread}`)).json.replyCount;

describe("a removed reply", () => {
  test("without replies is gone without a trace, by form and by JSON", async () => {
    const thread = await open();
    const [one, two, three] = [await say(thread, "第一条"), await say(thread, "第二条"), await say(thread, "第三条")];
    const confirm = await author.get(`/posts/${one}/remove`);
    expect(confirm.text).toContain("第一条"); // one is asked before
    expect((await author.form(`/posts/${one}/remove`, {})).to).toBe(`/threads/${thread}`);
    expect((await author.api("DELETE", `/posts/${two}`)).status).toBe(204);
    expect((await shown(thread)).map(({ id }) => id)).toEqual([three]);
    expect(await count(thread)).toBe(1);
    const { text } = await anyone(site).get(`/threads/${thread}`);
    expect([postsIn(text), text.includes("第一条")]).toEqual([[three], false]);
    expect((await anyone(site).get(`/threads/${thread}/posts/${one}`)).status).toBe(404);
  });

  test("with replies leaves a marker without its text, which cannot be answered", async () => {
    const thread = await open();
    const parent = await say(thread, "不该说的话");
    const child = await say(thread, "回它", parent);
    await author.api("DELETE", `/posts/${parent}`);
    expect(await shown(thread)).toMatchObject([
      { id: parent, state: "removed", body: null, html: null },
      { id: child, state: "published" },
    ]);
    const { text } = await anyone(site).get(`/threads/${thread}`);
    expect([text.includes(said("post.removed")), text.includes("不该说的话"), postsIn(text)]).toEqual([true, false, [parent, child]]);
    expect((await anyone(site).api("GET", `/posts/${parent}`)).json).toMatchObject({ state: "removed", body: null, html: null });
    expect((await anyone(site).get(`/posts/${parent}/history`)).status).toBe(404);
    expect((await other.api("POST", `/threads/${thread}/posts`, { body: "迟到的回复", parentId: parent })).status).toBe(409);
  });

  test("takes its marker along when the last reply below goes, up through a whole chain, and brings it back", async () => {
    const thread = await open();
    const chain = [await say(thread, "一")];
    for (const body of ["二", "三", "四"]) chain.push(await say(thread, body, chain.at(-1)));
    for (const id of chain.slice(0, 3)) await author.api("DELETE", `/posts/${id}`);
    expect((await shown(thread)).map(({ state }) => state)).toEqual(["removed", "removed", "removed", "published"]);
    await author.api("DELETE", `/posts/${chain[3]}`);
    expect(await shown(thread)).toEqual([]);
    expect((await author.api("POST", `/posts/${chain[3]}/restoration`)).status).toBe(200);
    expect((await shown(thread)).map(({ id }) => id)).toEqual(chain);
    expect(await count(thread)).toBe(1);
  });

  test("comes back with its text in its place; the notice offers that at once", async () => {
    const thread = await open();
    const ids = [await say(thread, "一"), await say(thread, "二"), await say(thread, "三")];
    await author.form(`/posts/${ids[1]}/remove`, {});
    expect((await author.get(`/threads/${thread}`)).text).toContain(`action="/posts/${ids[1]}/restore"`);
    expect((await author.form(`/posts/${ids[1]}/restore`, {})).to).toBe(`/threads/${thread}/posts/${ids[1]}`);
    expect((await shown(thread)).map(({ id, body }) => [id, body])).toEqual([
      [ids[0], "一"],
      [ids[1], "二"],
      [ids[2], "三"],
    ]);
  });

  test("is removed by its author or a moderator; what a moderator removed, its author cannot bring back", async () => {
    const thread = await open();
    const post = await say(thread, "争议");
    expect((await other.api("DELETE", `/posts/${post}`)).status).toBe(403);
    expect((await (await anyone(site).begin()).api("DELETE", `/posts/${post}`)).status).toBe(401);
    expect((await moderator.api("DELETE", `/posts/${post}`)).status).toBe(204);
    expect((await moderator.api("DELETE", `/posts/${post}`)).status).toBe(409); // it is so already
    expect((await author.api("POST", `/posts/${post}/restoration`)).status).toBe(403);
    expect((await moderator.api("POST", `/posts/${post}/restoration`)).status).toBe(200);
  });

  test("is never the opening post: that goes with its thread", async () => {
    const thread = await open();
    const { id } = (await anyone(site).api("GET", `/threads/${thread}`)).json.openingPost;
    expect((await moderator.api("DELETE", `/posts/${id}`)).status).toBe(409);
  });
});

test("whatever is removed and restored in whatever order: a post is listed exactly when it or something below it is shown, and the count is right", async () => {
  const thread = await open();
  const posts: { id: number; parent: number | null; gone: boolean }[] = [];
  for (let index = 0; index < 14; index++) {
    const parent = index % 4 === 0 ? null : posts[(index * 5 + 2) % index]!.id;
    posts.push({ id: await say(thread, `第 ${index} 条`, parent ?? undefined), parent, gone: false });
  }
  const stands = (post: (typeof posts)[number]): boolean => !post.gone || posts.some((each) => each.parent === post.id && stands(each));
  let random = 20_261_105;
  for (let step = 0; step < 60; step++) {
    random = (random * 48_271) % 2_147_483_647;
    const post = posts[random % posts.length]!;
    await (post.gone ? restorePost : removePost)(moderator.member, post.id);
    post.gone = !post.gone;
    if (step % 6 !== 0) continue;
    const listed = await db.post.findMany({ where: { threadId: thread, listed: true, seq: { gt: 0 } }, select: { id: true }, orderBy: { id: "asc" } });
    expect(listed.map(({ id }) => id)).toEqual(posts.filter(stands).map(({ id }) => id));
    expect(await count(thread)).toBe(posts.filter(({ gone }) => !gone).length);
  }
  for (const post of posts.filter(({ gone }) => gone)) await restorePost(moderator.member, post.id);
  const rows = await db.post.findMany({ where: { threadId: thread, seq: { gt: 0 } }, select: { id: true, listed: true, listedReplies: true } });
  for (const { id, listed, listedReplies } of rows) expect([listed, listedReplies]).toEqual([true, posts.filter(({ parent }) => parent === id).length]);
});
