import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { publishDue } from "../../server/planning/publish-due.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
import { content, keeps } from "./writing.ts";

const site = useSite();
let writer: Visitor;
let editor: Visitor;
let leader: Visitor;
let deputy: Visitor;
let shaxi: Visitor;
let administrator: Visitor;
const at = useClock();

const set = (steps: string[]) =>
  administrator.api("PUT", "/towns/liuhe/approvals", {
    steps,
    members: [
      { role: "editor", username: editor.member!.username },
      { role: "leader", username: leader.member!.username },
      { role: "leader", username: deputy.member!.username, deputy: true },
    ],
  });

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2025-01");
  await makeTown("shaxi", "沙溪镇", "2025-01");
  [writer, editor, leader, deputy, shaxi, administrator] = [
    await visitor(site, "association", "liuhe"),
    await visitor(site, "association", "liuhe"),
    await visitor(site, "responder", "liuhe"),
    await visitor(site, "responder", "liuhe"),
    await visitor(site, "association", "shaxi"),
    await visitor(site, "administrator"),
  ];
});
beforeEach(async () => void (await set(["editor", "leader"])));

const sends = async (title: string, more: object = {}) => {
  const answer = await writer.api("POST", "/threads", { town: "liuhe", ...content(title), ...more });
  expect(answer.status).toBe(202); // premise
  return answer.json.draft as number;
};
const draftOf = async (id: number) => (await administrator.api("GET", `/drafts/${id}`)).json;
const approves = async (who: Visitor, id: number, remark = "") => who.api("POST", `/drafts/${id}/approval`, { version: (await draftOf(id)).version, remark });
const returns = async (who: Visitor, id: number, remark: string) => who.api("POST", `/drafts/${id}/return`, { version: (await draftOf(id)).version, remark });
const noticesOf = async ({ member }: Visitor, id: number) =>
  (await db.notification.findMany({ where: { accountId: member!.id, path: `/planner/drafts/${id}` }, orderBy: { id: "asc" } })).map(({ kind }) => kind);
const isPublic = async (title: string) =>
  (await anyone(site).api("GET", "/threads?limit=100")).text.includes(title) || (await anyone(site).get("/towns/liuhe")).text.includes(title);

