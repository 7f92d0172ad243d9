import { createHash } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { submitAnswer } from "../../server/questions/answers/send-answer.ts";
import { said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let [asker, clerk, head, leader, shaxi, administrator]: Somebody[] = [];
const TEXT = "桥头三盏路灯的电缆已更换，昨晚恢复照明，报修电话 0512-53650000。";
beforeAll(async () => {
  ({ asker, liuhe: clerk, colleague: head, shaxi, administrator } = await twoOffices(site));
  leader = await visitor(site, "responder", "liuhe");
});
beforeEach(() => chain([head!, 1], [leader!, 2]));

const chain = async (...signers: [Somebody, number][]) => {
  const set = await administrator!.api("PUT", "/offices/liuhe/sign-off", {
    signers: signers.map(([who, step]) => ({ username: who.member.username, step })),
  });
  expect(set.status).toBe(200);
};
let asked = 0;
const ask = async (more: object = {}): Promise<number> => {
  const about = [
    "路灯不亮",
    "自来水发黄",
    "公交改线",
    "垃圾清运",
    "河道清淤",
    "图书馆开放",
    "老人食堂",
    "校门拥堵",
    "停车收费",
    "广场噪声",
    "学籍转入",
    "养老认证",
    "危房鉴定",
    "农机补贴",
    "疫苗预约",
    "落户材料",
    "渡轮班次",
    "消防通道",
    "快递进村",
    "水稻保险",
    "夜间施工",
    "桥面破损",
    "宠物登记",
    "老树倾斜",
    "网络不通",
    "桥梁检测",
  ][asked++]!;
  return (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: about, body: `请问${about}的事归谁管？`, ...more })).json.id;
};
/** As the page marks the text that it showed. */
const markOf = (body: string) => createHash("sha256").update(body).digest("base64url");
const page = (id: number) => `/threads/${id}/feedback/sign-off`;
const stateOf = async (id: number) => (await asker!.api("GET", `/threads/${id}`)).json.feedback.state;
const waiting = async (id: number, who: Visitor = clerk!) => (await who.api("GET", `/threads/${id}/sign-off`)).json.waiting;
const sent = async (body = TEXT): Promise<number> => {
  const id = await ask();
  expect((await clerk!.form(`/threads/${id}/feedback/answer`, { body, draftVersion: "0", anyway: "1" })).status).toBe(303); // like the one before
  return id;
};

test("an answer is published when everybody signed, in turn, and the asker hears of nothing before", async () => {
  const id = await ask();
  expect((await clerk!.get(`/threads/${id}/feedback/answer`)).text).toContain("送签");
  const submitted = await clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT });
  expect([submitted.status, submitted.json.feedback.state]).toEqual([202, "assigned"]);
  expect((await anyone(site).get(`/threads/${id}`)).text).not.toContain("电缆");
  expect((await head!.get("/me/notifications")).text).toContain("有答复等您签发");
  expect((await leader!.get("/me/notifications")).text).not.toContain("有答复等您签发");

  const read = await head!.get(page(id));
  expect(read.text).toContain("电缆已更换");
  const { draft } = await waiting(id);
  expect((await leader!.api("POST", `/threads/${id}/sign-off`, { draftVersion: draft.version })).status).toBe(403); // not the leader's turn
  expect((await head!.form(page(id), { draftVersion: String(draft.version) })).status).toBe(303);
  expect(await stateOf(id)).toBe("assigned");
  expect((await leader!.get("/me/notifications")).text).toContain("有答复等您签发");

  const last = await leader!.api("POST", `/threads/${id}/sign-off`, { draftVersion: (await waiting(id)).draft.version });
  expect([last.status, last.json.feedback.state]).toEqual([200, "answered"]);
  expect((await anyone(site).get(`/threads/${id}`)).text).toContain("电缆已更换");
  expect((await asker!.get("/me/notifications")).text).toContain("已得到官方答复");
  expect((await clerk!.get("/me/notifications")).text).toContain("已签发并发布");
  const { decisions } = (await clerk!.api("GET", `/threads/${id}/sign-off`)).json;
  expect(decisions.map(({ verdict, step }: { verdict: string; step: number | null }) => [verdict, step])).toEqual([
    ["submitted", null],
    ["signed", 1],
    ["signed", 2],
  ]);
  expect((await administrator!.get("/admin/audit?group=signOff")).text).toContain("签发答复");
});

test("the signer changes a word, and that is what is published and recorded", async () => {
  await chain([leader!, 1]);
  const id = await sent();
  const { draft } = await waiting(id);
  expect((await leader!.form(page(id), { draftVersion: String(draft.version), body: `${TEXT}如有反复请再来电。` })).status).toBe(303);
  expect((await anyone(site).get(`/threads/${id}`)).text).toContain("如有反复请再来电");
  const { decisions } = (await clerk!.api("GET", `/threads/${id}/sign-off`)).json;
  expect(decisions.at(-1)).toMatchObject({ verdict: "signed", changed: true });
});

