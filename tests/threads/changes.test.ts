import { beforeAll, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { editPost } from "../../server/forum/edit-post.ts";
import { removePost, restorePost } from "../../server/forum/removal.ts";
import { makeTown, opens, replies } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";

const site = useSite();
let author: Member;
let thread: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  author = (await visitor(site, "resident")).member;
  thread = (await opens(author, "liuhe", "OPINION", "公交改线", "能否经过医院？")).id;
});

interface Change {
  id: number;
  parentId: number | null;
  version: number;
  state: "published" | "removed";
  body: string | null;
  html: string | null;
}
interface Changes {
  items: Change[];
  version: number;
  more: boolean;
}
const say = async (body: string, parent?: number) => (await replies(author, thread, body, parent)).id;
const changes = async (since: number, limit = 100): Promise<Changes> =>
  (await anyone(site).api("GET", `/threads/${thread}/posts?since=${since}&limit=${limit}`)).json;
const version = async (): Promise<number> => (await anyone(site).api("GET", `/threads/${thread}`)).json.version;

test("someone who was away is told everything that happened to posts, in its order: created, edited, removed, restored", async () => {
  const [edited, removed, restored] = [await say("要改的"), await say("要删的"), await say("删了又恢复的")];
  await removePost(author, restored);
  const left = await version();

  const created = await say("新来的");
  await editPost(author, { postId: edited, body: "改好的", version: undefined });
  await removePost(author, removed);
  await restorePost(author, restored);

  const { items, version: now, more } = await changes(left);
  expect(items.map(({ id, state, body }) => [id, state, body])).toEqual([
    [created, "published", "新来的"],
    [edited, "published", "改好的"],
    [removed, "removed", null],
    [restored, "published", "删了又恢复的"],
  ]);
  expect(items.map((item) => item.version)).toEqual([left + 1, left + 2, left + 3, left + 4]);
  expect([now, more]).toEqual([left + 4, false]);
  expect(items[2]!.html).toBeNull(); // a marker, not the text that was taken away
});

test("a post that changed several times is told once, as it is now", async () => {
  const post = await say("一稿");
  const left = await version();
  for (const body of ["二稿", "三稿", "四稿"]) await editPost(author, { postId: post, body, version: undefined });
  expect((await changes(left)).items.map(({ id, body }) => [id, body])).toEqual([[post, "四稿"]]);
});

test("when the last reply below a removed one goes, its marker goes in the same change, and they come back together", async () => {
  const parent = await say("上面");
  const child = await say("下面", parent);
  await removePost(author, parent);
  const left = await version();
  await removePost(author, child);
  const gone = await changes(left);
  expect(gone.items.map(({ id, state, version: at }) => [id, state, at])).toEqual([
    [parent, "removed", left + 1],
    [child, "removed", left + 1],
  ]);
  await restorePost(author, child);
  expect((await changes(left + 1)).items.map(({ id, state }) => [id, state])).toEqual([
    [parent, "removed"],
    [child, "published"],
  ]);
});

test("who is up to date, or ahead, is told nothing; a change of the head alone changes the version", async () => {
  const now = await version();
  expect(await changes(now)).toEqual({ items: [], nextCursor: null, version: now, more: false });
  expect((await changes(now + 1000)).items).toEqual([]);
  const moderator = await visitor(site, "moderator");
  await moderator.api("PUT", `/threads/${thread}/closure`);
  await moderator.api("DELETE", `/threads/${thread}/closure`);
  expect(await changes(now)).toEqual({ items: [], nextCursor: null, version: now + 2, more: false });
});

test("asking in small parts loses nothing, whatever the size of a part", async () => {
  const start = await version();
  let above: number | undefined;
  const chain: number[] = [];
  for (let depth = 0; depth < 5; depth++) {
    above = await say(`第 ${depth} 层`, above);
    chain.push(above);
  }
  for (const id of chain.slice(0, 4)) await removePost(author, id);
  await removePost(author, chain[4]!); // five markers go in this one version
  for (let index = 0; index < 6; index++) await say(`之后第 ${index} 条`);
  const whole = await changes(start);
  expect([whole.items.length, whole.more]).toEqual([11, false]); // premise

  for (const limit of [1, 2, 3, 5, 10]) {
    const told: Change[] = [];
    let since = start;
    for (let part = await changes(since, limit); ; part = await changes(since, limit)) {
      told.push(...part.items);
      since = part.version;
      if (!part.more) break;
    }
    expect(told.map(({ id, version: at }) => [id, at])).toEqual(whole.items.map(({ id, version: at }) => [id, at]));
    expect(since).toBe(whole.version);
  }
});

test.each(["x", "-1", "1.5", "1e99"])("since=%s is refused beside the field", async (since) => {
  const { status, json } = await anyone(site).api("GET", `/threads/${thread}/posts?since=${since}`);
  expect([status, json.errors?.[0]?.path]).toEqual([422, "since"]);
});
