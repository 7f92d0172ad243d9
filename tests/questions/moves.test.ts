import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

/** A thread comes to another board, or becomes another kind: what becomes of the question that it is. */

const site = useSite();
const at = useClock();
type Somebody = Visitor & { member: { id: number; username: string } };
let [asker, liuhe, head, shaxi, moderator, administrator]: Somebody[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  head = await visitor(site, "association", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  moderator = await visitor(site, "moderator");
  administrator = await visitor(site, "administrator");
});

/** Tuesday 3 November 2026, a quarter past nine in the morning of Shanghai, and the Friday of that week. */
const TUESDAY = "2026-11-03T01:15:00Z";
const FRIDAY = "2026-11-06T01:15:00Z";
const opened = async (kind: string, who: Visitor = asker!): Promise<number> =>
  (await who.api("POST", "/threads", { town: "liuhe", kind, title: "老街改造", body: "老街的石板路什么时候修？雨天很滑，老人走路不便，请问今年有没有计划？" }))
    .json.id;
const move = async (id: number, town: string, kind = "QUESTION") =>
  expect((await moderator!.api("PUT", `/threads/${id}/place`, { town, kind })).status).toBe(200);
const seen = async (id: number, who: Visitor = anyone(site)) => (await who.api("GET", `/threads/${id}`)).json.feedback;
const step = (who: Visitor, id: number, name: string, body: object = {}) => who.api("POST", `/threads/${id}/${name}`, body);
const told = async (who: Somebody, id: number) => {
  const where = { accountId: who.member.id, path: { startsWith: `/threads/${id}` } };
  return (await db.notification.findMany({ where, orderBy: { id: "asc" }, select: { kind: true } })).map(({ kind }) => kind);
};

describe("a question that comes to another town's board", () => {
  test("passes to that town as a step of the section: all concerned are told, and the town has its days to give it back", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    const { version } = await seen(id);
    at(FRIDAY); // when the first town could not return it any more
    await move(id, "shaxi");
    const after = await seen(id);
    expect(after).toMatchObject({ state: "assigned", office: "shaxi", version: version + 1, dueDay: "2026-11-10" });
    expect(after.timeline.at(-1)).toMatchObject({ event: "assigned", by: "section", office: "沙溪镇" });
    expect(await told(asker!, id)).toEqual(["feedbackReceived", "feedback_assigned"]);
    expect(await told(shaxi!, id)).toEqual(["feedbackArrived"]);
    expect(await told(liuhe!, id)).toEqual(["feedbackArrived", "feedbackRelieved"]);
    expect((await step(shaxi!, id, "return", { reason: "不属本镇" })).json.feedback).toMatchObject({ state: "received", office: null });
  });

  test("shows just that step to who wrote an answer meanwhile", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    const { version } = await seen(id);
    await move(id, "shaxi");
    const refused = await shaxi!.form(`/threads/${id}/feedback/answer`, { body: "正在安排，年底前完工。", version: String(version), anyway: "1" });
    expect(refused.status).toBe(409);
    const [section = ""] = /<section class="[^"]*meanwhile"[\s\S]*?<\/section>/.exec(refused.text) ?? [];
    expect([...section.matchAll(/<li><b>(.*?)<\/b>/g)].map(([, what]) => what)).toEqual(["分派给沙溪镇"]);
  });

  test("is led, and no longer assisted, by a town that helped before", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    await step(liuhe!, id, "assistance", { offices: ["shaxi"] });
    await move(id, "shaxi");
    expect(await seen(id)).toMatchObject({ office: "shaxi", assisting: [] });
    expect((await db.thread.findUniqueOrThrow({ where: { id } })).offices).toMatch(/^\|town:\d+\|$/);
  });

  test("tells who sent an answer to be signed that it is another office's now", async () => {
    at(TUESDAY);
    const signers = (who: Somebody[]) => ({ signers: who.map(({ member }) => ({ username: member.username, step: 1 })) });
    expect((await administrator!.api("PUT", "/offices/liuhe/sign-off", signers([head!]))).status).toBe(200);
    const id = await opened("QUESTION");
    expect((await step(liuhe!, id, "answer", { body: "年底前完工，届时公告。" })).status).toBe(202);
    await move(id, "shaxi");
    expect(await told(liuhe!, id)).toContain("answerElsewhere");
    const other = await opened("QUESTION");
    await step(liuhe!, other, "answer", { body: "年底前完工，届时公告。" });
    await step(asker!, other, "withdrawal");
    expect(await told(liuhe!, other)).toContain("answerNotNeeded");
    await administrator!.api("PUT", "/offices/liuhe/sign-off", signers([]));
  });

  test("once answered stays the matter of who answered: nobody rewrites what another office said", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    await step(liuhe!, id, "answer", { body: "年底前完工，届时公告。" });
    const { version } = await seen(id);
    await move(id, "shaxi");
    expect(await seen(id)).toMatchObject({ state: "answered", office: "liuhe", version });
    const correction = { body: "明年三月完工。", reason: "计划有变" };
    expect((await step(shaxi!, id, "correction", correction)).status).toBe(403);
    expect((await step(liuhe!, id, "correction", correction)).status).toBe(200);
    const { id: shaxiId } = await db.town.findUniqueOrThrow({ where: { slug: "shaxi" } });
    await transact((tx) => tx.feedback.update({ where: { threadId: id }, data: { office: `town:${shaxiId}` } })); // as moves once left it
    expect((await step(shaxi!, id, "correction", correction)).status).toBe(403);
  });
});