test("it is sent back with what is to be changed, and goes through every step again", async () => {
  const id = await sent();
  const version = (await waiting(id)).draft.version;
  const empty = await head!.form(`${page(id)}/return`, { draftVersion: String(version), reason: " " });
  expect(empty.status).toBe(422);
  expect((await head!.form(`${page(id)}/return`, { draftVersion: String(version), reason: "请写明完工日期" })).status).toBe(303);
  expect((await clerk!.get("/me/notifications")).text).toContain("被退回修改");
  expect(await waiting(id)).toBeNull();
  const form = await clerk!.get(`/threads/${id}/feedback/answer`);
  expect(form.text).toContain("电缆已更换"); // the text is still there …
  expect(form.text).toContain("请写明完工日期"); // … with what is wrong with it
  const draftVersion = /name="draftVersion" value="(\d+)"/.exec(form.text)![1]!;
  expect((await clerk!.form(`/threads/${id}/feedback/answer`, { body: `${TEXT}11月20日完工。`, draftVersion, anyway: "1" })).status).toBe(303);
  expect((await waiting(id)).steps.map(({ state }: { state: string }) => state)).toEqual(["now", "later"]);
});

test("who sent it in cannot sign it, and is told at once where nobody else could", async () => {
  const id = await ask();
  const alone = await head!.form(`/threads/${id}/feedback/answer`, { body: TEXT, draftVersion: "0", anyway: "1" });
  expect(alone.status).toBe(422);
  expect(alone.text).toContain("第 1 步没有别人可以签发");
  expect(alone.text).toContain("电缆已更换"); // nothing typed is lost
  await chain([head!, 1], [clerk!, 1]);
  expect((await head!.form(`/threads/${id}/feedback/answer`, { body: TEXT, draftVersion: "0", anyway: "1" })).status).toBe(303);
  const { draft } = await waiting(id);
  expect((await head!.api("POST", `/threads/${id}/sign-off`, { draftVersion: draft.version })).status).toBe(403);
  expect((await clerk!.api("POST", `/threads/${id}/sign-off`, { draftVersion: draft.version })).status).toBe(200);
});

test("nobody signs another text than they read, and nobody writes on what waits", async () => {
  const id = await sent();
  const { draft } = await waiting(id);
  const late = await clerk!.form(`/threads/${id}/feedback/draft`, { body: "悄悄改一下", draftVersion: String(draft.version) });
  expect(late.status).toBe(409);
  expect(late.text).toContain("悄悄改一下");
  expect((await clerk!.form(`${page(id)}/take-back`, {})).status).toBe(303);
  const again = await head!.form(page(id), { draftVersion: String(draft.version) });
  expect(again.status).toBe(409);
  const now = (await clerk!.get(`/threads/${id}/feedback/answer`)).text;
  const draftVersion = /name="draftVersion" value="(\d+)"/.exec(now)![1]!;
  await clerk!.form(`/threads/${id}/feedback/answer`, { body: `${TEXT}改过了。`, draftVersion, anyway: "1" });
  expect((await head!.form(page(id), { draftVersion: String(draft.version) })).status).toBe(409); // of the text before
  expect((await head!.form(page(id), { draftVersion: String((await waiting(id)).draft.version) })).status).toBe(303);
});

test("what a signer typed stands on the page, to copy, when a co-signer signed meanwhile or the clerk took it back", async () => {
  const lose = async (meanwhile: (id: number, version: string) => Promise<unknown>, path = "", typed: Record<string, string> = {}) => {
    const id = await sent();
    const version = String((await waiting(id)).draft.version);
    await meanwhile(id, version);
    const refused = await head!.form(`${page(id)}${path}`, { draftVersion: version, ...typed });
    expect(refused.status).toBe(409);
    return refused.text;
  };
  await chain([head!, 1], [leader!, 1]);
  const signed = (id: number, version: string) => leader!.form(page(id), { draftVersion: version });
  const takenBack = (id: number) => clerk!.form(`${page(id)}/take-back`, {});
  for (const meanwhile of [signed, takenBack]) {
    const changed = await lose(meanwhile, "", { body: `${TEXT}如遇雨顺延。` });
    expect(changed).toContain("如遇雨顺延");
    expect(changed).toContain(said("signOff.typedHint"));
    const sentBack = await lose(meanwhile, "/return", { reason: "请写明遇雨怎么办" });
    expect(sentBack).toContain("请写明遇雨怎么办");
  }
  const untouched = await lose(takenBack, "", { body: "读过的原文", bodySeen: markOf("读过的原文") });
  expect(untouched).not.toContain(said("signOff.typedHint")); // nothing of one's own
});

