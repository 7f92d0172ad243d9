import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { until, type Visitor, visitor } from "../visitor.ts";
import { type Listener, listener } from "./client.ts";

const site = useSite();
type Known = Awaited<ReturnType<typeof visitor>>;
let [asker, clerk, colleague, shaxi, moderator, administrator]: Known[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  asker = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  colleague = await visitor(site, "association", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  moderator = await visitor(site, "moderator");
  administrator = await visitor(site, "administrator");
});

const ask = async (more: object = {}): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯不亮", body: "桥头路灯三天不亮了。", ...more })).json.id;
const nameOf = (who: Known | undefined) => who!.member.displayName;
const draft = (who: Visitor, id: number, body: string, draftVersion = "0") => who.form(`/threads/${id}/feedback/draft`, { body, draftVersion });

/** Someone who has the question open. */
async function at(threadId: number, who: Visitor, step?: string): Promise<Listener & { joined: { others: object[]; version: number } }> {
  const connection = await listener(site, who);
  const joined = await connection.ask("handling:join", { threadId, step });
  expect(joined).toMatchObject({ ok: true });
  return { ...connection, joined };
}
const sees = (who: Listener, others: object[]) => who.hears("handling:present", (told) => JSON.stringify(told.others) === JSON.stringify(others));
/** Whatever was told before this came before its answer. */
const settled = (who: Listener) => who.ask("quota:watch", { month: "2026-11" });

describe("two colleagues on one question", () => {
  test("see each other and at which step, and when one moves on or goes away", async () => {
    const id = await ask();
    const one = await at(id, clerk!, "answer");
    expect(one.joined).toMatchObject({ version: 1, draftVersion: 0, others: [] });
    const two = await at(id, colleague!);
    expect(two.joined.others).toEqual([{ name: nameOf(clerk), step: "answer" }]);
    await sees(one, [{ name: nameOf(colleague), step: null }]);
    await two.ask("handling:join", { threadId: id, step: "progress" });
    await sees(one, [{ name: nameOf(colleague), step: "progress" }]);
    one.told.length = 0;
    expect(await two.ask("handling:leave", { threadId: id })).toEqual({ ok: true });
    await sees(one, []);
    await two.ask("handling:join", { threadId: id });
    await sees(one, [{ name: nameOf(colleague), step: null }]);
    one.told.length = 0;
    two.socket.disconnect();
    await sees(one, []);
  });

  test("hear of each other's moves in the sign-off", async () => {
    const id = await ask();
    await administrator!.api("PUT", "/offices/liuhe/sign-off", { signers: [{ username: colleague!.member.username, step: 1 }] });
    const signer = await at(id, colleague!, "answer");
    await clerk!.api("POST", `/threads/${id}/answer`, { body: "电缆已更换，昨晚恢复照明。" });
    await signer.hears("handling:changed", ({ what, by }) => what === "signOff" && by === nameOf(clerk));
    await administrator!.api("PUT", "/offices/liuhe/sign-off", { signers: [] });
  });

  test("are two people, however many windows they have, and nobody sees themselves", async () => {
    const id = await ask();
    const [first, second] = [await at(id, clerk!, "answer"), await at(id, clerk!)];
    expect(second.joined.others).toEqual([]);
    const other = await at(id, colleague!);
    expect(other.joined.others).toEqual([{ name: nameOf(clerk), step: "answer" }]);
    first.socket.disconnect();
    await sees(other, [{ name: nameOf(clerk), step: null }]);
    expect(second.told.filter(({ payload }) => JSON.stringify(payload).includes(nameOf(clerk)))).toEqual([]);
  });

  test("hear of a saved draft, a note and a step, with who it was and the versions that now count; their own are not told", async () => {
    const id = await ask();
    const [one, two] = [await at(id, clerk!, "answer"), await at(id, colleague!, "answer")];
    const changed = (what: string) => two.hears("handling:changed", (told) => told.what === what);
    expect((await draft(clerk!, id, "周五修好")).status).toBe(303);
    expect(await changed("draft")).toEqual({ threadId: id, by: nameOf(clerk), what: "draft", version: 1, draftVersion: 1 });
    await clerk!.form(`/threads/${id}/feedback/notes`, { body: "电缆被挖断" });
    expect(await changed("note")).toMatchObject({ by: nameOf(clerk), version: 1, draftVersion: 1 });
    await clerk!.api("POST", `/threads/${id}/progress`, { body: "已派人查看。" });
    expect(await changed("step")).toMatchObject({ by: nameOf(clerk), version: 2, draftVersion: 1 });
    await settled(one);
    expect(one.told.filter(({ name }) => name === "handling:changed")).toEqual([]);
    expect(JSON.stringify(two.told)).not.toMatch(/周五修好|电缆被挖断/);
  });

  test("hear nothing of a draft that was refused", async () => {
    const id = await ask();
    await draft(clerk!, id, "周五修好");
    const two = await at(id, administrator!);
    expect((await draft(colleague!, id, "下周修好")).status).toBe(409);
    expect((await draft(colleague!, id, "下周修好", "1")).status).toBe(303);
    expect(await two.hears("handling:changed")).toMatchObject({ draftVersion: 2 });
    expect(two.told.filter(({ name }) => name === "handling:changed")).toHaveLength(1);
  });
});