describe("a question that becomes an opinion", () => {
  test("is due as an opinion is, and as a question again when it becomes one; told as a new date", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    at(FRIDAY);
    await move(id, "liuhe", "OPINION");
    expect(await seen(id)).toMatchObject({ state: "assigned", office: "liuhe", dueDay: "2026-11-12" });
    expect((await seen(id)).timeline.at(-1)).toMatchObject({ event: "assigned", by: "section", dueAt: "2026-11-12T16:00:00.000Z" });
    expect(await told(asker!, id)).toEqual(["feedbackReceived", "feedbackLimitChanged"]);
    expect(await told(liuhe!, id)).toEqual(["feedbackArrived", "feedbackLimitChanged"]);
    expect((await step(liuhe!, id, "return", { reason: "太晚" })).status).toBe(409); // it is no new assignment
    await move(id, "shaxi", "QUESTION");
    expect(await seen(id)).toMatchObject({ office: "shaxi", dueDay: "2026-11-10" });
  });

  test("stays late when it is late", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    at("2026-11-11T01:00:00Z");
    await move(id, "liuhe", "OPINION");
    expect(await seen(id)).toMatchObject({ overdue: true, dueDay: "2026-11-10" });
    await move(id, "shaxi", "OPINION");
    expect(await seen(id)).toMatchObject({ office: "shaxi", overdue: true, dueDay: "2026-11-10" });
  });

  test("after its answer is reopened with an opinion's days", async () => {
    at(TUESDAY);
    const id = await opened("QUESTION");
    await step(liuhe!, id, "answer", { body: "年底前完工，届时公告。" });
    await move(id, "liuhe", "OPINION");
    expect((await step(asker!, id, "reopen", { reason: "没有说哪一段" })).json.feedback.dueDay).toBe("2026-11-12");
  });

  test("keeps the days of a complex one, and waits to be assigned as before", async () => {
    at(TUESDAY);
    const [complex, returned] = [await opened("QUESTION"), await opened("QUESTION")];
    await step(liuhe!, complex, "complexity", { reason: "涉及多个部门" });
    await move(complex, "liuhe", "OPINION");
    expect((await seen(complex)).dueDay).toBe("2026-11-24");
    await step(liuhe!, returned, "return", { reason: "不属本镇" });
    const { version } = await seen(returned);
    await move(returned, "liuhe", "OPINION");
    expect(await seen(returned)).toMatchObject({ state: "received", dueDay: "2026-11-04", version });
    expect((await step(administrator!, returned, "assignment", { office: "shaxi" })).json.feedback.dueDay).toBe("2026-11-12");
  });
});

test("a topic that becomes a question asks from then on, not since it was opened", async () => {
  at("2026-08-03T01:15:00Z");
  const id = await opened("HOT_TOPIC", administrator!);
  at(TUESDAY);
  await move(id, "liuhe", "QUESTION");
  expect(await seen(id)).toMatchObject({ state: "assigned", receivedAt: "2026-11-03T01:15:00.000Z", dueDay: "2026-11-10", overdue: false });
  expect(await told(liuhe!, id)).toEqual(["feedbackArrived"]);
  expect((await db.thread.findUniqueOrThrow({ where: { id } })).waitingSince?.toISOString()).toBe("2026-11-03T01:15:00.000Z");
});
