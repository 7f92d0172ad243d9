import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { makeTown, variedText } from "../cast.ts";
import { held } from "../held.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";

const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let [asker, clerk, head, leader, administrator, second]: Somebody[] = [];
const TEXT = "桥头三盏路灯的电缆已更换，昨晚恢复照明，报修电话 0512-53650000。";

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  head = await visitor(site, "association", "liuhe");
  leader = await visitor(site, "responder", "liuhe");
  administrator = await visitor(site, "administrator");
  second = await visitor(site, "administrator");
});

const chain = (who: Somebody, ...signers: [Somebody, number][]) =>
  who.api("PUT", "/offices/liuhe/sign-off", { signers: signers.map(([each, step]) => ({ username: each.member.username, step })) });
let asked = 0;
const ask = async (): Promise<number> => {
  const text = variedText(++asked, 40);
  return (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: text.slice(0, 10), body: text })).json.id;
};
const draftOf = (threadId: number) => db.answerDraft.findUnique({ where: { threadId } });
const sign = async (who: Somebody, id: number, draftVersion: number) => who.api("POST", `/threads/${id}/sign-off`, { draftVersion });
/** A question whose answer waits, its draft's row held. */
const waits = async () => {
  const id = await ask();
  expect((await clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT })).status).toBe(202);
  const lock = await held(`SELECT 1 FROM "AnswerDraft" WHERE "threadId" = ${id} FOR UPDATE`);
  return { id, version: (await draftOf(id))!.version, lock };
};
const signersNow = async () =>
  (await db.signOffStep.findMany({ orderBy: [{ position: "asc" }, { accountId: "asc" }] })).map((row) => [row.position, row.accountId]);

describe("a change of an office's signers at the same moment as", () => {
  test("a first signature: the answer is back with its writer, and nobody signs what they sent in", async () => {
    await chain(administrator!, [head!, 1], [leader!, 2]);
    const { id, version, lock } = await waits();
    const set = await lock.behind(() => chain(administrator!, [head!, 1], [clerk!, 2]));
    const signed = await lock.behind(() => sign(head!, id, version));
    await lock.release();
    expect([(await set.answer).status, (await signed.answer).status]).toEqual([200, 409]);
    expect(await draftOf(id)).toMatchObject({ step: null, submittedById: null });
    expect((await sign(clerk!, id, (await draftOf(id))!.version)).status).toBe(409);
    expect(await db.officialAnswer.count({ where: { threadId: id } })).toBe(0);
    const decisions = await db.signOffDecision.findMany({ where: { threadId: id }, orderBy: { id: "asc" } });
    expect(decisions.map(({ decision }) => decision)).toEqual(["submitted", "taken_back"]);
  });

  test("the last signature: both happen, and the settings are kept", async () => {
    await chain(administrator!, [head!, 1]);
    const { id, version, lock } = await waits();
    const signed = await lock.behind(() => sign(head!, id, version));
    const set = await lock.behind(() => chain(administrator!, [leader!, 1]));
    await lock.release();
    expect([(await signed.answer).status, (await set.answer).status]).toEqual([200, 200]);
    expect(await signersNow()).toEqual([[1, leader!.member.id]]);
    expect(await db.officialAnswer.count({ where: { threadId: id } })).toBe(1);
  });

  test("the end of a question that waits: both happen", async () => {
    await chain(administrator!, [head!, 1]);
    const { id, lock } = await waits();
    const withdrawn = await lock.behind(() => asker!.api("POST", `/threads/${id}/withdrawal`, {}));
    const set = await lock.behind(() => chain(administrator!, [leader!, 1]));
    await lock.release();
    expect([(await withdrawn.answer).status, (await set.answer).status]).toEqual([200, 200]);
    expect((await draftOf(id))?.step ?? null).toBeNull();
  });

  test("an answer that is sent in: it does not stay at a step where nobody signs", async () => {
    await chain(administrator!, [head!, 1]);
    const id = await ask();
    const lock = await held(`SELECT 1 FROM "Account" WHERE "id" = ${head!.member.id} FOR UPDATE`); // the notice to the signer waits for it
    const sent = await lock.behind(() => clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT }));
    const set = await lock.behind(() => chain(administrator!));
    await lock.release();
    expect([(await sent.answer).status, (await set.answer).status]).toEqual([202, 200]);
    expect(await draftOf(id)).toMatchObject({ step: null, submittedById: null, body: TEXT });
  });

  test("another administrator's: the later one holds, and the two chains do not become one", async () => {
    await chain(administrator!, [clerk!, 1]);
    const lock = await held('SELECT 1 FROM "SignOffStep" FOR UPDATE');
    const first = await lock.behind(() => chain(administrator!, [head!, 1], [leader!, 2]));
    const later = await lock.behind(() => chain(second!, [leader!, 1]));
    await lock.release();
    expect([(await first.answer).status, (await later.answer).status]).toEqual([200, 200]);
    expect(await signersNow()).toEqual([[1, leader!.member.id]]);
  });
});

test("an answer of which nobody knows who sent it in is signed by nobody", async () => {
  await chain(administrator!, [head!, 1]);
  const id = await ask();
  await clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT });
  await transact((tx) => tx.answerDraft.update({ where: { threadId: id }, data: { submittedById: null } }));
  expect((await sign(head!, id, 1)).status).toBe(409);
  expect((await clerk!.api("DELETE", `/threads/${id}/sign-off`)).status).toBeLessThan(300); // it is taken back instead
});

describe("the first saving of a shared draft", () => {
  const save = (who: Somebody, id: number, body: string) => who.form(`/threads/${id}/feedback/draft`, { body, draftVersion: "0" });

  test("by two colleagues at the same moment: the second is told, and the first text stays", async () => {
    await chain(administrator!);
    const id = await ask();
    const lock = await held('LOCK TABLE "AnswerDraft" IN SHARE MODE');
    const first = await lock.behind(() => save(clerk!, id, "甲的草稿"));
    const later = await lock.behind(() => save(leader!, id, "乙的草稿"));
    await lock.release();
    expect([(await first.answer).status, (await later.answer).status].sort()).toEqual([303, 409]);
    expect((await draftOf(id))!.version).toBe(1);
  });

  test("at the same moment as the sending: what waits for a signature is not written over", async () => {
    await chain(administrator!, [head!, 1]);
    const id = await ask();
    const lock = await held(`SELECT 1 FROM "Account" WHERE "id" = ${head!.member.id} FOR UPDATE`); // sent, and waiting only to tell the signer
    const sent = await lock.behind(() => clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT, draftVersion: 0 }));
    const saved = await lock.behind(() => save(leader!, id, "悄悄写的"));
    await lock.release();
    expect([(await sent.answer).status, (await saved.answer).status]).toEqual([202, 409]);
    expect(await draftOf(id)).toMatchObject({ step: 1, body: TEXT, submittedById: clerk!.member.id });
  });

  test("after another one: the second is told", async () => {
    await chain(administrator!);
    const id = await ask();
    expect([(await save(clerk!, id, "甲的草稿")).status, (await save(leader!, id, "乙的草稿")).status]).toEqual([303, 409]);
    expect((await draftOf(id))!.body).toBe("甲的草稿");
  });
});
