import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let author: Visitor;
let other: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  [author, other] = [await visitor(site, "resident"), await visitor(site, "resident")];
});

const question = { town: "liuhe", kind: "QUESTION", title: "停水通知", body: "明天停水吗？" };
const open = async (): Promise<number> => (await author.api("POST", "/threads", question)).json.id;
const posts = async (thread: number) =>
  (await anyone(site).api("GET", `/threads/${thread}/posts?limit=100`)).json.items as { id: number; seq: number; parentId: number | null }[];
const threads = async (): Promise<number> => (await anyone(site).api("GET", "/towns/liuhe")).json.threadCount;

describe("a form sent twice", () => {
  test("makes one reply; both answers lead to it", async () => {
    const thread = await open();
    const submission = typedIn((await author.get(`/threads/${thread}`)).text, "submission")!;
    expect(submission.length).toBeGreaterThan(20); // premise: the page names each form
    const send = () => author.form(`/threads/${thread}/posts`, { body: "只说一遍", submission });
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status, two.to]).toEqual([303, 303, one.to]);
    expect(await posts(thread)).toHaveLength(1);
  });

  test("at the same moment makes one reply too", async () => {
    const thread = await open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => author.form(`/threads/${thread}/posts`, { body: "手抖连点", submission: "trembling" })));
    expect(new Set(answers.map(({ status, to }) => `${status} ${to}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(303);
    expect(await posts(thread)).toHaveLength(1);
    expect((await anyone(site).api("GET", `/threads/${thread}`)).json.replyCount).toBe(1);
  });

  test("makes one thread, counted once", async () => {
    const before = await threads();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => author.form("/threads", { ...question, title: "湖边步道几时亮灯", submission: "thread-once" })),
    );
    expect(new Set(answers.map(({ status, to }) => `${status} ${to}`))).toEqual(new Set([`303 ${answers[0]!.to}`]));
    expect(await threads()).toBe(before + 1);
  });

  test("leads to the reply even when the thread was closed in between", async () => {
    const thread = await open();
    const send = () => author.form(`/threads/${thread}/posts`, { body: "关之前说的", submission: "before-closing" });
    const one = await send();
    await (await visitor(site, "moderator")).api("PUT", `/threads/${thread}/closure`);
    expect(await send()).toMatchObject({ status: 303, to: one.to });
  });

  test("by somebody else is that one's own reply", async () => {
    const thread = await open();
    for (const someone of [author, other]) await someone.form(`/threads/${thread}/posts`, { body: "各说各的", submission: "same-name" });
    expect(await posts(thread)).toHaveLength(2);
  });
});

describe("an Idempotency-Key", () => {
  const key = (name: string) => ({ "idempotency-key": name });

  test("answers the first result again and writes nothing", async () => {
    const thread = await open();
    const send = () => author.api("POST", `/threads/${thread}/posts`, { body: "接口说的" }, key("k1"));
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.json).toEqual(one.json);
    expect([one.headers.get("idempotent-replayed"), two.headers.get("idempotent-replayed")]).toEqual([null, "true"]);
    expect(await posts(thread)).toHaveLength(1);
  });

  test("used by many at the same moment writes once; whoever comes too early is told to wait", async () => {
    const thread = await open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => author.api("POST", `/threads/${thread}/posts`, { body: "并发" }, key("k2"))));
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(await posts(thread)).toHaveLength(1);
    expect((await author.api("POST", `/threads/${thread}/posts`, { body: "并发" }, key("k2"))).json.id).toBe((await posts(thread))[0]!.id);
  });

  test("of another request is refused with 422", async () => {
    const thread = await open();
    await author.api("POST", `/threads/${thread}/posts`, { body: "这一个" }, key("k3"));
    const { status, json } = await author.api("POST", `/threads/${thread}/posts`, { body: "另一个" }, key("k3"));
    expect([status, json.errors]).toEqual([422, [{ path: "Idempotency-Key", message: expect.any(String) }]]);
    expect((await author.api("POST", "/threads", question, key("k3"))).status).toBe(422);
    expect(await posts(thread)).toHaveLength(1);
  });

  test("is each account's own, and a refusal does not use it up", async () => {
    const thread = await open();
    for (const someone of [author, other]) expect((await someone.api("POST", `/threads/${thread}/posts`, { body: "同一把" }, key("k4"))).status).toBe(201);
    expect(await posts(thread)).toHaveLength(2);
    expect((await author.api("POST", `/threads/${thread}/posts`, { body: "" }, key("k5"))).status).toBe(422);
    expect((await author.api("POST", `/threads/${thread}/posts`, { body: "" }, key("k5"))).status).toBe(422);
    expect((await author.api("POST", `/threads/${thread}/posts`, { body: "补上了" }, key("k5"))).status).toBe(201);
  });

  test("answers a removal again, and one of odd shape is refused", async () => {
    const thread = await open();
    const { id } = (await author.api("POST", `/threads/${thread}/posts`, { body: "删两次" })).json;
    for (let time = 0; time < 2; time++) expect((await author.api("DELETE", `/posts/${id}`, undefined, key("k6"))).status).toBe(204);
    expect((await author.api("POST", `/threads/${thread}/posts`, { body: "x" }, key("x".repeat(201)))).status).toBe(400);
  });
});

test("fifty people who answer the same post at once all stand below it, each with a number of its own", async () => {
  const thread = await open();
  const parent = (await author.api("POST", `/threads/${thread}/posts`, { body: "大家怎么看？" })).json.id;
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 ? author : other).api("POST", `/threads/${thread}/posts`, { body: `看法 ${index}`, parentId: parent })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const all = await posts(thread);
  expect(
    all
      .filter((post) => post.parentId === parent)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(answers.map(({ json }) => json.id).sort());
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1)); // the tree's order is that of arrival here
  const { replyCount, version } = (await anyone(site).api("GET", `/threads/${thread}`)).json;
  expect([replyCount, version]).toEqual([51, 52]);
});
