import { io } from "socket.io-client";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, until, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, clerk, passerBy]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  passerBy = await visitor(site, "resident");
});

const ask = async (): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "新生儿登记要带什么", body: "请问新生儿登记要带哪些材料？" })).json.id;
const answered = async () => {
  const id = await ask();
  await clerk!.api("POST", `/threads/${id}/progress`, { body: "已请窗口核对材料清单。" });
  await clerk!.api("POST", `/threads/${id}/answer`, { body: "请带出生证明和父母证件，到镇服务中心二号窗口。" });
  return id;
};
const boxOf = (html: string) => /<section class="official-answer"[\s\S]*?<\/section>/.exec(html)?.[0] ?? "";
/** Whether the page shows the action of a post; hidden ones stand in it too. */
const isOffered = (html: string, postId: number, action: "edit" | "remove") => {
  const post = new RegExp(`<article class="post[^>]*id="post-${postId}"[\\s\\S]*?</article>`).exec(html)?.[0] ?? "";
  const link = new RegExp(`<a data-act="${action}"[^>]*>`).exec(post)?.[0];
  if (link === undefined) throw new Error(`no ${action} on post ${postId}`);
  return !/ hidden/.test(link);
};

describe("an official answer", () => {
  test("stands under the question in the office's name, with a link to its place", async () => {
    const id = await answered();
    const page = (await anyone(site).get(`/threads/${id}`)).text;
    const box = boxOf(page);
    expect(box).toContain("浏河镇");
    expect(box).toContain("到镇服务中心二号窗口");
    expect(box).toMatch(new RegExp(`href="/threads/${id}/posts/\\d+"`));
    expect(page.indexOf(box)).toBeLessThan(page.indexOf('id="replies"'));
    expect(page).toContain('data-answers="progress"');
    expect(page).toContain("办理进展");
  });

  test("names the office and never the clerk: page, JSON, history, quotation, live", async () => {
    const name = clerk!.member!.displayName;
    const id = await ask();
    const socket = io(site.origin, { transports: ["websocket"], forceNew: true });
    const heard: string[] = [];
    socket.on("post:created", (event) => heard.push(JSON.stringify(event)));
    expect((await socket.timeout(5000).emitWithAck("thread:join", { threadId: id })).ok).toBe(true);
    await clerk!.api("POST", `/threads/${id}/answer`, { body: "材料清单已贴在门口，也可以来电 53601122。" });
    await until("the answer", () => heard.length > 0);
    const changes = await socket.timeout(5000).emitWithAck("thread:join", { threadId: id, since: 1 });
    socket.disconnect();
    const posts = (await anyone(site).api("GET", `/threads/${id}/posts`)).json.items;
    expect(posts[0]).toMatchObject({ official: true, office: "liuhe", answers: "answer", author: { displayName: "浏河镇", username: "liuhe" } });
    const places = [
      heard.join(),
      JSON.stringify(changes),
      JSON.stringify(posts),
      (await anyone(site).get(`/threads/${id}`)).text,
      (await anyone(site).get(`/posts/${posts[0].id}/history`)).text,
      (await passerBy!.get(`/threads/${id}?quote=${posts[0].id}`)).text,
      (await passerBy!.get(`/threads/${id}?order=newest`)).text,
      (await anyone(site).api("GET", `/threads/${id}/posts?since=1`)).text,
      (await anyone(site).api("GET", `/threads/${id}`)).text,
    ];
    for (const place of places) {
      expect(place).not.toContain(name);
      expect(place).not.toContain(clerk!.member!.username);
    }
    expect(places[0]).toContain("浏河镇"); // premise: it was told
  });

  test("offers neither its clerk nor a moderator to edit or remove it", async () => {
    const id = await answered();
    const remark = await clerk!.api("POST", `/threads/${id}/posts`, { body: "窗口周六上午也开放。" });
    const [answer] = (await anyone(site).api("GET", `/threads/${id}/posts`)).json.items.filter((post: { answers: string | null }) => post.answers === "answer");
    const moderator = await visitor(site, "moderator");
    for (const reader of [clerk!, moderator]) {
      const page = (await reader.get(`/threads/${id}`)).text;
      expect(isOffered(page, answer.id, "edit")).toBe(false);
      expect(isOffered(page, answer.id, "remove")).toBe(false);
      expect(isOffered(page, remark.json.id, "remove")).toBe(true); // premise: of a plain reply it is
    }
  });

  test("a reply to it names the office that it answers", async () => {
    const id = await answered();
    const [answer] = (await anyone(site).api("GET", `/threads/${id}/posts?order=newest`)).json.items;
    await passerBy!.api("POST", `/threads/${id}/posts`, { body: "谢谢告知", parentId: answer.id });
    const page = (await anyone(site).get(`/threads/${id}?order=newest`)).text;
    expect(page).toContain("浏河镇");
    expect(page).not.toContain(clerk!.member!.displayName);
  });

  test("shows its correction: when, why, and the way to the earlier text", async () => {
    const id = await answered();
    await clerk!.form(`/threads/${id}/feedback/correction`, { body: "请带出生证明、父母证件和户口簿，到三号窗口。", reason: "窗口有调整" });
    const box = boxOf((await anyone(site).get(`/threads/${id}`)).text);
    expect(box).toContain("更正于");
    expect(box).toContain("窗口有调整");
    expect(box).toContain("三号窗口");
    expect(box).not.toContain("二号窗口");
    const history = /href="(\/posts\/\d+\/history)"/.exec(box)![1]!;
    expect((await anyone(site).get(history)).text).toContain("二号窗口");
  });

  test("has another one after it when the question was reopened; further replies of the office stay replies", async () => {
    const id = await answered();
    await asker!.api("POST", `/threads/${id}/reopen`, { reason: "户口簿要不要带？" });
    await clerk!.api("POST", `/threads/${id}/answer`, { body: "要带户口簿，原件和复印件各一份。" });
    await clerk!.api("POST", `/threads/${id}/posts`, { body: "窗口周六也上班。" });
    const page = (await anyone(site).get(`/threads/${id}`)).text;
    expect(page.match(/class="official-answer"/g)).toHaveLength(2);
    expect(boxOf(page)).toContain("要带户口簿"); // the latest comes first
    expect(page.match(/data-answers="answer"/g)).toHaveLength(2);
  });

  test("comes to a page that is open", async () => {
    const id = await answered();
    const ask = () => anyone(site).get(`/threads/${id}/feedback/now`);
    const now = await ask();
    expect(now.text).toContain('data-feedback-part="progress"');
    expect(boxOf(now.text)).toContain("二号窗口");
    await asker!.api("POST", `/threads/${id}/reopen`, { reason: "窗口没有人" });
    expect((await ask()).text).toContain("窗口没有人"); // what is kept is not out of date
    const secret = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "私下问", body: "只问单位", private: true })).json.id;
    expect((await passerBy!.get(`/threads/${secret}/feedback/now`)).status).toBe(404);
    expect((await asker!.get(`/threads/${secret}/feedback/now`)).status).toBe(200);
  });
});

test("a refused correction tells nobody the numbers that the answer hides", async () => {
  const number = "13812345678";
  const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "农机补贴谁经办", body: "请问农机补贴找谁办理？" })).json;
  expect((await clerk!.api("POST", `/threads/${id}/answer`, { body: `请打经办人手机 ${number}，工作日均可。` })).status).toBe(200);
  const fields = { version: "1", reason: "试探" };
  const correct = async (who: Visitor) => (await who.form(`/threads/${id}/feedback/correction`, fields)).text;
  expect(await correct(clerk!)).toContain(number); // premise: its office has it in the form
  for (const who of [passerBy!, anyone(site)]) {
    expect((await who.get(`/threads/${id}`)).text).not.toContain(number);
    expect(await correct(who)).not.toContain(number);
  }
});
