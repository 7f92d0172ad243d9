import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { escalate } from "../../server/questions/deadlines/escalate.ts";
import { makeMember, makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();
const PASSWORD = "a-long-enough-one";

let [administrator, resident, liuhe]: (Visitor & { member: { id: number } })[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  administrator = await visitor(site, "administrator");
  resident = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
});
/** Nothing of an earlier test waits. */
beforeEach(async () => {
  await transact((tx) => tx.feedback.updateMany({ data: { state: "closed" } }));
});

let asked = 0;
const ask = async (more: object = {}): Promise<number> => {
  const { json } = await resident!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: `第${++asked}盏路灯`, body: "请问何时修好？", ...more });
  return json.id;
};
const told = (who: { member: { id: number } }, id: number) =>
  db.notification.count({ where: { accountId: who.member.id, path: `/threads/${id}`, kind: { startsWith: "feedbackOverdue" } } });
const board = async (query = "") => (await administrator!.api("GET", `/overdue${query}`)).json;
const queue = async (query = "") => (await liuhe!.api("GET", `/desk${query}`)).json;

describe.each([
  ["became a hot topic", (id: number) => administrator!.api("PUT", `/threads/${id}/place`, { town: "liuhe", kind: "HOT_TOPIC" })],
  ["was removed", (id: number) => administrator!.api("DELETE", `/threads/${id}`)],
])("a question that %s", (_what, leave) => {
  test("waits for nobody: not on the desk, not on the overdue board, in no count and no reminder", async () => {
    at("2026-08-03T01:15:00Z");
    const [gone, stays] = [await ask(), await ask()];
    expect((await leave(gone)).status).toBeLessThan(300);
    at("2026-11-16T01:00:00Z"); // 105 days later
    for (const view of ["overdue", "60", "90"]) {
      const { items, counts } = await board(`?view=${view}`);
      expect([items.map(({ id }: { id: number }) => id), counts[view]], view).toEqual([[stays], 1]);
    }
    for (const query of ["", "?state=all", "?overdue=1"]) {
      const { items, counts } = await queue(query);
      expect(
        items.filter(({ id }: { id: number }) => id === gone),
        query,
      ).toEqual([]);
      expect([counts.open, counts.overdue]).toEqual([1, 1]);
    }
    expect(await escalate()).toBe(1);
    for (const who of [administrator!, liuhe!]) expect(await told(who, gone)).toBe(0);
    expect(await told(administrator!, stays)).toBe(1);
    const mine = (await resident!.api("GET", "/me/questions")).json.items.find(({ id }: { id: number }) => id === gone);
    expect([mine?.overdue ?? false, mine?.dueDay ?? null, mine?.steps ?? []]).toEqual([false, null, []]); // listed or not, it waits for nothing
  });
});