test("a text that the signer left as it was never comes back in place of the one that waits now", async () => {
  await chain([head!, 1]);
  const id = await sent();
  const form = (await head!.get(page(id))).text;
  const fields = { draftVersion: typedIn(form, "draftVersion")!, bodySeen: typedIn(form, "bodySeen")!, body: typedIn(form, "body")!.trim() };
  await clerk!.form(`${page(id)}/take-back`, {});
  const draftVersion = typedIn((await clerk!.get(`/threads/${id}/feedback/answer`)).text, "draftVersion")!;
  await clerk!.form(`/threads/${id}/feedback/answer`, { body: `${TEXT}改成明天。`, draftVersion, anyway: "1" });
  const refused = await head!.form(page(id), fields);
  expect([refused.status, typedIn(refused.text, "body")?.trim()]).toEqual([409, `${TEXT}改成明天。`]);
  const mine = await head!.form(page(id), { ...fields, body: `${TEXT}我改的。` });
  expect(typedIn(mine.text, "body")?.trim()).toBe(`${TEXT}我改的。`);
});

test("what a signer typed is not lost when the question went to another office, or the session ended", async () => {
  await chain([head!, 1]);
  const id = await sent();
  const version = String((await waiting(id)).draft.version);
  const lost = await anyone(site).form(`${page(id)}/return`, { draftVersion: version, reason: "请写明日期" });
  expect([lost.status, lost.text.includes("请写明日期"), lost.text.includes("电缆")]).toEqual([401, true, false]);
  await clerk!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "在沙溪境内" });
  const moved = await head!.form(`${page(id)}/return`, { draftVersion: version, reason: "请写明日期" });
  expect([moved.status, moved.text.includes("请写明日期"), moved.text.includes("电缆")]).toEqual([403, true, false]);
});

test("a signer's refusal is for the office whose answer it was, not for the one that the question went to", async () => {
  await chain([head!, 1]);
  const id = await sent();
  await head!.form(`${page(id)}/return`, { draftVersion: String((await waiting(id)).draft.version), reason: "浏河的内部意见" });
  expect((await clerk!.get(`/threads/${id}/feedback/answer`)).text).toContain("浏河的内部意见"); // premise
  await clerk!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "在沙溪境内" });
  const theirs = await shaxi!.get(`/threads/${id}/feedback/answer`);
  expect([theirs.status, theirs.text.includes("电缆")]).toEqual([200, false]); // nor the draft: it was the other office's
  expect(theirs.text).not.toContain("浏河的内部意见");
});

