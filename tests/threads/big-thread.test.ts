import { beforeAll, expect, test } from "vitest";
import { now } from "../../server/core/clock.ts";
import { transact } from "../../server/data/client.ts";
import { type Place, placeOf } from "../../server/threads/tree.ts";
import { makeTown, opens } from "../cast.ts";
import { linkTo, postsIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";

const site = useSite();
const NEST = 520;
const REPLIES = 4_000;
let thread: number;
let idOf: Map<number, number>;

/** A nest 520 deep, and thousands of replies that answer the opening post or one of the first hundred. */
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  const author = (await visitor(site, "resident")).member;
  thread = (await opens(author, "liuhe", "OPINION", "老街改造大家谈", "说说看")).id;
  await transact(async (tx) => {
    const at = now();
    const places: Place[] = [];
    const parents: (Place | null)[] = [];
    for (let seq = 1; seq <= REPLIES; seq++) {
      const parent = seq <= NEST ? (places.at(-1) ?? null) : seq % 3 === 0 ? null : (places[NEST + (seq % 100)] ?? null);
      parents.push(parent);
      places.push(placeOf(seq, parent));
    }
    const rows = places.map((place) => ({
      ...place,
      threadId: thread,
      authorId: author.id,
      body: `第 ${place.seq} 楼`,
      html: `<p>第 ${place.seq} 楼</p>`,
      version: place.seq + 1,
      createdAt: at,
    }));
    for (let from = 0; from < rows.length; from += 500) await tx.post.createMany({ data: rows.slice(from, from + 500) });
    const made = await tx.post.findMany({ where: { threadId: thread }, select: { id: true, seq: true } });
    idOf = new Map(made.map(({ id, seq }) => [seq, id]));
    for (const [index, parent] of parents.entries())
      if (parent && index < NEST) await tx.post.update({ where: { id: idOf.get(index + 1)! }, data: { parentId: idOf.get(parent.seq)! } });
    await tx.thread.update({ where: { id: thread }, data: { replyCount: REPLIES, lastSeq: REPLIES, version: REPLIES + 1 } });
  });
});

test.each([1, 2, 31, 200, 511, 512, 513, 514, 519, 520, 521, 1_000, 2_345, 4_000])("the permalink of reply %i opens a page that has it", async (seq) => {
  const id = idOf.get(seq)!;
  const { status, to } = await anyone(site).get(`/threads/${thread}/posts/${id}`);
  expect([status, to]).toEqual([303, expect.stringContaining(`#post-${id}`)]);
  const page = await anyone(site).get(to!.replace(/#.*/, ""));
  expect(page.status).toBe(200);
  expect(postsIn(page.text)).toContain(id);
  expect(postsIn(page.text).length).toBeLessThanOrEqual(30);
});

test("the nest is read from its top to its bottom, page by page, each reply once", async () => {
  const seen: number[] = [];
  for (let next: string | undefined = `/threads/${thread}`; next && seen.length < NEST; ) {
    const { text } = await anyone(site).get(next);
    seen.push(...postsIn(text));
    next = linkTo(text, "next");
  }
  expect(seen.slice(0, NEST)).toEqual(Array.from({ length: NEST }, (_, index) => idOf.get(index + 1)));
});

test("one can still answer the deepest of all, and finds the answer where it belongs", async () => {
  const someone = await visitor(site, "resident");
  const deepest = idOf.get(NEST)!;
  const { status, json } = await someone.api("POST", `/threads/${thread}/posts`, { body: "还有人在看吗？", parentId: deepest });
  expect([status, json.depth]).toEqual([201, NEST]);
  const { to } = await someone.get(json.url);
  const shown = postsIn((await someone.get(to!.replace(/#.*/, ""))).text);
  expect(shown).toContain(json.id);
  expect(shown.indexOf(json.id)).toBe(shown.indexOf(deepest) + 1);
});
