import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown, opens, replies } from "../cast.ts";
import { postsIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let resident: Visitor;
let thread: number;
let post: number;
const SENTENCES = [
  "文化站周末照常开放，请带好身份证件。",
  "请问停车方便吗？上次去了绕了三圈。",
  "谢谢答复，已经收到通知了。",
  "建议把时间改到下午，上午要送孩子。",
  "同意楼上的看法，希望早日落实。",
];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  const someone = await visitor(site, "resident");
  resident = someone;
  thread = (await opens(someone.member, "liuhe", "QUESTION", "文化站开放时间", "请问节假日文化站几点开门？")).id;
  for (let index = 0; index < 20; index++)
    post = (await replies(someone.member, thread, `${index + 1}、${SENTENCES[index % 5]}${SENTENCES[(index * 3 + 1) % 5]}${index * 17}`)).id;
});

const PUBLIC = () =>
  [
    "/",
    "/threads",
    "/threads?kind=ACTIVITY&order=new",
    "/towns/liuhe",
    `/threads/${thread}`,
    `/threads/${thread}?order=newest`,
    `/threads/${thread}/posts/${post}`,
    `/threads/${thread}/history`,
    `/posts/${post}/history`,
  ].concat([
    "/quota",
    "/quota/2026-10",
    "/towns/liuhe/quota",
    "/healthz",
    "/readyz",
    "/nowhere",
    "/api/v1/threads",
    "/api/v1/quota",
    "/api/v1/towns",
    `/api/v1/threads/${thread}/posts`,
    "/api/v1/openapi.json",
  ]);

describe("a reader without an account", () => {
  test("gets no cookie on any public page, whichever of them are kept", async () => {
    for (const path of [...PUBLIC(), ...PUBLIC()]) {
      const { headers, status } = await anyone(site).get(path);
      expect([path, status < 500, headers.get("set-cookie")]).toEqual([path, true, null]);
    }
  });

  test("gets one only with a form: to sign in or up", async () => {
    for (const path of ["/sign-in", "/sign-up"]) expect((await anyone(site).get(path)).headers.get("set-cookie")).toMatch(/^minyi\.sid=/);
  });

  test("is answered with 304 when the page has not changed, and anew when it has", async () => {
    const page = await anyone(site).get(`/threads/${thread}`);
    const etag = page.headers.get("etag")!;
    expect((await anyone(site).get(`/threads/${thread}`, { "if-none-match": etag })).status).toBe(304);
    await resident.api("POST", `/threads/${thread}/posts`, { body: "第二十一条" });
    expect((await anyone(site).get(`/threads/${thread}`, { "if-none-match": etag })).status).toBe(200);
  });

  test("sees nothing of what someone signed in was shown", async () => {
    expect((await resident.get(`/threads/${thread}`)).text).toContain("/sign-out"); // premise
    const { text } = await anyone(site).get(`/threads/${thread}`);
    for (const own of ["/sign-out", resident.csrf, `data-account="${resident.member!.username}"`]) expect(text.includes(own)).toBe(false);
  });
});

describe("every answer", () => {
  test("forbids what a page of ours never needs", async () => {
    for (const path of PUBLIC()) {
      const { headers } = await anyone(site).get(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect([
        path,
        /default-src 'none'/.test(policy),
        /script-src 'self'(;|$)/.test(policy),
        /frame-ancestors 'none'/.test(policy),
        /base-uri 'none'/.test(policy),
      ]).toEqual([path, true, true, true, true]);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      expect([headers.get("x-content-type-options"), headers.get("referrer-policy"), headers.get("x-powered-by")]).toEqual(["nosniff", "same-origin", null]);
    }
  });

  test("needs no inline script, style or handler", async () => {
    for (const path of PUBLIC().filter((each) => !each.startsWith("/api"))) {
      const { text } = await anyone(site).get(path);
      expect(text, path).not.toMatch(/<script(?![^>]*\bsrc=)(?![^>]*type="application\/json")|<style|\sstyle="|\son\w+="/);
    }
  });

  test("of someone signed in, or with a token in it, is kept by nobody", async () => {
    for (const path of ["/", `/threads/${thread}`, "/account"]) expect((await resident.get(path)).headers.get("cache-control")).toBe("private, no-store");
    for (const path of ["/sign-in", "/api/v1/session"]) expect((await anyone(site).get(path)).headers.get("cache-control")).toMatch(/no-store/);
  });
});

test("a thread page with twenty posts weighs less than 12 KB compressed", async () => {
  const { text } = await anyone(site).get(`/threads/${thread}`);
  expect(postsIn(text).length).toBeGreaterThanOrEqual(20); // premise
  expect(gzipSync(text).length).toBeLessThan(12 * 1024);
  expect(gzipSync((await resident.get(`/threads/${thread}`)).text).length).toBeLessThan(12 * 1024);
});