describe("whoever does not handle a question", () => {
  test("is refused, and of a private one as if it did not exist", async () => {
    const [open, hidden] = [await ask(), await ask({ private: true })];
    await at(hidden, clerk!, "answer"); // premise: there is somebody to be seen
    for (const [who, status] of [
      [null, 401],
      [asker!, 403],
      [shaxi!, 403],
      [moderator!, 403],
    ] as const) {
      const other = await listener(site, who);
      expect(await other.ask("handling:join", { threadId: open })).toMatchObject({ ok: false, problem: { status } });
      if (who === asker) continue;
      const refused = await other.ask("handling:join", { threadId: hidden });
      expect(refused).toEqual(await other.ask("handling:join", { threadId: 999_999 }));
      expect(refused).toMatchObject({ ok: false, problem: { status: 404 } });
    }
    const curious = await listener(site, asker!);
    expect(await curious.ask("handling:join", { threadId: hidden })).toMatchObject({ ok: false, problem: { status: 403 } });
    expect(await curious.ask("handling:join", { threadId: "x" })).toMatchObject({ ok: false });
    expect(await curious.ask("handling:join", { threadId: open, step: "rating" })).toMatchObject({ ok: false });
    expect(await curious.ask("handling:leave", { threadId: open })).toEqual({ ok: true });
    expect(site.listening(`handling:${open}`)).toBe(0);
  });

  test("hears no names by watching the thread", async () => {
    const id = await ask();
    const watching = await listener(site, asker!);
    await watching.ask("thread:join", { threadId: id });
    await at(id, clerk!, "answer");
    await draft(clerk!, id, "周五修好");
    await settled(watching);
    expect(watching.told.filter(({ name }) => name.startsWith("handling:"))).toEqual([]);
  });

  test("is everybody, of a thread that asks nothing: an administrator too", async () => {
    const { id } = (await clerk!.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: "多种树", body: "建议多种一些树。" })).json;
    await at(id, administrator!); // premise: an opinion does
    const talk = { town: "liuhe", kind: "HOT_TOPIC", title: "大家谈", body: "请大家谈谈垃圾分类。".repeat(12) };
    const topic = (await colleague!.api("POST", "/threads", talk)).json.id;
    const connection = await listener(site, administrator!);
    expect(await connection.ask("handling:join", { threadId: topic })).toMatchObject({ ok: false, problem: { status: 404 } });
  });
});

describe("the desk", () => {
  test("hears who is at each question that it lists, without being there itself; of others' questions nothing", async () => {
    const [own, hidden, theirs] = [await ask(), await ask({ private: true }), await ask({ town: "shaxi" })];
    const working = await at(own, clerk!, "answer");
    await at(theirs, shaxi!, "answer");
    const desk = await listener(site, colleague!);
    expect(await desk.ask("desk:watch", { threadIds: [own, hidden, theirs, 999_999] })).toEqual({
      ok: true,
      present: [{ threadId: own, others: [{ name: nameOf(clerk), step: "answer" }] }],
    });
    await at(hidden, clerk!, "decline");
    await desk.hears("handling:present", ({ threadId, others }) => threadId === hidden && others.length === 1);
    await at(theirs, administrator!);
    await draft(clerk!, own, "周五修好");
    working.socket.disconnect();
    await desk.hears("handling:present", ({ threadId, others }) => threadId === own && others.length === 0);
    await settled(desk);
    expect(working.told.some(({ payload }) => payload.others?.length > 0)).toBe(false);
    expect(desk.told.filter(({ name, payload }) => name === "handling:changed" || payload.threadId === theirs)).toEqual([]);
    await administrator!.api("POST", `/threads/${hidden}/hand-over`, { office: "shaxi", reason: "属沙溪镇办理" });
    await desk.hears("handling:out", ({ threadId }) => threadId === hidden);
  });

  test("of those who have none is told nothing", async () => {
    const id = await ask();
    await at(id, clerk!, "answer");
    for (const who of [null, asker!, shaxi!, moderator!])
      expect(await (await listener(site, who)).ask("desk:watch", { threadIds: [id] })).toEqual({ ok: true, present: [] });
  });
});

