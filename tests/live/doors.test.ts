import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { listener } from "./client.ts";

const site = useSite();
let resident: Visitor;
let administrator: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  administrator = await visitor(site, "administrator");
});

async function question(): Promise<number> {
  return (await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "几点开门？", body: "请问几点开门？" })).json.id;
}

describe("sockets", () => {
  test("refuse an origin other than the site's, and take the site's own", async () => {
    await expect(listener(site, null, { extraHeaders: { origin: "https://elsewhere.example" } })).rejects.toThrow();
    const own = await listener(site, null, { extraHeaders: { origin: site.origin } });
    expect(own.socket.connected).toBe(true);
  });

  test("answer for a removed thread as if it did not exist, but not to a moderator", async () => {
    const threadId = await question();
    const reader = await listener(site, null);
    expect(await reader.ask("thread:join", { threadId })).toMatchObject({ ok: true });
    await administrator.api("DELETE", `/threads/${threadId}`);
    const stranger = await listener(site, null);
    const refused = await stranger.ask("thread:join", { threadId });
    expect(refused).toEqual(await stranger.ask("thread:join", { threadId: 999_999 }));
    expect(refused).toMatchObject({ ok: false, problem: { status: 404 } });
    expect(await (await listener(site, administrator)).ask("thread:join", { threadId })).toMatchObject({ ok: true });
  });

  test("say nothing more of a private question to an office that no longer handles it", async () => {
    await makeTown("shaxi", "沙溪镇");
    const [lead, next] = [await visitor(site, "responder", "liuhe"), await visitor(site, "responder", "shaxi")];
    for (const step of ["hand-over", "assistance"] as const) {
      const asked = { town: "liuhe", kind: "QUESTION", title: "家里的一件私事", body: "请单位私下答复。", private: true };
      const threadId = (await resident.api("POST", "/threads", asked)).json.id;
      const leaving = step === "hand-over" ? lead : next;
      if (step === "assistance") await lead.api("POST", `/threads/${threadId}/assistance`, { offices: ["shaxi"] });
      const [left, stays] = [await listener(site, leaving), await listener(site, resident)];
      for (const each of [left, stays]) expect(await each.ask("thread:join", { threadId })).toMatchObject({ ok: true });
      const body = step === "hand-over" ? { office: "shaxi", reason: "属沙溪镇办理" } : { offices: [] };
      expect((await administrator.api("POST", `/threads/${threadId}/${step}`, body)).status).toBe(200);
      await left.hears("thread:updated", ({ state }) => state === "removed");
      await resident.api("POST", `/threads/${threadId}/posts`, { body: "只给新单位看的话。" });
      await stays.hears("post:created");
      await left.ask("board:watch", {}); // whatever was told before this came before its answer
      expect(left.told.filter(({ name }) => name.startsWith("post:"))).toEqual([]);
    }
  });

  test("tell readers nothing of the posts of a thread that was removed", async () => {
    const threadId = await question();
    const { id } = (await resident.api("POST", `/threads/${threadId}/posts`, { body: "后来又补充了一句。" })).json;
    const [reader, moderating] = [await listener(site, null), await listener(site, administrator)];
    await reader.ask("thread:join", { threadId });
    await administrator.api("DELETE", `/threads/${threadId}`);
    await moderating.ask("thread:join", { threadId });
    await administrator.api("DELETE", `/posts/${id}`);
    await administrator.api("POST", `/posts/${id}/restoration`);
    await moderating.hears("post:created");
    await reader.ask("board:watch", {});
    expect(reader.told.filter(({ name }) => name.startsWith("post:"))).toEqual([]);
  });

  test("answer bad input instead of falling over", async () => {
    const reader = await listener(site, null);
    for (const [event, payload] of [
      ["thread:join", { threadId: "x" }],
      ["thread:join", null],
      ["thread:join", { threadId: 1, since: -1 }],
      ["quota:watch", { month: "2026-13" }],
      ["typing", "?"],
      ["board:watch", { town: 5 }],
    ] as const) {
      expect(await reader.ask(event, payload), `${event} ${JSON.stringify(payload)}`).toMatchObject({ ok: false });
    }
    reader.socket.emit("thread:join"); // without an acknowledgement
    expect(await reader.ask("quota:watch", { month: "2026-11" })).toEqual({ ok: true });
  });

  test("are cut off when their session ends", async () => {
    const leaving = await visitor(site, "resident");
    const [own, others] = [await listener(site, leaving), await listener(site, resident)];
    await leaving.form("/sign-out", {});
    await until("the cut", () => !own.socket.connected);
    expect(others.socket.connected).toBe(true);
  });

  test("are cut off when their account is suspended", async () => {
    const barred = await visitor(site, "resident");
    const connection = await listener(site, barred);
    expect((await administrator.api("PUT", `/accounts/${barred.member.id}/suspension`)).status).toBe(204);
    await until("the cut", () => !connection.socket.connected);
  });

  test("typing of someone without an account is not told", async () => {
    const threadId = await question();
    const [reader, nobody, member] = [await listener(site, null), await listener(site, null), await listener(site, resident)];
    for (const each of [reader, nobody, member]) await each.ask("thread:join", { threadId });
    await nobody.ask("typing", { threadId });
    await member.ask("typing", { threadId });
    await reader.hears("thread:typing");
    expect(reader.told.filter(({ name }) => name === "thread:typing")).toHaveLength(1);
  });
});

describe("lists", () => {
  test("a board and the list of all towns hear of a new thread and of a reply", async () => {
    const [board, all] = [await listener(site, null), await listener(site, null)];
    await board.ask("board:watch", { town: "liuhe" });
    await all.ask("board:watch", { town: null });
    const threadId = await question();
    for (const each of [board, all])
      expect(await each.hears("board:changed", (told) => told.threadId === threadId)).toMatchObject({ isNew: true, town: "liuhe" });
    await resident.api("POST", `/threads/${threadId}/posts`, { body: "谢谢" });
    for (const each of [board, all]) expect(await each.hears("board:changed", (told) => told.replyCount === 1)).toMatchObject({ isNew: false });
  });

  test("who watches the month hears of publication, removal and restoration of what counts", async () => {
    const association = await visitor(site, "association", "liuhe");
    const reader = await listener(site, null);
    const { json: before } = await resident.api("GET", "/quota");
    const month = before.month;
    await reader.ask("quota:watch", { month });
    const { json: thread } = await association.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: "讲座", body: "活动内容".repeat(30) });
    expect(await reader.hears("quota:changed", ({ credited }) => credited === 1)).toMatchObject({
      month,
      town: "liuhe",
      target: 2,
      figures: { participating: 1, credited: 1 },
    });
    await administrator.api("DELETE", `/threads/${thread.id}`);
    expect(await reader.hears("quota:changed", ({ credited }) => credited === 0)).toMatchObject({ month, town: "liuhe" });
    reader.told.length = 0;
    await administrator.api("POST", `/threads/${thread.id}/restoration`);
    await reader.hears("quota:changed", ({ credited }) => credited === 1);
  });
});
