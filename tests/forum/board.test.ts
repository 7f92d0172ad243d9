import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { setClock } from "../../server/core/clock.ts";
import type { Kind } from "../../server/core/kinds.ts";
import { pinThread } from "../../server/forum/closing.ts";
import { makeTown, opens, replies } from "../cast.ts";
import { linkTo, partsOf } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";

const site = useSite();
const KINDS_IN_TURN: Kind[] = ["QUESTION", "ACTIVITY", "OPINION", "HOT_TOPIC"];
const made: { id: number; kind: Kind }[] = [];
const minutes = (count: number) => new Date(Date.UTC(2026, 10, 5, 8, count));
let association: Member;
let resident: Member;
let moderator: Member;
let restoreClock = () => {};

/** 57 threads, three of each minute: their instants tell too little to order them. */
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  [association, resident, moderator] = [
    (await visitor(site, "association", "liuhe")).member,
    (await visitor(site, "resident")).member,
    (await visitor(site, "moderator")).member,
  ];
  for (let index = 0; index < 57; index++) {
    restoreClock = setClock(() => minutes(Math.floor(index / 3)));
    const kind = KINDS_IN_TURN[index % 4]!;
    made.push({ ...(await opens(association, "liuhe", kind, `第 ${index} 个`, "内容")), kind });
  }
});
afterAll(() => restoreClock());

async function walkJson(query: string): Promise<number[]> {
  const ids: number[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { status, json } = await anyone(site).api("GET", `/threads?${query}&limit=10${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    ids.push(...json.items.map(({ id }: { id: number }) => id));
    cursor = json.nextCursor;
  }
  return ids;
}

async function walkPages(path: string): Promise<number[]> {
  const ids: number[] = [];
  for (let next: string | undefined = path; next; ) {
    const { text } = await anyone(site).get(next);
    ids.push(...partsOf(text).flatMap(({ tag, is }) => (tag === "li" && is["data-thread"] ? [Number(is["data-thread"])] : [])));
    next = linkTo(text, "next");
  }
  return ids;
}

const newestFirst = (of = made) => of.map(({ id }) => id).reverse();

describe("a board", () => {
  test.each(["active", "new"])("in order %s walks every thread exactly once, page by page and by JSON, though many have the same instant", async (order) => {
    expect(await walkJson(`town=liuhe&order=${order}`)).toEqual(newestFirst());
    expect(await walkPages(`/towns/liuhe?order=${order}`)).toEqual(newestFirst());
    expect(await walkPages(`/threads?order=${order}`)).toEqual(newestFirst());
  });

  test.each(KINDS_IN_TURN)("of kind %s shows that kind and nothing else", async (kind) => {
    const expected = newestFirst(made.filter((each) => each.kind === kind));
    expect(expected.length).toBeGreaterThan(10); // premise
    expect(await walkJson(`town=liuhe&kind=${kind}`)).toEqual(expected);
    expect(await walkPages(`/towns/liuhe?kind=${kind}`)).toEqual(expected);
  });

  test("of another town shows none of them, but says what one could do", async () => {
    expect(await walkJson("town=shaxi")).toEqual([]);
    const { status, text } = await anyone(site).get("/towns/shaxi");
    expect([status, text.includes('class="empty"')]).toEqual([200, true]);
  });

  test("shows the unanswered by how long they wait", async () => {
    const asked = made.filter(({ kind }) => kind === "QUESTION" || kind === "OPINION").map(({ id }) => id);
    expect(await walkJson("town=liuhe&order=unanswered")).toEqual(asked);
    expect(await walkPages("/towns/liuhe?order=unanswered")).toEqual(asked);
  });

  test("brings a thread to the top when someone replies, in the active order only", async () => {
    const oldest = made[0]!.id;
    restoreClock = setClock(() => minutes(100));
    await replies(resident, oldest, "顶一下");
    expect((await walkJson("town=liuhe"))[0]).toBe(oldest);
    expect((await walkJson("town=liuhe&order=new")).at(-1)).toBe(oldest);
  });

  test("keeps pinned threads on top, and each thread stands on it exactly once however many are pinned", async () => {
    const pinned = made.slice(10, 17).map(({ id }) => id);
    for (const id of pinned) await pinThread(moderator, id);
    const shown = await walkPages("/towns/liuhe?order=new");
    expect(pinned).toContain(shown[0]);
    expect([...shown].sort((a, b) => a - b)).toEqual(made.map(({ id }) => id));
  });

  test.each(["cursor=nonsense", `cursor=${Buffer.from('["tree","01"]').toString("base64url")}`, "cursor=%00"])(
    "answers 400 to a cursor that it never gave: %s",
    async (query) => {
      const json = await anyone(site).api("GET", `/threads?${query}`);
      expect([json.status, json.json.errors[0].path]).toEqual([400, "cursor"]);
      expect((await anyone(site).get(`/towns/liuhe?${query}`)).status).toBe(400);
    },
  );

  test("of a town that does not exist is not found", async () => {
    expect((await anyone(site).get("/towns/nowhere")).status).toBe(404);
    expect((await anyone(site).api("GET", "/threads?town=nowhere")).status).toBe(404);
    expect((await anyone(site).get("/towns/%00")).status).toBe(404);
  });
});
