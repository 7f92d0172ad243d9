import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { closeAnswered } from "../../server/questions/workflow/close-answered.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();

let [asker, liuhe, shaxi, moderator, administrator, stranger]: Visitor[] = [];
beforeAll(async () => {
  for (const [slug, name] of [
    ["liuhe", "浏河镇"],
    ["shaxi", "沙溪镇"],
  ] as const)
    await makeTown(slug, name, "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  moderator = await visitor(site, "moderator");
  administrator = await visitor(site, "administrator");
  stranger = await visitor(site, "resident");
});

/** Tuesday 3 November 2026, a quarter past nine in the morning of Shanghai. */
const TUESDAY = "2026-11-03T01:15:00Z";
const ask = async (more: object = {}) =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "周末能打预防针吗", body: "请问周末能打预防针吗？", ...more })).json;
const step = async (who: Visitor, id: number, name: string, body: object = {}) => who.api("POST", `/threads/${id}/${name}`, body);
const waiting = async () => (await anyone(site).api("GET", "/threads?order=unanswered&limit=100")).json.items.map(({ id }: { id: number }) => id);

describe("a question", () => {
  test("is received, assigned to its board's town by itself, and due five working days later", async () => {
    at(TUESDAY);
    const { id, feedback, private: isPrivate } = await ask();
    expect(feedback).toMatchObject({
      state: "assigned",
      office: "liuhe",
      receivedAt: "2026-11-03T01:15:00.000Z",
      dueDay: "2026-11-10",
      overdue: false,
      reopened: false,
    });
    expect(feedback.dueAt).toBe("2026-11-10T16:00:00.000Z");
    expect(isPrivate).toBe(false);
    expect(feedback.timeline.map(({ event }: { event: string }) => event)).toEqual(["received", "assigned"]);
    expect(await waiting()).toContain(id);
    at("2026-11-10T16:00:00Z");
    expect((await anyone(site).api("GET", `/threads/${id}`)).json.feedback.overdue).toBe(true);
  });

  test("waits until its office answers: neither a reply nor a progress update ends the wait", async () => {
    at(TUESDAY);
    const { id } = await ask();
    await liuhe!.api("POST", `/threads/${id}/posts`, { body: "我们在看。" });
    expect((await step(liuhe!, id, "progress", { body: "已联系卫生院。" })).status).toBe(200);
    expect(await waiting()).toContain(id);
    at("2026-11-05T02:00:00Z");
    const answered = await step(liuhe!, id, "answer", { body: "周六上午八点到十一点半可以。" });
    expect(answered.json.feedback).toMatchObject({ state: "answered", answeredAt: "2026-11-05T02:00:00.000Z", onTime: true });
    expect(await waiting()).not.toContain(id);
    const posts = (await anyone(site).api("GET", `/threads/${id}/posts?order=oldest`)).json.items;
    expect(posts.map(({ official }: { official: boolean }) => official)).toEqual([true, true, true]);
  });

  test("is rated once for each answer, with a reason when low, and reopened once within fifteen days", async () => {
    at(TUESDAY);
    const { id } = await ask();
    await step(liuhe!, id, "answer", { body: "请看公告栏。" });
    expect((await step(stranger!, id, "rating", { score: 5 })).status).toBe(403);
    expect((await step(asker!, id, "rating", { score: 1 })).json.errors[0].path).toBe("comment");
    expect((await step(asker!, id, "rating", { score: 1, solved: "not_solved", comment: "没有说清楚" })).json.feedback.rating).toMatchObject({
      score: 1,
      solved: "not_solved",
    });
    expect((await step(asker!, id, "rating", { score: 5 })).status).toBe(409);
    at("2026-11-17T01:00:00Z");
    expect((await step(asker!, id, "reopen", { reason: "公告栏里没有" })).json.feedback).toMatchObject({
      state: "assigned",
      reopened: true,
      dueDay: "2026-11-24",
      answeredAt: null,
    });
    expect(await waiting()).toContain(id);
    await step(liuhe!, id, "answer", { body: "周六上午八点起，请带接种证。" });
    expect((await step(asker!, id, "rating", { score: 5, solved: "solved" })).status).toBe(200);
    expect((await step(asker!, id, "reopen", { reason: "再问" })).status).toBe(409);
  });

  test("closes by itself when it can no longer be reopened", async () => {
    at(TUESDAY);
    const { id } = await ask();
    await step(liuhe!, id, "answer", { body: "可以，周六上午。" });
    at("2026-11-18T01:14:59.999Z");
    await closeAnswered();
    expect((await asker!.api("GET", `/threads/${id}`)).json.feedback.state).toBe("answered");
    at("2026-11-18T01:15:00Z");
    expect((await step(asker!, id, "reopen", { reason: "晚了" })).status).toBe(409);
    expect(await closeAnswered()).toBeGreaterThan(0);
    expect((await asker!.api("GET", `/threads/${id}`)).json.feedback.state).toBe("closed");
  });

  test("that was removed, or is none any more, stops no other from closing", async () => {
    at(TUESDAY);
    const answered = async () => {
      const { id } = await ask();
      await step(liuhe!, id, "answer", { body: "可以，周六上午。" });
      return id as number;
    };
    const [removed, moved, other] = [await answered(), await answered(), await answered()];
    await moderator!.api("DELETE", `/threads/${removed}`);
    await moderator!.api("PUT", `/threads/${moved}/place`, { town: "liuhe", kind: "HOT_TOPIC" });
    at("2026-11-19T01:15:00Z");
    await closeAnswered();
    const states = await db.feedback.findMany({ where: { threadId: { in: [removed, moved, other] } }, orderBy: { threadId: "asc" }, select: { state: true } });
    expect(states.map(({ state }) => state)).toEqual(["answered", "answered", "closed"]);
    await moderator!.api("POST", `/threads/${removed}/restoration`);
    expect(await closeAnswered()).toBe(1);
    expect((await asker!.api("GET", `/threads/${removed}`)).json.feedback.state).toBe("closed");
  });

  test("that became a hot topic takes no step any more, and waits for nobody", async () => {
    at(TUESDAY);
    const { id } = await ask();
    await moderator!.api("PUT", `/threads/${id}/place`, { town: "liuhe", kind: "HOT_TOPIC" });
    for (const [who, name, body] of [
      [liuhe, "progress", { body: "已联系卫生院。" }],
      [liuhe, "answer", { body: "周六可以。" }],
      [asker, "withdrawal", {}],
      [administrator, "hand-over", { office: "shaxi", reason: "属沙溪镇" }],
    ] as const)
      expect([name, (await step(who!, id, name, body)).status]).toEqual([name, 404]);
    for (const path of [`/threads/${id}/feedback/answer`, `/threads/${id}/feedback/sign-off`])
      expect([path, (await liuhe!.get(path)).status]).toEqual([path, 404]);
    expect((await asker!.get(`/threads/${id}/feedback/withdrawal`)).status).toBe(404);
    expect((await asker!.api("GET", "/me/questions")).json.items.map((each: { id: number }) => each.id)).not.toContain(id);
    expect(await db.thread.findUniqueOrThrow({ where: { id }, select: { waitingSince: true } })).toEqual({ waitingSince: null });
  });

  test("is passed on with a reason three times at most, then an administrator decides", async () => {
    at(TUESDAY);
    const { id } = await ask();
    expect((await step(liuhe!, id, "hand-over", { office: "shaxi" })).json.errors[0]).toMatchObject({ path: "reason" });
    expect((await step(shaxi!, id, "hand-over", { office: "shaxi", reason: "归我们" })).status).toBe(403);
    expect((await step(liuhe!, id, "hand-over", { office: "shaxi", reason: "属沙溪镇" })).json.feedback.office).toBe("shaxi");
    await step(shaxi!, id, "hand-over", { office: "liuhe", reason: "属浏河镇" });
    await step(liuhe!, id, "hand-over", { office: "shaxi", reason: "还是沙溪镇" });
    expect((await step(shaxi!, id, "hand-over", { office: "liuhe", reason: "不是" })).status).toBe(403);
    expect((await step(administrator!, id, "hand-over", { office: "liuhe", reason: "由浏河镇承办" })).json.feedback.dueDay).toBe("2026-11-10");
  });

  test("is returned within two working days, and then waits one for an administrator", async () => {
    at(TUESDAY);
    const { id } = await ask();
    at("2026-11-05T09:00:00Z");
    expect((await step(liuhe!, id, "return", { reason: "不属本镇职责" })).json.feedback).toMatchObject({
      state: "received",
      office: null,
      dueDay: "2026-11-06",
    });
    expect((await step(administrator!, id, "assignment", { office: "shaxi" })).json.feedback).toMatchObject({
      state: "assigned",
      office: "shaxi",
      dueDay: "2026-11-10",
    });
    at("2026-11-10T02:00:00Z");
    expect((await step(shaxi!, id, "return", { reason: "太晚" })).status).toBe(409);
  });

  test("is extended once by up to ten working days, and marked complex once", async () => {
    at(TUESDAY);
    const { id } = await ask();
    expect((await step(liuhe!, id, "extension", { days: 11, reason: "太久" })).status).toBe(422);
    expect((await step(liuhe!, id, "extension", { days: 3, reason: "需要现场核实" })).json.feedback.dueDay).toBe("2026-11-13");
    expect((await step(liuhe!, id, "extension", { days: 1, reason: "再延" })).status).toBe(409);
    expect((await step(liuhe!, id, "complexity", { reason: "涉及多个部门" })).json.feedback.dueDay).toBe("2026-11-27");
  });

  test("that is late stays late: neither extended nor marked complex, which the page says", async () => {
    at(TUESDAY);
    const { id } = await ask();
    at("2026-11-10T15:59:59.999Z");
    expect((await liuhe!.get(`/threads/${id}`)).text).toContain("/feedback/extension"); // premise
    at("2026-11-10T16:00:00Z");
    const page = (await liuhe!.get(`/threads/${id}`)).text;
    for (const [name, body] of [
      ["extension", { days: 3, reason: "需要现场核实" }],
      ["complexity", { reason: "涉及多个部门" }],
    ] as const) {
      expect(page).not.toContain(`/feedback/${name}`);
      const refused = await step(liuhe!, id, name, body);
      expect([refused.status, refused.json.detail]).toEqual([409, said("errors.lateStaysLate")]);
      const opened = await liuhe!.get(`/threads/${id}/feedback/${name}`);
      expect([opened.status, opened.text.includes(said("errors.lateStaysLate"))]).toEqual([409, true]);
      const typed = await liuhe!.form(`/threads/${id}/feedback/${name}`, { days: "3", reason: "需要现场核实" });
      expect([typed.status, typed.text.includes(said("errors.lateStaysLate"))]).toEqual([409, true]);
    }
    expect((await anyone(site).api("GET", `/threads/${id}`)).json.feedback).toMatchObject({ overdue: true, dueDay: "2026-11-10" });
    await step(liuhe!, id, "answer", { body: "周六上午可以。" });
    at("2026-11-12T01:00:00Z");
    await step(asker!, id, "reopen", { reason: "没有说几点" }); // its days run anew
    expect((await step(liuhe!, id, "extension", { days: 1, reason: "需要现场核实" })).json.feedback.dueDay).toBe("2026-11-20");
  });

  test("is declined in public, withdrawn by its asker, or merged", async () => {
    at(TUESDAY);
    const [first, second, third] = [await ask(), await ask({ title: "同一个问题" }), await ask({ title: "不用了" })];
    expect((await step(stranger!, third.id, "withdrawal")).status).toBe(403);
    expect((await step(asker!, third.id, "withdrawal")).json.feedback.state).toBe("withdrawn");
    expect((await step(liuhe!, second.id, "merge", { into: second.id })).status).toBe(422);
    expect((await step(liuhe!, second.id, "merge", { into: first.id })).json.feedback).toMatchObject({ state: "merged", mergedInto: first.id });
    expect((await step(liuhe!, first.id, "decline", { reason: "不属公共服务事项" })).json.feedback.timeline.at(-1)).toMatchObject({
      event: "declined",
      note: "不属公共服务事项",
      by: "office",
    });
    expect((await step(liuhe!, first.id, "answer", { body: "回答" })).status).toBe(409);
  });

  test("names on its timeline who took each step: its office, an administrator, or the section for a moderator", async () => {
    at(TUESDAY);
    const by = async (id: number) =>
      (await anyone(site).api("GET", `/threads/${id}`)).json.feedback.timeline.slice(2).map((each: { event: string; by: string }) => [each.event, each.by]);
    const [first, second, third] = [await ask(), await ask(), await ask()];
    await step(liuhe!, first.id, "assistance", { offices: ["shaxi"] });
    await step(administrator!, first.id, "assistance", { offices: [] });
    await step(administrator!, first.id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
    await step(administrator!, first.id, "assignment", { office: "liuhe" });
    await step(liuhe!, first.id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
    await step(administrator!, first.id, "decline", { reason: "不属公共服务事项" });
    expect(await by(first.id)).toEqual([
      ["assisted", "office"],
      ["assisted", "administrator"],
      ["handedOver", "administrator"],
      ["assigned", "administrator"],
      ["handedOver", "office"],
      ["declined", "administrator"],
    ]);
    await step(moderator!, second.id, "merge", { into: third.id });
    expect(await by(second.id)).toEqual([["merged", "section"]]);
    await step(liuhe!, third.id, "decline", { reason: "不属公共服务事项" });
    expect(await by(third.id)).toEqual([["declined", "office"]]);
  });

  test("is not worked on by two at once: a step on an older version is refused", async () => {
    at(TUESDAY);
    const { id, feedback } = await ask();
    await step(liuhe!, id, "progress", { body: "正在核实。", version: feedback.version });
    expect((await step(liuhe!, id, "answer", { body: "答复", version: feedback.version })).status).toBe(409);
    expect((await step(liuhe!, id, "answer", { body: "答复" })).status).toBe(200);
  });

  test("keeps its answer: it is corrected in the open, never edited or removed", async () => {
    at(TUESDAY);
    const { id } = await ask();
    await step(liuhe!, id, "answer", { body: "周六可以。" });
    const [post] = (await anyone(site).api("GET", `/threads/${id}/posts`)).json.items;
    expect((await liuhe!.api("PATCH", `/posts/${post.id}`, { body: "周日可以。" })).status).toBe(409);
    expect((await moderator!.api("DELETE", `/posts/${post.id}`)).status).toBe(409);
    expect((await step(liuhe!, id, "correction", { body: "周日可以。", reason: "时间写错" })).json.feedback.timeline.at(-1)).toMatchObject({
      event: "corrected",
      note: "时间写错",
    });
    expect((await anyone(site).api("GET", `/posts/${post.id}`)).json.body).toBe("周日可以。");
    expect((await anyone(site).get(`/posts/${post.id}/history`)).text).toContain("周六可以。");
  });
});

test("a private question is seen by its asker, its office and administrators only", async () => {
  at(TUESDAY);
  const { id } = await ask({ private: true, title: "一件私事" });
  const sees = async (who: Visitor) => (await who.api("GET", `/threads/${id}`)).status === 200;
  expect(await Promise.all([asker!, liuhe!, administrator!, shaxi!, moderator!, stranger!, anyone(site)].map(sees))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  for (const path of ["/", "/towns/liuhe", "/threads", "/threads?order=unanswered"]) expect((await stranger!.get(path)).text, path).not.toContain("一件私事");
  expect((await stranger!.api("GET", "/threads?limit=100")).text).not.toContain("一件私事");
  await step(liuhe!, id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
  expect(await Promise.all([liuhe!, shaxi!].map(sees))).toEqual([false, true]);
});
