import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { publishDraft, textOfDraft } from "../../server/planning/publish-draft.ts";
import { makeTown } from "../cast.ts";
import { held } from "../held.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";
import { content } from "./writing.ts";

const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let [writer, editor, leader, administrator, second]: Somebody[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  writer = await visitor(site, "association", "liuhe");
  editor = await visitor(site, "association", "liuhe");
  leader = await visitor(site, "responder", "liuhe");
  administrator = await visitor(site, "administrator");
  second = await visitor(site, "administrator");
});

const set = (who: Somebody, steps: string[]) => {
  const members = [
    { role: "editor", username: editor!.member.username },
    { role: "leader", username: leader!.member.username },
  ];
  return who.api("PUT", "/towns/liuhe/approvals", { steps, members: members.filter(({ role }) => steps.includes(role)) });
};
const sends = async (title: string) => (await writer!.api("POST", "/threads", { town: "liuhe", ...content(title) })).json.draft as number;
const approves = async (who: Somebody, id: number) => {
  const { version } = await db.draft.findUniqueOrThrow({ where: { id } });
  return who.api("POST", `/drafts/${id}/approval`, { version, remark: "" });
};

describe("a change of a town's chain at the same moment as", () => {
  test("the last approval: the draft is published, once, and waits no more", async () => {
    await set(administrator!, ["editor"]);
    const id = await sends("只发布一次的主题");
    const lock = await held('SELECT 1 FROM "TownTally" FOR UPDATE');
    const approved = await lock.behind(() => approves(editor!, id));
    const changed = await lock.behind(() => set(second!, ["editor", "leader"]));
    await lock.release();
    expect([(await approved.answer).status, (await changed.answer).status]).toEqual([200, 200]);
    expect((await db.draft.findUniqueOrThrow({ where: { id } })).state).toBe("published");
    expect((await approves(editor!, id)).status).toBe(409);
    expect(await db.thread.count({ where: { title: "只发布一次的主题" } })).toBe(1);
  });

  test("the sending of a draft: it does not stay at a step that the chain has no more", async () => {
    await set(administrator!, ["editor"]);
    const lock = await held(`SELECT 1 FROM "Account" WHERE "id" = ${editor!.member.id} FOR UPDATE`); // the notice to the approver waits for it
    const sent = await lock.behind(() => sends("送审时改流程的主题"));
    const changed = await lock.behind(() => set(second!, []));
    await lock.release();
    const id = await sent.answer;
    expect((await changed.answer).status).toBe(200);
    expect(await db.draft.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "sent_back", step: null });
  });

  test("another administrator's: the later one holds", async () => {
    await set(administrator!, ["editor"]);
    const lock = await held('SELECT 1 FROM "ApprovalStep" FOR UPDATE');
    const first = await lock.behind(() => set(administrator!, ["editor", "leader"]));
    const later = await lock.behind(() => set(second!, ["leader"]));
    await lock.release();
    expect([(await first.answer).status, (await later.answer).status]).toEqual([200, 200]);
    expect((await db.approvalStep.findMany()).map(({ role }) => role)).toEqual(["leader"]);
    expect((await db.approvalMember.findMany()).map(({ accountId }) => accountId)).toEqual([leader!.member.id]);
  });
});

test("a draft that is a thread already is not published again", async () => {
  await set(administrator!, ["editor"]);
  const id = await sends("已经发布的主题");
  expect((await approves(editor!, id)).status).toBe(200);
  const draft = await db.draft.findUniqueOrThrow({ where: { id } });
  const [text, at] = [textOfDraft(draft), new Date("2026-11-20T08:00:00Z")];
  const again = transact((tx, after) => publishDraft(tx, after, draft, draft, text, { submittedAt: at, at, byId: writer!.member.id }));
  await expect(again).rejects.toMatchObject({ status: 409 });
  expect(await db.thread.count({ where: { title: "已经发布的主题" } })).toBe(1);
});
