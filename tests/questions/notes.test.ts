import { beforeAll, expect, test } from "vitest";
import { transact } from "../../server/data/client.ts";
import { partsOf, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

const site = useSite();
let [asker, liuhe, colleague, shaxi, administrator]: Visitor[] = [];
let id: number;
beforeAll(async () => {
  ({ asker, liuhe, colleague, shaxi, administrator } = await twoOffices(site));
  id = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯不亮", body: "桥头路灯三天不亮了。" })).json.id;
});
const path = (name: string) => `/threads/${id}/feedback/${name}`;

test("notes and drafts are read by colleagues and administrators, and by nobody else through any surface", async () => {
  expect((await liuhe!.form(path("notes"), { body: "内部消息：电缆被挖断" })).status).toBe(303);
  expect((await liuhe!.form(path("draft"), { body: "草稿秘密：周五修好", draftVersion: "0" })).status).toBe(303);
  for (const who of [liuhe!, colleague!]) {
    const page = (await who.get(path("answer"))).text;
    expect(page).toContain("电缆被挖断");
    expect(page).toContain("草稿秘密");
  }
  expect((await administrator!.get(path("decline"))).text).toContain("电缆被挖断");
  const surfaces = ["answer", "progress", "now"]
    .map(path)
    .concat([`/threads/${id}`, `/threads/${id}/history`, `/threads/${id}/due`, "/", "/towns/liuhe", "/desk?state=all"]);
  for (const who of [anyone(site), asker!, shaxi!]) {
    const refused = await Promise.all([
      who.form(path("answer"), { body: "我来看看" }),
      who.form(path("draft"), { body: "我来看看", draftVersion: "7" }),
      who.form(path("notes"), { body: "我来看看" }),
    ]);
    expect(refused.map(({ status }) => status).every((status) => status === 401 || status === 403)).toBe(true);
    const read = await Promise.all([...surfaces.map((each) => who.get(each)), who.api("GET", `/threads/${id}`), who.api("GET", `/threads/${id}/posts`)]);
    for (const { text } of [...refused, ...read]) expect(text).not.toMatch(/电缆被挖断|草稿秘密/);
  }
});

test("two people cannot overwrite one another's draft: the second sees both texts and goes on from there", async () => {
  const late = await colleague!.form(path("draft"), { body: "我的草稿：下周修好", draftVersion: "0" });
  expect(late.status).toBe(409);
  expect(late.text).toContain("我的草稿：下周修好");
  expect(late.text).toContain("草稿秘密：周五修好");
  const offered = /name="draftVersion" value="(\d+)"/.exec(late.text)![1]!;
  expect((await colleague!.form(path("draft"), { body: "我的草稿：下周修好", draftVersion: offered })).status).toBe(303);
  const answer = await liuhe!.form(path("answer"), { body: "电缆已更换，路灯昨晚恢复照明。", draftVersion: offered });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain("我的草稿：下周修好");
});

test("an answer that says nothing comes back with a warning and can be sent all the same", async () => {
  const warned = await liuhe!.form(path("answer"), { body: "您好，您反映的问题已转交有关部门处理。" });
  expect(warned.status).toBe(422);
  expect(warned.text).toContain("已转交有关部门处理");
  expect(warned.text).toContain('name="anyway"');
  expect((await anyone(site).api("GET", `/threads/${id}`)).json.feedback.state).toBe("assigned");
  expect((await liuhe!.form(path("answer"), { body: "您好，您反映的问题已转交有关部门处理。", anyway: "1" })).status).toBe(303);
  expect((await anyone(site).api("GET", `/threads/${id}`)).json.feedback.state).toBe("answered");
});

test("a note that is refused comes back with what was typed, and the page leads on to where it was written", async () => {
  const fields = { body: `${"长".repeat(2001)}尾`, returnTo: path("progress") };
  const long = await liuhe!.form(path("notes"), fields);
  expect([long.status, wrongWith(long.text, "body")]).toEqual([422, said("errors.tooLong", { max: 2000 })]);
  const backIn = (html: string) => partsOf(html).flatMap(({ is }) => (is.name === "returnTo" ? (is.value ?? []) : []));
  expect(typedIn(long.text, "body")?.trim()).toBe(fields.body);
  expect(backIn(long.text)).toContain(path("progress"));
  const lost = await anyone(site).form(path("notes"), { ...fields, body: "写到一半，登录过期" });
  expect([lost.status, typedIn(lost.text, "body")?.trim()]).toEqual([401, "写到一半，登录过期"]);
  expect(lost.text).not.toContain("电缆被挖断");
  expect(backIn(lost.text)).toContain(path("progress"));
  const sent = await liuhe!.form(path("notes"), { body: "写完了", returnTo: path("progress") });
  expect([sent.status, sent.to]).toEqual([303, `${path("progress")}#notes`]);
  for (const who of [asker!, shaxi!]) expect((await who.get(path("notes"))).status).toBe(403);
  expect(await turnedToSignIn(site, path("notes"))).toBe(true);
});

test("of many notes the latest are shown, and the earlier ones a page at a time", async () => {
  const { id: authorId } = liuhe!.member!;
  const other = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "河道清淤", body: "河道何时清淤？" })).json.id;
  await transact((tx) =>
    tx.feedbackNote.createMany({ data: Array.from({ length: 60 }, (_, at) => ({ threadId: other, authorId, body: `备注之${at}号`, at: new Date() })) }),
  );
  const shown = (html: string) => [...html.matchAll(/备注之(\d+)号/g)].map(([, at]) => Number(at));
  const beside = (await liuhe!.get(`/threads/${other}/feedback/answer`)).text;
  expect(shown(beside)).toEqual(Array.from({ length: 50 }, (_, at) => at + 10));
  const earlier = partsOf(beside).find(({ tag, text }) => tag === "a" && text === said("desk.notes.earlier"))!.is.href!;
  expect(shown((await liuhe!.get(earlier)).text)).toEqual(Array.from({ length: 10 }, (_, at) => at));
  expect((await asker!.get(earlier)).status).toBe(403);
});