test("two who sign the same step at once sign it once", async () => {
  await chain([head!, 1], [leader!, 1]);
  const id = await sent();
  const { draft } = await waiting(id);
  const both = await Promise.all([head!, leader!].map((who) => who.api("POST", `/threads/${id}/sign-off`, { draftVersion: draft.version })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { decisions } = (await clerk!.api("GET", `/threads/${id}/sign-off`)).json;
  expect(decisions.filter(({ verdict }: { verdict: string }) => verdict === "signed")).toHaveLength(1);
});

test("it leaves the sign-off when the question goes to another office or ends, or the office's steps change", async () => {
  const moved = await sent();
  await clerk!.api("POST", `/threads/${moved}/hand-over`, { office: "shaxi", reason: "在沙溪境内" });
  const seen = await waiting(moved, shaxi!);
  expect(seen).toBeNull();
  const declined = await sent();
  await clerk!.api("POST", `/threads/${declined}/decline`, { reason: "已进入诉讼程序" });
  expect(await waiting(declined)).toBeNull();
  await chain([head!, 1], [leader!, 2]);
  const elsewhere = await sent();
  expect(await waiting(elsewhere)).not.toBeNull(); // premise: it waits
  expect((await administrator!.api("PUT", `/threads/${elsewhere}/place`, { town: "shaxi", kind: "QUESTION" })).status).toBe(200);
  expect(await waiting(elsewhere, shaxi!)).toBeNull();
  const changed = await sent();
  await chain([leader!, 1]);
  expect(await waiting(changed)).toBeNull();
  expect((await clerk!.get("/me/notifications")).text).toContain("已退出签发");
});

test("an answer whose last signer is taken away between reading the form and sending it does not wait for nobody", async () => {
  await chain();
  const id = await ask();
  // What sending does once it was asked, outside of its transaction, whether somebody signs.
  await expect(submitAnswer(clerk!.member, { threadId: id, body: TEXT })).rejects.toMatchObject({ status: 409, key: "signOffChanged" });
  expect(await db.answerDraft.findUnique({ where: { threadId: id } })).toBeNull();
});

test("several at once wait for a signature each; sent again, they are told so and nothing is done twice", async () => {
  const ids = [await ask(), await ask()];
  const sendAll = () => clerk!.api("POST", "/desk/answers", { threads: ids.map((id) => ({ id })), body: `{{asker}}，${TEXT}` });
  const [first, again] = [await sendAll(), await sendAll()];
  for (const { json } of [first, again]) expect(json.items).toEqual(ids.map((threadId) => ({ threadId, ok: true, waits: true })));
  for (const id of ids) {
    expect(await stateOf(id)).toBe("assigned");
    const { decisions, waiting } = (await clerk!.api("GET", `/threads/${id}/sign-off`)).json;
    expect(decisions).toHaveLength(1);
    expect(waiting.draft.body).toContain(asker!.member.displayName);
  }
  expect((await clerk!.get(`/desk/answer?thread=${ids[0]}`)).text).toContain("正在等待签发");
});

test("what is corrected is signed too: only who signs last corrects", async () => {
  await chain([leader!, 1]);
  const id = await sent();
  await leader!.api("POST", `/threads/${id}/sign-off`, { draftVersion: (await waiting(id)).draft.version });
  const correction = { body: `${TEXT}更正：报修电话有变。`, reason: "电话有误" };
  expect((await clerk!.api("POST", `/threads/${id}/correction`, correction)).status).toBe(409);
  expect((await leader!.api("POST", `/threads/${id}/correction`, correction)).status).toBe(200);
});

test("nobody outside reads what waits, through any surface; a private question stays private", async () => {
  const id = await ask({ private: true });
  await clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT });
  expect((await head!.get(page(id))).text).toContain("电缆已更换"); // premise
  // Without a session nothing is written, whatever it is about.
  for (const [who, statuses] of [
    [anyone(site), [404, 404, 401, 401, 401]],
    [shaxi!, [404, 404, 404, 404, 404]],
    [asker!, [403, 403, 403, 403, 403]],
  ] as const) {
    const refused = await Promise.all([
      who.get(page(id)),
      who.api("GET", `/threads/${id}/sign-off`),
      who.api("POST", `/threads/${id}/sign-off`, { draftVersion: 1 }),
      who.api("POST", `/threads/${id}/sign-off/return`, { draftVersion: 1, reason: "不行" }),
      who.api("DELETE", `/threads/${id}/sign-off`),
    ]);
    expect([who.member?.role, refused.map(({ status }) => status)]).toEqual([who.member?.role, statuses]);
    for (const { text } of refused) expect(text).not.toContain("电缆");
  }
  for (const who of [clerk!, asker!, anyone(site)]) {
    expect((await who.get("/admin/offices/liuhe/sign-off")).status).toBe(who.member ? 403 : 303);
    expect((await who.api("PUT", "/offices/liuhe/sign-off", { signers: [] })).status).toBe(who.member ? 403 : 401);
  }
});

test("an administrator sets it on a page, of the office's own people only", async () => {
  const form = await administrator!.get("/admin/offices/liuhe/sign-off");
  expect(form.text).toContain(head!.member.displayName);
  expect(form.text).not.toContain(shaxi!.member.displayName);
  const fields = { [`signer.${head!.member.username}`]: "3", [`signer.${leader!.member.username}`]: "" };
  expect((await administrator!.form("/admin/offices/liuhe/sign-off", fields)).status).toBe(303);
  const { signers } = (await administrator!.api("GET", "/offices/liuhe/sign-off")).json;
  expect(signers).toEqual([{ username: head!.member.username, displayName: head!.member.displayName, step: 1 }]);
  expect((await administrator!.get("/admin/offices")).text).toContain("1 步签发");
  const stranger = { signers: [{ username: shaxi!.member.username, step: 1 }] };
  expect((await administrator!.api("PUT", "/offices/liuhe/sign-off", stranger)).status).toBe(422);
  await chain();
  const id = await ask();
  expect((await clerk!.api("POST", `/threads/${id}/answer`, { body: TEXT })).json.feedback.state).toBe("answered"); // none: at once
});

test("while an answer waits, its thread leads to the signing and offers no second answer", async () => {
  const id = await ask();
  const thread = async () => (await head!.get(`/threads/${id}`)).text;
  expect(await thread()).toContain(`/threads/${id}/feedback/answer`); // premise
  await clerk!.form(`/threads/${id}/feedback/answer`, { body: TEXT, draftVersion: "0", anyway: "1" });
  expect(await thread()).toContain(page(id));
  expect(await thread()).not.toContain(`/threads/${id}/feedback/answer`);
});

test("nobody is put on the way of an answer twice: one pair of eyes would sign as two", async () => {
  const twice = (...steps: number[]) =>
    administrator!.api("PUT", "/offices/liuhe/sign-off", { signers: steps.map((step) => ({ username: head!.member.username, step })) });
  expect((await twice(1)).status).toBe(200); // premise
  for (const steps of [
    [1, 1],
    [1, 2],
  ])
    expect([steps, (await twice(...steps)).status]).toEqual([steps, 422]);
});
