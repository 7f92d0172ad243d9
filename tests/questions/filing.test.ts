import { beforeAll, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [resident, liuhe, association, moderator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  resident = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  association = await visitor(site, "association", "liuhe");
  moderator = await visitor(site, "moderator");
});
const called = { kind: "QUESTION", town: "liuhe", title: "桥头路灯不亮", body: "来电说桥头路灯三天不亮了。", channel: "phone" };
const idOf = (to: string | null) => Number(/\/threads\/(\d+)/.exec(to ?? "")![1]);

test("an office files what somebody phoned about; the thread says so and its office can answer", async () => {
  const filed = await liuhe!.form("/desk/file", called);
  expect(filed.status).toBe(303);
  const id = idOf(filed.to);
  const next = (await liuhe!.get(filed.to!)).text;
  expect(next).toContain(said("notice.filed", { number: id })); // to tell the caller
  const linked = (text: string) => partsOf(next).find((part) => part.tag === "a" && part.text === text)?.is.href;
  expect(linked(said("filing.answerNow"))).toBe(`/threads/${id}/feedback/answer`);
  expect(linked(said("filing.noteNow"))).toBe(`/threads/${id}/feedback/notes`);
  expect((await liuhe!.form(`/threads/${id}/feedback/notes`, { body: "请回电 13800138000" })).status).toBe(303);
  expect((await liuhe!.get(`/threads/${id}/feedback/notes`)).text).toContain("请回电 13800138000");
  const toldOf = async (who: Visitor) => JSON.stringify((await who.api("GET", "/notifications")).json).includes(`/threads/${id}`);
  expect([await toldOf(association!), await toldOf(liuhe!)]).toEqual([true, false]); // who filed it knows
  expect((await anyone(site).get(`/threads/${id}`)).text).toContain("电话反映");
  expect((await liuhe!.api("GET", `/threads/${id}`)).json.feedback).toMatchObject({ channel: "phone", state: "assigned", office: "liuhe" });
});

test("the office that filed it has no say on its own answer; another office's filer has", async () => {
  const id = (await liuhe!.api("POST", "/threads", { ...called, title: "来访问体检", body: "一位居民到窗口问老人体检。", channel: "counter" })).json.id;
  await liuhe!.api("POST", `/threads/${id}/answer`, { body: "体检安排在本月二十日上午，请到卫生院二楼。" });
  expect((await liuhe!.api("POST", `/threads/${id}/rating`, { score: 5, solved: "solved" })).status).toBe(403);
  expect((await liuhe!.api("POST", `/threads/${id}/reopen`, { reason: "居民说还没有解决" })).status).toBe(403);

  const other = (await liuhe!.api("POST", "/threads", { ...called, town: "shaxi", title: "沙溪的桥", body: "来电反映沙溪老桥栏杆松动。" })).json.id;
  const shaxi = await visitor(site, "responder", "shaxi");
  await shaxi.api("POST", `/threads/${other}/answer`, { body: "栏杆已于昨天下午加固，请放心通行。" });
  expect((await liuhe!.api("POST", `/threads/${other}/rating`, { score: 5, solved: "solved" })).status).toBe(200);
});

test("nobody withdraws for the caller: who filed it declines it in public, or merges it", async () => {
  const id = (await liuhe!.api("POST", "/threads", { ...called, title: "码头的灯", body: "来电反映码头的灯不亮。" })).json.id;
  expect((await liuhe!.get(`/threads/${id}`)).text).not.toContain("feedback/withdrawal");
  expect((await liuhe!.get(`/threads/${id}/feedback/withdrawal`)).status).toBe(409);
  expect((await liuhe!.api("POST", `/threads/${id}/withdrawal`)).status).toBe(403);
  expect((await liuhe!.api("POST", `/threads/${id}/decline`, { reason: "来电人表示灯已亮" })).json.feedback.state).toBe("declined");
  const other = (await moderator!.api("POST", "/threads", { ...called, title: "码头的路", body: "来电反映码头的路不平。" })).json.id;
  expect((await moderator!.api("POST", `/threads/${other}/withdrawal`)).status).toBe(403);
});

test("what an association files does not wait for its town's approvals", async () => {
  const administrator = await visitor(site, "administrator");
  const members = [{ role: "editor", username: liuhe!.member!.username }];
  await administrator.api("PUT", "/towns/liuhe/approvals", { steps: ["editor"], members });
  const filed = await association!.form("/desk/file", { ...called, title: "公交改道", body: "来电询问五路公交什么时候恢复原线。" });
  expect((await anyone(site).get(`/threads/${idOf(filed.to)}`)).status).toBe(200);
});

test("moderators file too; residents cannot, and cannot claim a channel", async () => {
  expect((await moderator!.get("/desk/file")).status).toBe(200);
  const filed = await moderator!.form("/desk/file", { ...called, title: "河边栏杆", body: "来电说河边栏杆断了一截。" });
  const next = (await moderator!.get(filed.to!)).text;
  expect(next).toContain(said("notice.filed", { number: idOf(filed.to) }));
  expect(next).not.toContain(said("filing.noteNow")); // it is the office's
  expect((await resident!.get("/desk/file")).status).toBe(403);
  expect((await resident!.form("/desk/file", called)).status).toBe(403);
  expect(await turnedToSignIn(site, "/desk/file")).toBe(true);
  const id = (await resident!.api("POST", "/threads", { ...called, title: "垃圾清运", body: "小区垃圾两天没有清运。" })).json.id;
  expect((await resident!.api("GET", `/threads/${id}`)).json.feedback.channel).toBe("online");
});

test("a failed form comes back with everything that was typed", async () => {
  const failed = await liuhe!.form("/desk/file", { ...called, title: "", body: "窗口来人说的一长段话" });
  expect(failed.status).toBe(422);
  expect(failed.text).toContain("窗口来人说的一长段话");
  expect((await liuhe!.form("/desk/file", { ...called, channel: "online" })).status).toBe(422);
  const personal = await liuhe!.form("/desk/file", { ...called, body: "请回电 13812345678 张先生" });
  expect(personal.status).toBe(422);
  expect(personal.text).toContain("personalSeen");
});
