import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, until, type Visitor, visitor } from "../visitor.ts";
import { listener } from "./client.ts";

const site = useSite();
let resident: Visitor;
let association: Visitor;
let moderator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  association = await visitor(site, "association", "liuhe");
  moderator = await visitor(site, "moderator");
});

async function question(title = "周末可以打预防针吗？"): Promise<number> {
  return (await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: "请问周末可以吗？" })).json.id;
}

const replyTo = async (who: Visitor, threadId: number, body: string, parentId?: number) =>
  (await who.api("POST", `/threads/${threadId}/posts`, { body, parentId })).json;

describe("everyone who looks at a thread", () => {
  test("hears of a new reply, whether it came by form or as JSON, as the page shows it", async () => {
    const threadId = await question();
    const reader = await listener(site, null);
    expect(await reader.ask("thread:join", { threadId })).toMatchObject({ ok: true, version: 1, changes: [], present: 1 });

    const byJson = await replyTo(association, threadId, "周六上午可以。");
    const first = await reader.hears("post:created", ({ postId }) => postId === byJson.id);
    expect(first).toMatchObject({ threadId, parentId: null, version: 2, author: { username: association.member?.username } });

    await association.form(`/threads/${threadId}/posts`, { body: "周六上午可以。", submission: "form" });
    const second = await reader.hears("post:created", ({ version }) => version === 3);

    const page = (await anyone(site).get(`/threads/${threadId}`)).text;
    expect(page).toContain(first.html.trim());
    expect(page).toContain(second.html.trim());
    expect(await reader.hears("thread:updated", ({ replyCount }) => replyCount === 2)).toMatchObject({ threadId, status: "open" });
  });

  test("hears whether only its posts or its support changed, so that what became of a question is asked for only when it can differ", async () => {
    const threadId = await question("路灯几点亮？");
    const reader = await listener(site, null);
    const { version } = await reader.ask("thread:join", { threadId });
    await replyTo(resident, threadId, "桥头的。");
    const neighbour = await visitor(site, "resident");
    await neighbour.api("PUT", `/threads/${threadId}/support`);
    await association.api("POST", `/threads/${threadId}/progress`, { body: "已派人查看。" });
    const told = async (since: number) => (await reader.hears("thread:updated", (each) => each.version === version + since)).only;
    expect([await told(1), await told(2)]).toEqual(["post", "support"]);
    const step = await reader.hears("thread:updated", (each) => each.version > version + 2 && each.only === undefined);
    expect(step).toMatchObject({ threadId, status: "open" });
  });

  test("hears of an edit, a removal and a return", async () => {
    const threadId = await question();
    const { id } = await replyTo(resident, threadId, "第一稿");
    const reader = await listener(site, null);
    await reader.ask("thread:join", { threadId });

    await resident.api("PATCH", `/posts/${id}`, { body: "第二稿" });
    expect((await reader.hears("post:updated")).html).toContain("第二稿");

    await moderator.api("DELETE", `/posts/${id}`);
    const removal = await reader.hears("post:removed");
    expect(removal.postId).toBe(id);
    expect(removal.html).toBeUndefined(); // nothing stands below it: no marker

    await moderator.api("POST", `/posts/${id}/restoration`);
    expect((await reader.hears("post:created", ({ postId }) => postId === id)).html).toContain("第二稿");
  });

  test("who comes back is told what was missed since the version that it shows: posts, edits and removals, each once", async () => {
    const threadId = await question();
    const early = await replyTo(resident, threadId, "早先");
    const gone = await replyTo(resident, threadId, "会消失");
    const parent = await replyTo(resident, threadId, "父");
    await replyTo(resident, threadId, "子", parent.id);
    const reader = await listener(site, null);
    const { version: shown } = await reader.ask("thread:join", { threadId });
    reader.socket.disconnect();

    await resident.api("PATCH", `/posts/${early.id}`, { body: "早先，改过" });
    await moderator.api("DELETE", `/posts/${gone.id}`);
    await moderator.api("DELETE", `/posts/${parent.id}`);
    const late = await replyTo(association, threadId, "后来");

    const back = await listener(site, null);
    const { changes, version, more } = await back.ask("thread:join", { threadId, since: shown });
    expect(more).toBe(false);
    expect(changes.map(({ id, state }: { id: number; state: string }) => [id, state])).toEqual([
      [early.id, "published"],
      [gone.id, "removed"],
      [parent.id, "removed"],
      [late.id, "published"],
    ]);
    expect(changes[0].html).toContain("改过");
    expect(changes[1]).toMatchObject({ body: null });
    expect(changes[1].html).toBeUndefined();
    expect(changes[2].html).not.toContain("父"); // its marker
    expect(version).toBe(changes.at(-1).version);
  });

  test("a long absence is told in parts, none of them torn or lost", async () => {
    const threadId = await question();
    for (let index = 0; index < 105; index++) await replyTo(resident, threadId, `第 ${index} 条`);
    const reader = await listener(site, null);
    const seen: number[] = [];
    for (let since = 1, more = true; more; ) {
      const answer = await reader.ask("thread:join", { threadId, since });
      seen.push(...answer.changes.map(({ id }: { id: number }) => id));
      ({ version: since, more } = answer);
    }
    expect(seen).toHaveLength(105);
    expect(new Set(seen).size).toBe(105);
  });

  test("reads fragments in the language of the connection", async () => {
    const threadId = await question();
    const [chinese, english] = [await listener(site, null, { query: { locale: "zh-CN" } }), await listener(site, null, { query: { locale: "en" } })];
    for (const reader of [chinese, english]) await reader.ask("thread:join", { threadId });
    await replyTo(resident, threadId, "你好");
    expect((await chinese.hears("post:created")).html).toContain("回复");
    expect((await english.hears("post:created")).html).toContain("Reply");
  });

  test("knows how many are reading, and who is typing", async () => {
    const threadId = await question();
    const reader = await listener(site, null);
    await reader.ask("thread:join", { threadId });
    const writer = await listener(site, association);
    expect((await writer.ask("thread:join", { threadId })).present).toBe(2);
    expect(await reader.hears("thread:present", ({ present }) => present === 2)).toEqual({ threadId, present: 2 });
    await writer.ask("typing", { threadId });
    expect(await reader.hears("thread:typing")).toEqual({ threadId, name: association.member?.displayName });
    writer.socket.disconnect();
    await until("the writer's leaving", () => reader.told.some(({ name, payload }) => name === "thread:present" && payload.present === 1));
  });
});
