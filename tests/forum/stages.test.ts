import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { setClock } from "../../server/core/clock.ts";
import { closeAnswered } from "../../server/questions/workflow/close-answered.ts";
import { makeTown, opens, replies } from "../cast.ts";
import { linkTo, partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, office]: (Visitor & { member: Member })[] = [];
const asked: Record<string, number> = {};
let topic: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  office = await visitor(site, "association", "liuhe");
  for (const name of ["waiting", "replied", "answered", "closed", "declined", "withdrawn", "opinion"]) {
    const kind = name === "opinion" ? "OPINION" : "QUESTION";
    asked[name] = (await opens(asker.member, "liuhe", kind, `老年食堂 ${name}`, "请问镇上的老年食堂周日几点开门？")).id;
  }
  topic = (await opens(office.member, "liuhe", "HOT_TOPIC", "老年食堂大家谈", "说说您的想法")).id;
  const step = async (who: Visitor, name: string, path: string, body: object) =>
    expect((await who.api("POST", `/threads/${asked[name]}/${path}`, body)).status, `${name}: ${path}`).toBe(200);
  const answer = { body: "周日上午七点半开门，电话 53601234。" };
  await step(office, "closed", "answer", answer);
  const back = setClock(() => new Date(Date.now() + 16 * 24 * 3600 * 1000)); // nobody reopened it in time
  expect(await closeAnswered()).toBe(1);
  back();
  for (const name of ["answered", "opinion"]) await step(office, name, "answer", answer);
  await replies(office.member, asked.replied!, "稍后答复");
  await step(office, "declined", "decline", { reason: "属于企业内部事务" });
  await step(asker, "withdrawn", "withdrawal", {});
});

const ids = (...names: string[]) => names.map((name) => asked[name]!).sort((a, b) => a - b);

async function onPages(path: string): Promise<number[]> {
  const found: number[] = [];
  for (let next: string | undefined = path; next; ) {
    const { text } = await anyone(site).get(next);
    found.push(...partsOf(text).flatMap(({ tag, is }) => (tag === "li" && is["data-thread"] ? [Number(is["data-thread"])] : [])));
    next = linkTo(text, "next");
  }
  return found.sort((a, b) => a - b);
}

async function inJson(query: string): Promise<number[]> {
  const found: number[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { json } = await anyone(site).api("GET", `/threads?${query}&limit=1${cursor && `&cursor=${cursor}`}`);
    found.push(...json.items.map(({ id }: { id: number }) => id));
    cursor = json.nextCursor;
  }
  return found.sort((a, b) => a - b);
}

const rowOf = (html: string, id: number) => partsOf(html).find(({ tag, is }) => tag === "li" && is["data-thread"] === String(id))!.text;

describe("a list of questions", () => {
  test("says of each what became of it", async () => {
    const { text } = await anyone(site).get("/threads?kind=QUESTION");
    for (const name of ["answered", "closed", "declined", "withdrawn"]) expect(rowOf(text, asked[name]!)).toContain(said(`feedback.state.${name}`));
    for (const name of ["waiting", "replied"]) expect(rowOf(text, asked[name]!)).toContain(said("thread.waiting")); // a plain reply is no answer
    const { items } = (await anyone(site).api("GET", "/threads?limit=100")).json;
    const stateOf = Object.fromEntries(items.map(({ id, feedback }: { id: number; feedback: { state: string } | null }) => [id, feedback?.state ?? null]));
    expect(stateOf).toMatchObject({ [asked.waiting!]: "assigned", [asked.answered!]: "answered", [asked.withdrawn!]: "withdrawn", [topic]: null });
  });

  test.each([
    ["waiting", ["waiting", "replied"]],
    ["answered", ["answered", "closed"]],
    ["ended", ["declined", "withdrawn"]],
  ])("narrowed to %s holds exactly those, page by page", async (stage, names) => {
    for (const path of ["/threads", "/towns/liuhe"]) expect(await onPages(`${path}?kind=QUESTION&stage=${stage}`), path).toEqual(ids(...names));
    for (const order of ["active", "new"]) expect(await inJson(`kind=QUESTION&stage=${stage}&order=${order}`), order).toEqual(ids(...names));
  });

  test("offers the stages where something is answered, keeps the chosen one in the address and drops it where it means nothing", async () => {
    const links = async (path: string) =>
      partsOf((await anyone(site).get(path)).text).flatMap(({ tag, is }) => (tag === "a" && is.href?.startsWith("/threads?") ? [is.href] : []));
    const here = await links("/threads?kind=QUESTION&stage=answered&order=new");
    expect(here).toContain("/threads?kind=OPINION&stage=answered&order=new");
    expect(here).toContain("/threads?kind=HOT_TOPIC&order=new");
    expect(here).toContain("/threads?kind=QUESTION&order=unanswered"); // what waits longest is not among the answered
    expect(here).toContain("/threads?kind=QUESTION&stage=ended&order=new");
    expect((await links("/threads?kind=HOT_TOPIC&stage=answered")).some((href) => href.includes("stage="))).toBe(false);
    expect(await onPages("/threads?kind=HOT_TOPIC&stage=answered")).toEqual([topic]);
    expect(await onPages("/threads?stage=answered")).toEqual(ids("answered", "closed", "opinion"));
  });

  test("answers 422 to a stage that there is not, in JSON", async () => {
    expect((await anyone(site).api("GET", "/threads?stage=lost")).status).toBe(422);
  });
});