test("only the clerk who wrote an office's post hears that it is theirs", async () => {
  const id = await ask();
  const [own, other, reader] = [await listener(site, clerk!), await listener(site, colleague!), await listener(site, null)];
  for (const each of [own, other, reader]) await each.ask("thread:join", { threadId: id });
  await clerk!.api("POST", `/threads/${id}/progress`, { body: "已派人查看。" });
  const { postId } = await own.hears("post:own");
  expect(own.told.map(({ name }) => name).indexOf("post:own")).toBeLessThan(own.told.map(({ name }) => name).indexOf("post:created"));
  for (const each of [other, reader]) {
    await each.hears("post:created", (told) => told.postId === postId);
    await settled(each);
    expect(each.told.filter(({ name }) => name === "post:own")).toEqual([]);
    expect(JSON.stringify(each.told)).not.toContain(clerk!.member.username);
    expect((await each.ask("thread:join", { threadId: id, since: 0 })).own).toEqual([]);
  }
  expect((await own.ask("thread:join", { threadId: id, since: 0 })).own).toEqual([postId]);
});

describe("who no longer handles a question is out of the room", () => {
  test.each([false, true])("after it was handed to another office (private: %s)", async (hidden) => {
    const id = await ask({ private: hidden });
    const [left, stays] = [await at(id, clerk!, "answer"), await at(id, administrator!)];
    await stays.hears("handling:present");
    expect((await administrator!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇办理" })).status).toBe(200);
    await left.hears("handling:out");
    await sees(stays, []);
    left.told.length = 0;
    const now = await at(id, shaxi!, "answer");
    await draft(shaxi!, id, "只给新单位看的草稿");
    await stays.hears("handling:changed", ({ what }) => what === "draft");
    await settled(left);
    expect(left.told.filter(({ name }) => name.startsWith("handling:"))).toEqual([]);
    expect(now.joined.others).toEqual([{ name: nameOf(administrator), step: null }]);
    expect(await left.ask("handling:join", { threadId: id })).toMatchObject({ ok: false, problem: { status: hidden ? 404 : 403 } });
  });

  test("after it assists no more", async () => {
    const id = await ask();
    await clerk!.api("POST", `/threads/${id}/assistance`, { offices: ["shaxi"] });
    const left = await at(id, shaxi!, "progress");
    await clerk!.api("POST", `/threads/${id}/assistance`, { offices: [] });
    await left.hears("handling:out");
    await until("the empty room", () => site.listening(`handling:${id}`) === 0);
  });

  test("after the thread was removed, or moved to another town", async () => {
    const [gone, moved] = [await ask(), await ask()];
    const [first, second] = [await at(gone, clerk!), await at(moved, clerk!)];
    expect((await moderator!.api("DELETE", `/threads/${gone}`)).status).toBeLessThan(300);
    await first.hears("handling:out");
    expect((await moderator!.api("PUT", `/threads/${moved}/place`, { town: "shaxi", kind: "QUESTION", reason: "属沙溪镇" })).status).toBe(200);
    await second.hears("handling:out");
  });

  test("and who is suspended is cut off, which the others see", async () => {
    const id = await ask();
    const barred = await visitor(site, "responder", "liuhe");
    const [left, stays] = [await at(id, barred, "decline"), await at(id, clerk!)];
    expect(stays.joined.others).toEqual([{ name: nameOf(barred), step: "decline" }]);
    await administrator!.api("PUT", `/accounts/${barred.member.id}/suspension`);
    await sees(stays, []);
    await until("the cut", () => !left.socket.connected);
  });
});
