import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { publishDue } from "../../server/planning/publish-due.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
import { keeps } from "./writing.ts";

const site = useSite();
let liuhe: Visitor;
let colleague: Visitor;
let administrator: Visitor;
const at = useClock();

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2025-01");
  [liuhe, colleague, administrator] = [
    await visitor(site, "association", "liuhe"),
    await visitor(site, "association", "liuhe"),
    await visitor(site, "administrator"),
  ];
});

const scheduled = async (title: string, publishAt: string, who = liuhe) => {
  const { id } = await keeps(who, title);
  const answer = await who.api("PUT", `/drafts/${id}/schedule`, { publishAt });
  expect(answer.status).toBe(202); // premise
  return id as number;
};
const stateOf = async (id: number) => (await administrator.api("GET", `/drafts/${id}`)).json as { state: string; threadId: number | null };
const noticesOf = async ({ member }: Visitor) => (await db.notification.findMany({ where: { accountId: member!.id } })).map(({ kind }) => kind);

describe("what is scheduled", () => {
  test("is public at its time and not before, credited to the month in which that is", async () => {
    at("2026-03-30T02:00:00Z");
    const id = await scheduled("四月一日零点", "2026-03-31T16:00:00.000Z");
    at("2026-03-31T15:59:59.999Z");
    expect(await publishDue()).toBe(0);
    expect((await anyone(site).api("GET", "/threads")).text).not.toContain("四月一日零点");
    at("2026-03-31T16:00:00.000Z");
    expect(await publishDue()).toBe(1);
    const { state, threadId } = await stateOf(id);
    const thread = await db.thread.findUniqueOrThrow({ where: { id: threadId! } });
    expect([state, thread.creditedMonth, thread.submittedAt.toISOString(), thread.publishedAt.toISOString()]).toEqual([
      "published",
      "2026-04",
      "2026-03-31T16:00:00.000Z",
      "2026-03-31T16:00:00.000Z",
    ]);
    expect(await noticesOf(liuhe)).toContain("draftPublished");
  });

  test("comes late when the machine was off, and counts for the month in which it really came", async () => {
    at("2026-05-20T02:00:00Z");
    const id = await scheduled("关机时到点", "2026-05-31T10:00:00Z");
    at("2026-06-02T01:00:00Z");
    expect(await publishDue()).toBe(1);
    const thread = await db.thread.findUniqueOrThrow({ where: { id: (await stateOf(id)).threadId! } });
    expect([thread.creditedMonth, thread.submittedAt.toISOString()]).toEqual(["2026-06", "2026-06-02T01:00:00.000Z"]);
  });

  test("is published once, however many try at the same time", async () => {
    at("2026-07-01T02:00:00Z");
    const before = await db.thread.count();
    const ids = [await scheduled("同时一", "2026-07-02T01:00:00Z"), await scheduled("同时二", "2026-07-02T01:00:00Z", colleague)];
    at("2026-07-02T01:00:30Z");
    const published = await Promise.all(Array.from({ length: 6 }, () => publishDue()));
    expect(published.reduce((sum, count) => sum + count)).toBe(2);
    expect(await db.thread.count()).toBe(before + 2);
    expect(await db.draftDecision.count({ where: { draftId: { in: ids }, decision: "published" } })).toBe(2);
    expect(await publishDue()).toBe(0);
  });

  test("can be changed and called off; then nothing appears", async () => {
    at("2026-08-01T02:00:00Z");
    const id = await scheduled("会取消的", "2026-08-02T01:00:00Z");
    expect((await colleague.api("PATCH", `/drafts/${id}`, { title: "改了标题", publishAt: "2026-08-03T01:00:00Z" })).json.publishAt).toBe(
      "2026-08-03T01:00:00.000Z",
    );
    expect((await colleague.api("PATCH", `/drafts/${id}`, { publishAt: "2026-07-03T01:00:00Z" })).status).toBe(422);
    expect((await colleague.api("DELETE", `/drafts/${id}/schedule`)).json.state).toBe("draft");
    at("2026-08-04T01:00:00Z");
    expect([await publishDue(), (await stateOf(id)).threadId]).toEqual([0, null]);
  });

  test("stays with the association, which is told, when its author can no longer publish; a colleague takes it over", async () => {
    at("2026-08-10T02:00:00Z");
    const leaver = await visitor(site, "association", "liuhe");
    const id = await scheduled("离任者的", "2026-08-11T01:00:00Z", leaver);
    const other = await scheduled("不受影响的", "2026-08-11T01:00:00Z");
    await administrator.api("PUT", `/accounts/${leaver.member.id}/suspension`);
    at("2026-08-11T01:00:00Z");
    expect(await publishDue()).toBe(1); // the other one
    expect([(await stateOf(id)).state, (await stateOf(other)).state]).toEqual(["draft", "published"]);
    expect(await noticesOf(colleague)).toContain("draftHeldAuthor");
    expect(await publishDue()).toBe(0);
    const { threadId } = (await colleague.api("POST", `/drafts/${id}/publication`, {})).json;
    expect((await anyone(site).api("GET", `/threads/${threadId}`)).json.author.username).toBe(colleague.member!.username);
  });

  test("waits for approval when the town was given a chain meanwhile", async () => {
    at("2026-08-20T02:00:00Z");
    const id = await scheduled("后来要审批", "2026-08-21T01:00:00Z");
    const members = [{ role: "editor", username: colleague.member!.username }];
    expect((await administrator.api("PUT", "/towns/liuhe/approvals", { steps: ["editor"], members })).status).toBe(200);
    at("2026-08-21T01:00:00Z");
    expect([await publishDue(), (await stateOf(id)).state]).toEqual([0, "draft"]);
    expect(await noticesOf(colleague)).toContain("draftHeldChain");
  });
});
