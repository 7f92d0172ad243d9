import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { adoptQuestions } from "../../server/questions/workflow/adopt-questions.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

/** Questions from before the workflow are taken into it. */

const site = useSite();
const at = useClock();
type Somebody = Visitor & { member: { id: number } };
let [asker, liuhe, moderator]: Somebody[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  moderator = await visitor(site, "moderator");
});
beforeEach(() => at("2026-11-03T01:15:00Z"));

/** A question as an older version of the section left it: a thread, and no more. */
async function fromBefore(answeredAt: string | null): Promise<number> {
  const question = { town: "liuhe", kind: "QUESTION", title: "渡口几点开", body: "请问渡口几点开？" };
  const { id } = (await asker!.api("POST", "/threads", question)).json;
  await transact(async (tx) => {
    await tx.feedbackStep.deleteMany({ where: { threadId: id } });
    await tx.feedback.delete({ where: { threadId: id } });
    await tx.notification.deleteMany({ where: { path: `/threads/${id}` } });
    const waits = answeredAt === null ? {} : { waitingSince: null, answeredAt: new Date(answeredAt) };
    await tx.thread.update({ where: { id }, data: { offices: "", ...waits } });
  });
  return id;
}
const seen = async (id: number) => (await anyone(site).api("GET", `/threads/${id}`)).json.feedback;
const told = (id: number) => db.notification.count({ where: { accountId: liuhe!.member.id, path: `/threads/${id}` } });

describe("a question from before the workflow", () => {
  test("is received and assigned as of its own day, and its office told; its kept page shows it", async () => {
    const id = await fromBefore(null);
    expect((await anyone(site).get(`/threads/${id}`)).text).not.toContain("data-feedback-state"); // premise, and the page is kept
    at("2026-11-05T01:15:00Z");
    expect(await adoptQuestions()).toBe(1);
    expect(await seen(id)).toMatchObject({ state: "assigned", office: "liuhe", receivedAt: "2026-11-03T01:15:00.000Z", dueDay: "2026-11-10" });
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain('data-feedback-state="assigned"');
    expect(await told(id)).toBe(1);
    expect(await adoptQuestions()).toBe(0);
  });

  test("that was answered then is closed, and nobody is told of it as new", async () => {
    const id = await fromBefore("2026-11-04T01:15:00Z");
    expect(await adoptQuestions()).toBe(1);
    const { state, timeline } = await seen(id);
    expect([state, timeline.map(({ event }: { event: string }) => event)]).toEqual(["closed", ["received", "assigned", "answered"]]);
    expect(await told(id)).toBe(0);
  });

  test("that was removed is left as it is until it is restored", async () => {
    const id = await fromBefore(null);
    await moderator!.api("DELETE", `/threads/${id}`);
    expect(await adoptQuestions()).toBe(0);
    expect([await told(id), await db.feedback.count({ where: { threadId: id } })]).toEqual([0, 0]);
    await moderator!.api("POST", `/threads/${id}/restoration`);
    expect(await adoptQuestions()).toBe(1);
    expect((await seen(id)).state).toBe("assigned");
  });

  test("is found behind any number of questions that wait for an administrator", async () => {
    const { townId, authorId } = await db.thread.findFirstOrThrow();
    const instant = new Date("2026-11-03T01:15:00Z");
    const thread = {
      townId,
      authorId,
      kind: "QUESTION" as const,
      title: "待分派",
      bodyLength: 0,
      lastPostAt: instant,
      submittedAt: instant,
      publishedAt: instant,
      waitingSince: instant,
    };
    await transact(async (tx) => {
      await tx.thread.createMany({ data: Array.from({ length: 201 }, () => ({ ...thread, offices: "" })) });
      const waiting = await tx.thread.findMany({ where: { title: "待分派" }, select: { id: true } });
      const received = { state: "received" as const, askerId: authorId, receivedAt: instant, limitDays: 5, dueAt: instant };
      await tx.feedback.createMany({ data: waiting.map(({ id }) => ({ ...received, threadId: id })) });
    });
    const id = await fromBefore(null);
    expect(await adoptQuestions()).toBe(1);
    expect((await seen(id)).state).toBe("assigned");
  });
});
