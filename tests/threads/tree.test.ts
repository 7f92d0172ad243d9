import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { SENSIBLE_DEPTH } from "../../server/threads/tree.ts";
import { makeTown, opens, replies } from "../cast.ts";
import { linkTo, partsOf, postsIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";

const site = useSite();
let resident: Member;
let thread: number;
/** 75 replies in the order of their arrival, each with what it answers. */
const made: { id: number; parent: number | null }[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = (await visitor(site, "resident")).member;
  thread = (await opens(resident, "liuhe", "OPINION", "建议延长开放时间", "文化站周末能否晚些关门？")).id;
  for (let index = 0; index < 75; index++) {
    const parent = index % 5 === 0 ? null : made[Math.max(0, index - 1 - ((index * index) % 7))]!.id;
    made.push({ id: (await replies(resident, thread, `第 ${index} 楼`, parent ?? undefined)).id, parent });
  }
});

const below = (parent: number | null): number[] => made.filter((each) => each.parent === parent).flatMap(({ id }) => [id, ...below(id)]);
const oldest = () => made.map(({ id }) => id);
const EXPECTED: Record<string, () => number[]> = { tree: () => below(null), oldest, newest: () => oldest().reverse() };
const address = (order: string) => `/threads/${thread}${order === "tree" ? "" : `?order=${order}`}`;

describe.each(["tree", "oldest", "newest"])("in order %s", (order) => {
  test("75 replies are each read exactly once, going on page by page", async () => {
    const pages: number[][] = [];
    for (let next: string | undefined = address(order); next; ) {
      const { text } = await anyone(site).get(next);
      pages.push(postsIn(text));
      next = linkTo(text, "next");
    }
    expect(pages.map((page) => page.length)).toEqual([30, 30, 15]); // premise: there are pages
    expect(pages.flat()).toEqual(EXPECTED[order]!());
  });

  test("the way back leads over the same pages", async () => {
    const forth: string[] = [];
    let at: string | undefined = address(order);
    for (; at; at = linkTo((await anyone(site).get(at)).text, "next")) forth.push(at);
    const back: string[] = [];
    for (at = forth.at(-1); at; at = linkTo((await anyone(site).get(at)).text, "prev")) back.unshift(at);
    expect(back).toEqual(forth);
  });

  test("JSON walks them too, with any page size", async () => {
    for (const limit of [1, 7, 100]) {
      const seen: number[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { json } = await anyone(site).api("GET", `/threads/${thread}/posts?order=${order}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
        seen.push(...json.items.map(({ id }: { id: number }) => id));
        cursor = json.nextCursor;
      }
      expect(seen).toEqual(EXPECTED[order]!());
    }
  });
});

describe("a reply", () => {
  test("stands below what it answers, one deeper", async () => {
    const { items } = (await anyone(site).api("GET", `/threads/${thread}/posts?limit=100`)).json;
    const depth = new Map<number, number>(items.map((post: { id: number; depth: number }) => [post.id, post.depth]));
    for (const post of items) expect(post.depth).toBe(post.parentId === null ? 0 : depth.get(post.parentId)! + 1);
    expect(Math.max(...depth.values())).toBeGreaterThan(6); // premise: some are too deep to be shown so
  });

  test("that is too deep to be indented says what it answers", async () => {
    const parts = partsOf((await anyone(site).get(address("tree"))).text);
    const { items } = (await anyone(site).api("GET", `/threads/${thread}/posts?limit=30`)).json as { items: { id: number; depth: number }[] };
    const deep = items.filter(({ depth }) => depth > SENSIBLE_DEPTH).length;
    expect(deep).toBeGreaterThan(0); // premise
    expect(parts.filter(({ is }) => is.class === "in-reply-to")).toHaveLength(deep);
    expect(parts.filter(({ is }) => Number(is["data-depth"]) > SENSIBLE_DEPTH)).toEqual([]);
  });

  test("opens by its permalink on a page that has it, from wherever one comes", async () => {
    for (const { id } of made.filter((_, index) => index % 6 === 0)) {
      const { status, to } = await anyone(site).get(`/threads/${thread}/posts/${id}`);
      expect([status, to]).toEqual([303, expect.stringMatching(new RegExp(`#post-${id}$`))]);
      const shown = postsIn((await anyone(site).get(to!.replace(/#.*/, ""))).text);
      expect(shown).toContain(id);
      if (to!.includes("cursor=")) expect(shown.indexOf(id)).toBeLessThan(5); // with a few before it, and what follows it
    }
  });

  test("says what it answers where the page cannot show it", async () => {
    const { text } = await anyone(site).get(address("oldest"));
    const parts = partsOf(text);
    const answering = made.slice(0, 30).filter(({ parent }) => parent !== null);
    const shown = parts.filter(({ is }) => is.class === "in-reply-to");
    expect(shown).toHaveLength(answering.length);
    const leads = parts.flatMap(({ is }) => (is.href?.startsWith(`/threads/${thread}/posts/`) ? [Number(is.href.split("/").at(-1))] : []));
    for (const { parent } of answering) expect(leads).toContain(parent);
  });
});

test("a permalink into another thread, or to no post at all, is not found", async () => {
  const other = await opens(resident, "liuhe", "OPINION", "另一个", "内容");
  for (const address of [
    `/threads/${other.id}/posts/${made[0]!.id}`,
    `/threads/${thread}/posts/999999`,
    `/threads/${thread}/posts/x`,
    `/threads/${thread}/posts/99999999999999`,
  ]) {
    expect((await anyone(site).get(address)).status, address).toBe(404);
  }
});

test.each(["nonsense", Buffer.from('["tree","</x"]').toString("base64url"), Buffer.from("[1,2,3]").toString("base64url"), ""])(
  "a cursor that no page gave: %j",
  async (cursor) => {
    const expected = cursor === "" ? 200 : 400;
    for (const order of ["tree", "oldest"]) {
      expect((await anyone(site).get(`/threads/${thread}?order=${order}&cursor=${cursor}`)).status).toBe(expected);
      expect((await anyone(site).api("GET", `/threads/${thread}/posts?order=${order}&cursor=${cursor}`)).status).toBe(expected);
    }
  },
);

test.each([9e15, 3_000_000_000, -1, 1.5])(
  "a cursor or a version of an impossible number (%d) is refused or finds nothing: it is no failure",
  async (number) => {
    const cursor = Buffer.from(JSON.stringify(["oldest", number])).toString("base64url");
    expect((await anyone(site).api("GET", `/threads/${thread}/posts?order=oldest&cursor=${cursor}`)).status).toBeLessThan(500);
    expect((await anyone(site).api("GET", `/threads/${thread}/posts?since=${number}`)).status).toBeLessThan(500);
  },
);