describe("the escalation", () => {
  test("tells each stage of each question once, whoever runs it at the same time, and counts what it told", async () => {
    at("2026-11-03T01:15:00Z");
    const ids = [await ask(), await ask(), await ask()];
    at("2026-11-11T01:00:00Z");
    const counts = await Promise.all([escalate(), escalate(), escalate()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    for (const id of ids) expect(await told(liuhe!, id)).toBe(1);
    expect(await escalate()).toBe(0);
    at("2026-11-16T01:00:00Z");
    expect(await escalate()).toBe(3);
    for (const id of ids) expect(await told(administrator!, id)).toBe(1);
  });

  test("begins anew with another due date", async () => {
    at("2026-11-03T01:15:00Z");
    const id = await ask();
    at("2026-11-09T01:00:00Z");
    expect(await escalate()).toBe(1); // due soon
    await liuhe!.api("POST", `/threads/${id}/extension`, { days: "2", reason: "等待零件" });
    expect(await escalate()).toBe(0);
    at("2026-11-11T01:00:00Z"); // the day before the new last one
    expect(await escalate()).toBe(1);
    expect(await db.notification.count({ where: { accountId: liuhe!.member.id, path: `/threads/${id}`, kind: "feedbackDueSoon" } })).toBe(2);
  });

  test("tells the office that has it now, though the one before was told", async () => {
    const shaxi = await visitor(site, "responder", "shaxi");
    at("2026-11-03T01:15:00Z");
    const id = await ask();
    at("2026-11-11T01:00:00Z");
    expect(await escalate()).toBe(1);
    await administrator!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇" });
    expect([await escalate(), await escalate()]).toEqual([1, 0]);
    expect([await told(liuhe!, id), await told(shaxi, id)]).toEqual([1, 1]);
  });

  test("comes to what is due later however many before it were told everything or are shown no more", async () => {
    const MANY = 510;
    at("2026-08-03T01:15:00Z");
    const [told90, removed] = [await ask(), await ask()];
    await administrator!.api("DELETE", `/threads/${removed}`);
    await escalate();
    await copies(told90, MANY, { toldStages: 4 });
    await copies(removed, MANY, {});
    at("2026-11-03T01:15:00Z");
    expect(await db.feedback.count({ where: { state: "assigned", dueAt: { lt: new Date() } } })).toBeGreaterThan(2 * MANY); // premise
    await escalate(); // tells what is not told yet of the first
    const later = await ask();
    at("2026-11-11T01:00:00Z");
    expect(await escalate()).toBe(1);
    expect(await told(liuhe!, later)).toBe(1);
  }, 60_000);
});

/** So many threads and questions like one, told as far as `state` says. */
async function copies(id: number, count: number, state: { toldStages?: number }): Promise<void> {
  await transact(async (tx) => {
    const { id: _, ...thread } = await tx.thread.findUniqueOrThrow({ where: { id } });
    const made = await tx.thread.createManyAndReturn({ data: Array.from({ length: count }, () => thread), select: { id: true } });
    const feedback = await tx.feedback.findUniqueOrThrow({ where: { threadId: id } });
    await tx.feedback.createMany({
      data: made.map((each) => ({ ...feedback, ...state, ...(state.toldStages && { toldDueAt: feedback.dueAt }), threadId: each.id })),
    });
  });
}

describe("a department whose lead is suspended", () => {
  test("hears of it itself, and cannot be given such a lead", async () => {
    await administrator!.api("POST", "/departments", { name: "水务局", slug: "shuiwu" });
    const { id: departmentId } = await db.department.findUniqueOrThrow({ where: { slug: "shuiwu" } });
    const [lead, member] = await Promise.all(
      ["shuiwu-lead", "shuiwu-member"].map(async (username) => {
        const someone = new Visitor(site, await makeMember({ username, displayName: username, role: "responder", departmentId, password: PASSWORD }));
        return someone as Visitor & { member: { id: number } };
      }),
    );
    const setLead = () => administrator!.api("PATCH", "/departments/shuiwu", { lead: lead!.member.id });
    expect((await setLead()).status).toBe(200);
    at("2026-11-03T01:15:00Z");
    const handedOver = async () => {
      const id = await ask();
      await administrator!.api("POST", `/threads/${id}/hand-over`, { office: "shuiwu", reason: "属水务局" });
      return id;
    };
    const first = await handedOver();
    at("2026-11-12T01:00:00Z");
    await escalate();
    expect([await told(lead!, first), await told(member!, first)]).toEqual([1, 0]); // premise: the lead alone
    await administrator!.api("PUT", `/accounts/${lead!.member.id}/suspension`);
    expect((await db.account.findUniqueOrThrow({ where: { id: lead!.member.id } })).state).toBe("suspended"); // premise
    at("2026-11-03T01:15:00Z");
    const second = await handedOver();
    at("2026-11-12T01:00:00Z");
    await escalate();
    expect([await told(lead!, second), await told(member!, second)]).toEqual([0, 1]);
    const refused = await setLead();
    expect([refused.status, refused.json.errors[0]?.path]).toEqual([422, "lead"]);
  });
});

describe("the overdue board", () => {
  test("has every question on one of its pages once, whole pages each, by page and by JSON", async () => {
    at("2026-11-03T01:15:00Z");
    const first = await ask();
    await copies(first, 104, {});
    const shown = await db.feedback.findMany({ where: { state: "assigned" }, orderBy: { threadId: "asc" }, select: { threadId: true } });
    const removed = shown.filter((_, index) => index % 2 === 1).map(({ threadId }) => threadId);
    await transact((tx) => tx.thread.updateMany({ where: { id: { in: removed } }, data: { state: "removed" } }));
    at("2026-11-12T01:00:00Z");
    const page = await board();
    expect([page.items.length, page.counts.overdue, typeof page.nextCursor]).toEqual([50, 53, "string"]);
    const rest = await board(`?cursor=${page.nextCursor}`);
    expect([rest.items.length, rest.nextCursor]).toEqual([3, null]);
    const listed = [...page.items, ...rest.items].map(({ id }: { id: number }) => id);
    expect(listed).toEqual(shown.map(({ threadId }) => threadId).filter((id) => !removed.includes(id)));
    const html = (await administrator!.get("/admin/overdue")).text;
    const next = partsOf(html).find(({ is }) => is.rel === "next")!.is.href!;
    expect((await administrator!.get(next)).text.match(/<tr><th scope="row">/g)).toHaveLength(3);
    const all = shown.map(({ threadId }) => threadId);
    await transact((tx) => tx.thread.updateMany({ where: { id: { in: all } }, data: { state: "removed" } }));
    const none = (await administrator!.get(next)).text; // they went while it was read: there is a way back
    expect(none).toContain(said("overdue.none.overdue"));
    expect(partsOf(none).some(({ tag, is }) => tag === "a" && is.class === "button" && is.href === "/admin/overdue")).toBe(true);
  });
});

test("the desk's numbers count what its tabs lead to: of the kind and the category that its address asks for", async () => {
  at("2026-11-03T01:15:00Z");
  await administrator!.api("POST", "/categories", { name: "环境", slug: "environment" });
  await ask();
  await ask({ kind: "OPINION" });
  await ask({ category: "environment" });
  at("2026-11-11T01:00:00Z");
  for (const [query, open, overdue] of [
    ["", 3, 2],
    ["?kind=OPINION", 1, 0],
    ["?category=environment", 1, 1],
    ["?kind=OPINION&category=environment", 0, 0],
    ["?kind=QUESTION&overdue=1", 2, 2], // a tab counts without the tabs beside it
  ] as const) {
    const { counts } = await queue(query);
    expect([counts.open, counts.overdue], query).toEqual([open, overdue]);
  }
});
