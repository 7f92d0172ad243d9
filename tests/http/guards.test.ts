import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let resident: Visitor;
let thread: number;
const question = { town: "liuhe", kind: "QUESTION", title: "问", body: "问题" };

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  thread = (await resident.api("POST", "/threads", question)).json.id;
});
const replies = async () => (await anyone(site).api("GET", `/threads/${thread}`)).json.replyCount;

describe("a write with someone's cookie", () => {
  const body = { body: "伪造的回复" };

  test("but without the session's token is refused, by form and by JSON", async () => {
    const foreign = (await visitor(site, "resident")).csrf;
    expect(foreign).not.toBe(resident.csrf); // premise
    for (const token of ["", "made-up", foreign]) {
      const form = await resident.form(`/threads/${thread}/posts`, { ...body, _csrf: token });
      const json = await resident.api("POST", `/threads/${thread}/posts`, body, { "x-csrf-token": token });
      expect([token === "", form.status, json.status]).toEqual([token === "", 403, 403]);
      expect(form.text).toContain("伪造的回复"); // a page that was open too long loses nothing
    }
    expect(await replies()).toBe(0);
  });

  test("but with no form at all is told what is missing", async () => {
    const bare = (path: string) =>
      fetch(`${site.origin}${path}`, { method: "POST", headers: { cookie: resident.cookie, "x-csrf-token": resident.csrf }, redirect: "manual" });
    for (const path of [`/threads/${thread}/posts`, "/threads", `/threads/${thread}/feedback/merge`, `/threads/${thread}/feedback/assistance`])
      expect([path, [403, 422].includes((await bare(path)).status)]).toEqual([path, true]);
  });

  test("from another origin is refused even with the token", async () => {
    for (const origin of ["https://evil.example", "null", site.origin.replace("http:", "https:"), `${site.origin}.evil.example`]) {
      expect([origin, (await resident.form(`/threads/${thread}/posts`, body, { origin })).status]).toEqual([origin, 403]);
      expect([origin, (await resident.api("POST", `/threads/${thread}/posts`, body, { origin })).status]).toEqual([origin, 403]);
    }
    expect(await replies()).toBe(0);
  });

  test("from our own pages is taken", async () => {
    expect((await resident.form(`/threads/${thread}/posts`, body, { origin: site.origin })).status).toBe(303);
    expect((await resident.api("POST", `/threads/${thread}/posts`, body, { origin: site.origin })).status).toBe(201);
  });

  test.each([
    ["POST", "/sign-out"],
    ["POST", "/account"],
    ["POST", "/account/password"],
    ["POST", "/account/tokens"],
    ["POST", "/preview"],
    ["DELETE", "/api/v1/session"],
    ["POST", "/api/v1/tokens"],
    ["POST", "/api/v1/threads"],
  ])("%s %s asks for the token too", async (method, path) => {
    const answer = path.startsWith("/api/")
      ? await resident.api(method, path.slice("/api/v1".length), {}, { "x-csrf-token": "" })
      : await resident.form(path, { _csrf: "" });
    expect(answer.status).toBe(403);
    expect((await resident.api("GET", "/session")).json.user).not.toBeNull();
  });

  test("is refused by every operation of the API without the token", async () => {
    const { paths } = (await anyone(site).api("GET", "/openapi.json")).json;
    const writes = Object.entries<object>(paths).flatMap(([path, methods]) => {
      const address = path.replace("{id}", "1").replace("{slug}", "liuhe").replace("{month}", "2026-01").replace("{date}", "2026-01-01");
      return Object.keys(methods).flatMap((method) => (method === "get" ? [] : [[method.toUpperCase(), address] as const]));
    });
    expect(writes.length).toBeGreaterThan(80); // premise: they were found
    for (const [method, address] of writes) {
      const { status } = await resident.api(method, address, undefined, { "x-csrf-token": "" });
      expect([method, address, status]).toEqual([method, address, 403]);
    }
  });

  test("is not let through by what only looks like a form", async () => {
    for (const type of ["text/plain", "multipart/form-data; boundary=x"]) {
      const answer = await resident.api("POST", `/threads/${thread}/posts`, body, { "content-type": type, "x-csrf-token": "" });
      expect([type, answer.status]).toEqual([type, 403]);
    }
  });
});

describe("a sign-in form of another site", () => {
  test("signs nobody in: it needs the token of the visitor's own session", async () => {
    const victim = await anyone(site).begin();
    const answer = await victim.form("/sign-in", { username: "resident1", password: "a-long-enough-one", _csrf: "made-up" });
    expect([401, 403]).toContain(answer.status);
    expect((await victim.api("GET", "/session")).json.user).toBeNull();
  });
});