describe("in a town with a chain", () => {
  test("nothing is public before its last step; everybody concerned is told, and every step is on record", async () => {
    const id = await sends("经过两步的主题");
    expect([(await draftOf(id)).state, (await draftOf(id)).waitingFor, await isPublic("经过两步的主题")]).toEqual(["submitted", "editor", false]);
    expect(await noticesOf(editor, id)).toEqual(["draftWaiting"]);
    expect((await approves(leader, id)).status).toBe(403); // not yet that one's turn
    expect((await approves(editor, id, "可以")).status).toBe(202);
    expect([(await draftOf(id)).waitingFor, await isPublic("经过两步的主题")]).toEqual(["leader", false]);
    expect([await noticesOf(leader, id), await noticesOf(writer, id)]).toEqual([["draftWaiting"], ["draftPassed"]]);
    const done = await approves(deputy, id);
    expect([done.status, done.json.state, await isPublic("经过两步的主题")]).toEqual([200, "published", true]);
    const steps = done.json.decisions.map((one: { decision: string; role: string | null; asDeputy: boolean; remark: string }) => [
      one.decision,
      one.role,
      one.asDeputy,
      one.remark,
    ]);
    expect(steps).toEqual([
      ["submitted", null, false, ""],
      ["approved", "editor", false, "可以"],
      ["approved", "leader", true, ""],
      ["published", null, false, ""],
    ]);
    const audited = await db.auditEntry.findMany({ where: { subject: `draft:${id}` }, orderBy: { id: "asc" } });
    expect(audited.map(({ action }) => action)).toEqual(["draft.submitted", "draft.approved", "draft.approved", "draft.published"]);
    expect((await db.thread.findUniqueOrThrow({ where: { id: done.json.threadId } })).authorId).toBe(writer.member!.id);
  });

  test("the form says so, and an approver finds it on the own list and decides there", async () => {
    expect((await writer.get("/threads/new?kind=HOT_TOPIC")).text).toContain(said("draft.reviewedHint"));
    const { to } = await writer.form("/threads", { town: "liuhe", ...content("表单送审"), intent: "publish" });
    expect(to).toMatch(/^\/planner\/drafts\/\d+$/);
    const id = Number(to!.split("/").at(-1));
    expect((await editor.get("/planner")).text).toContain("表单送审");
    expect((await leader.get("/planner/approvals")).text).not.toContain("表单送审");
    const { version } = await draftOf(id);
    const empty = await editor.form(`${to}/send-back`, { version: String(version), remark: "" });
    expect(empty.status).toBe(422); // a reason is asked for
    await editor.form(`${to}/approve`, { version: String(version), remark: "" });
    expect((await leader.get("/planner/approvals")).text).toContain("表单送审");
    const last = await leader.form(`${to}/approve`, { version: String((await draftOf(id)).version), remark: "" });
    expect(last.to).toMatch(/^\/threads\/\d+$/);
  });

  test("what is sent back is corrected and begins again at the first step", async () => {
    const id = await sends("要改的主题");
    await approves(editor, id);
    expect((await returns(leader, id, "标题不清楚")).json.state).toBe("sent_back");
    expect(await noticesOf(writer, id)).toContain("draftSentBack");
    expect((await writer.get(`/planner/drafts/${id}`)).text).toContain("标题不清楚");
    await writer.api("PATCH", `/drafts/${id}`, { title: "改清楚的主题" });
    expect((await writer.api("POST", `/drafts/${id}/publication`, {})).status).toBe(202);
    expect([(await draftOf(id)).step, (await draftOf(id)).round]).toEqual([1, 2]);
    expect((await approves(leader, id)).status).toBe(403);
  });

  test("what waits is not changed; the association withdraws it first", async () => {
    const id = await sends("等着的主题");
    expect((await writer.api("PATCH", `/drafts/${id}`, { title: "偷偷改" })).status).toBe(409);
    expect((await writer.api("DELETE", `/drafts/${id}`)).status).toBe(409);
    const { version } = await draftOf(id);
    expect((await writer.api("POST", `/drafts/${id}/withdrawal`)).json).toMatchObject({ state: "draft", submittedAt: null });
    expect((await editor.api("POST", `/drafts/${id}/approval`, { version })).status).toBe(409);
  });

  test("what was read is what is approved: another version is refused", async () => {
    const id = await sends("版本要对");
    const { version } = await draftOf(id);
    await writer.api("POST", `/drafts/${id}/withdrawal`);
    await writer.api("PATCH", `/drafts/${id}`, { body: "换掉的内容" });
    await writer.api("POST", `/drafts/${id}/publication`, {});
    expect((await editor.api("POST", `/drafts/${id}/approval`, { version })).status).toBe(409);
    expect((await editor.api("POST", `/drafts/${id}/approval`, {})).status).toBe(422);
  });

  test("nobody approves their own text, and where nobody else could, it is not taken", async () => {
    const { id } = await keeps(editor, "编辑自己写的");
    const refused = await editor.api("POST", `/drafts/${id}/publication`, {});
    expect([refused.status, refused.json.detail]).toEqual([409, said("errors.approverMissing")]);
    await administrator.api("PUT", "/towns/liuhe/approvals", {
      steps: ["editor"],
      members: [editor, writer].map(({ member }) => ({ role: "editor", username: member!.username })),
    });
    await editor.api("POST", `/drafts/${id}/publication`, {});
    expect((await approves(editor, id)).status).toBe(403);
    expect((await approves(writer, id)).status).toBe(200);
  });

  test("two who approve at once make one step of it", async () => {
    const id = await sends("同时审批");
    await approves(editor, id);
    const { version } = await draftOf(id);
    const before = await db.thread.count();
    const both = await Promise.all([leader, deputy].map((who) => who.api("POST", `/drafts/${id}/approval`, { version })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await db.thread.count()).toBe(before + 1);
  });

  test("another town and residents see nothing of it, and a responder without a role neither", async () => {
    const id = await sends("内部正在审的标题");
    const plain = await visitor(site, "responder", "liuhe");
    for (const who of [shaxi, plain, await visitor(site, "resident"), anyone(site)]) {
      expect((await who.api("GET", `/drafts/${id}`)).status).toBe(404);
      for (const path of ["/", "/towns/liuhe", "/threads", "/planner/approvals"]) expect((await who.get(path)).text).not.toContain("内部正在审的标题");
      expect((await who.api("GET", "/drafts?waiting=me")).text).not.toContain("内部正在审的标题");
    }
    expect((await leader.api("GET", `/drafts/${id}`)).status).toBe(200);
    const unsent = await keeps(writer, "还没送审");
    expect((await leader.api("GET", `/drafts/${unsent.id}`)).status).toBe(404); // approvers see what was sent to them
  });

  test("what an association asks another town needs no approval of its own", async () => {
    expect((await writer.api("POST", "/threads", { town: "shaxi", kind: "QUESTION", title: "问邻镇", body: "请问活动可以一起办吗？" })).status).toBe(201);
  });
});

describe("the month of what was reviewed", () => {
  const publishedAs = async (id: number) => {
    const { threadId } = await draftOf(id);
    return (await db.thread.findUniqueOrThrow({ where: { id: threadId } })).creditedMonth;
  };

  test("sent before midnight and approved after it: the month of its sending", async () => {
    at("2026-10-31T15:59:59.999Z"); // 23:59:59.999 in Shanghai
    const id = await sends("十月最后一刻");
    at("2026-10-31T16:00:00.000Z");
    await approves(editor, id);
    await approves(leader, id);
    expect(await publishedAs(id)).toBe("2026-10");
  });

  test("approved in the last moment of the grace: still that month; a moment later: the month of publication", async () => {
    for (const [moment, month] of [
      ["2026-07-07T15:59:59.999Z", "2026-06"], // the fifth working day after June, 1 to 7 July
      ["2026-07-07T16:00:00.000Z", "2026-07"],
    ] as const) {
      at("2026-06-30T10:00:00Z");
      const id = await sends(`宽限期 ${month}`);
      await approves(editor, id);
      at(moment);
      await approves(leader, id);
      expect([moment, await publishedAs(id)]).toEqual([moment, month]);
    }
  });

  test("a correction costs no month; withdrawing does", async () => {
    at("2026-04-30T10:00:00Z");
    const [corrected, withdrawn] = [await sends("改一改的"), await sends("撤回过的")];
    at("2026-05-06T02:00:00Z");
    await returns(editor, corrected, "补充时间");
    await writer.api("POST", `/drafts/${corrected}/publication`, {});
    await writer.api("POST", `/drafts/${withdrawn}/withdrawal`);
    await writer.api("POST", `/drafts/${withdrawn}/publication`, {});
    for (const id of [corrected, withdrawn]) {
      await approves(editor, id);
      await approves(leader, id);
    }
    expect([await publishedAs(corrected), await publishedAs(withdrawn)]).toEqual(["2026-04", "2026-05"]);
  });

  test("scheduled for later and approved in time it appears then; approved too late it appears at once, for the month that was wished", async () => {
    at("2026-01-20T02:00:00Z");
    const inTime = await sendsFor("按时审完的", "2026-02-10T01:00:00Z");
    const tooLate = await sendsFor("审晚了的", "2026-01-31T01:00:00Z");
    for (const who of [editor, leader]) await approves(who, inTime);
    expect([(await draftOf(inTime)).state, await isPublic("按时审完的")]).toEqual(["scheduled", false]);
    expect((await writer.api("PATCH", `/drafts/${inTime}`, { title: "审完再改" })).status).toBe(409);
    at("2026-02-02T01:00:00Z");
    expect(await publishDue()).toBe(0);
    for (const who of [editor, leader]) await approves(who, tooLate);
    expect(await publishedAs(tooLate)).toBe("2026-01");
    at("2026-02-10T01:00:00Z");
    expect([await publishDue(), await publishedAs(inTime)]).toEqual([1, "2026-02"]);
  });

  const sendsFor = async (title: string, publishAt: string) => {
    const { id } = await keeps(writer, title);
    expect((await writer.api("PUT", `/drafts/${id}/schedule`, { publishAt })).json.state).toBe("submitted");
    return id as number;
  };
});

describe("administrators", () => {
  test("set the steps and who holds them, on a page and as JSON; nobody else does", async () => {
    const page = await administrator.get("/admin/towns/liuhe/approvals");
    expect(page.text).toContain(editor.member!.displayName);
    const saved = await administrator.form("/admin/towns/liuhe/approvals", {
      "step.section_head": "1",
      [`member.section_head.${leader.member!.username}`]: "holder",
      [`member.section_head.${deputy.member!.username}`]: "deputy",
    });
    expect(saved.status).toBe(303);
    const chain = (await administrator.api("GET", "/towns/liuhe/approvals")).json;
    expect([chain.steps, chain.members.map(({ username, deputy: as }: { username: string; deputy: boolean }) => [username, as])]).toEqual([
      ["section_head"],
      [
        [leader.member!.username, false],
        [deputy.member!.username, true],
      ],
    ]);
    const unheld = await administrator.form("/admin/towns/liuhe/approvals", { "step.editor": "1" });
    expect([unheld.status, unheld.text.includes(said("errors.holderNeeded"))]).toEqual([422, true]);
    const foreign = { steps: ["editor"], members: [{ role: "editor", username: shaxi.member!.username }] };
    expect((await administrator.api("PUT", "/towns/liuhe/approvals", foreign)).status).toBe(422);
    for (const who of [writer, leader, shaxi]) expect((await who.api("PUT", "/towns/liuhe/approvals", { steps: [], members: [] })).status).toBe(403);
    expect(await db.auditEntry.count({ where: { action: "approvals.changed" } })).toBeGreaterThan(0);
  });

  test("change the steps: what waits begins again; with none left it goes back and keeps its month", async () => {
    at("2026-05-28T02:00:00Z");
    const id = await sends("步骤变了");
    await approves(editor, id);
    await set(["leader"]);
    expect([(await draftOf(id)).step, (await draftOf(id)).waitingFor]).toEqual([1, "leader"]);
    await set([]);
    expect((await draftOf(id)).state).toBe("sent_back");
    at("2026-06-01T02:00:00Z");
    const { threadId } = (await writer.api("POST", `/drafts/${id}/publication`, {})).json;
    expect((await db.thread.findUniqueOrThrow({ where: { id: threadId } })).quotaMonth).toBe("2026-05");
  });
});
