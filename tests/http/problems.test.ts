import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "../../server/data/client.ts";
import { asProblem } from "../../server/http/answer-problems.ts";
import { makeTown } from "../cast.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let resident: Visitor;
let thread: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  thread = (await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: "问题" })).json.id;
});

const headingOf = (html: string) => partsOf(html).find(({ tag }) => tag === "h1")?.text;
const links = (html: string) => partsOf(html).flatMap(({ tag, is }) => (tag === "a" ? [is.href] : []));

describe("an address that there is not", () => {
  test.each([
    "/nowhere",
    "/threads/999999",
    "/threads/x",
    "/threads/-1",
    "/threads/1e3",
    "/threads/99999999999999999999",
    "/towns/nowhere",
    "/posts/1/nothing",
    "/assets/x/css/site.css",
    "/quota/13",
    "/invitations/made-up",
  ])("%s is told so on a page of the site that leads on", async (path) => {
    const { status, text, headers } = await anyone(site).get(path);
    expect([status, headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(text).toContain(said("site.name"));
    for (const way of ["/", "/threads", "/quota"]) expect(path === "/invitations/made-up" || links(text).includes(way)).toBe(true);
  });

  test.each(["/nowhere", "/threads/999999", "/threads/x", "/posts/999999", "/towns/nowhere"])("%s in the API is a problem as JSON", async (path) => {
    const { status, json, headers } = await anyone(site).api("GET", path);
    expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json; charset=utf-8"]);
    expect(json).toMatchObject({ type: "about:blank", status: 404, title: said("problem.404.heading"), detail: expect.any(String) });
  });

  test.each(["/threads/%", "/towns/%FF", "/threads/%00", "/api/v1/threads/%"])("%s, which is no address at all, is no failure", async (path) => {
    const { status } = await anyone(site).get(path);
    expect([400, 404]).toContain(status);
  });

  test("an address with a method that it does not take is not found", async () => {
    expect((await resident.api("PUT", "/threads")).status).toBe(404);
    expect((await resident.form("/quota", {})).status).toBe(404);
  });
});

describe("a request that cannot be read", () => {
  test.each(["{", "[1,", "null", '"text"', "{'a':1}"])("malformed JSON (%s) is refused with 400 and says so", async (text) => {
    const json = await raw(`/api/v1/threads/${thread}/posts`, text, { "content-type": "application/json" });
    expect([json.status, json.json.errors]).toEqual([400, [{ path: "", message: said("errors.malformedJson") }]]);
  });

  test("an array, or nothing at all, where an object belongs is refused beside its fields", async () => {
    for (const body of [[], [1, 2], {}]) {
      const { status, json } = await resident.api("POST", `/threads/${thread}/posts`, body);
      expect([status, json.errors.map(({ path }: { path: string }) => path)]).toEqual([422, ["body"]]);
    }
    expect((await resident.api("POST", `/threads/${thread}/posts`)).status).toBe(422);
  });

  test("a megabyte is refused with 413, as JSON and as a page", async () => {
    const much = "x".repeat(1_048_576);
    const json = await resident.api("POST", `/threads/${thread}/posts`, { body: much });
    expect([json.status, json.json.title]).toEqual([413, said("problem.413.heading")]);
    const page = await resident.form(`/threads/${thread}/posts`, { body: much });
    expect([page.status, headingOf(page.text)]).toEqual([413, said("problem.413.heading")]);
    expect(page.text).not.toMatch(/TypeError|\bat \w+ \(|node_modules/);
  });

  test("an unknown encoding or kind of content is refused, not a failure", async () => {
    for (const headers of [
      { "content-type": "application/json; charset=martian" },
      { "content-type": "application/json", "content-encoding": "martian" },
      { "content-type": "application/xml" },
    ] as Record<string, string>[]) {
      const { status } = await raw(`/api/v1/threads/${thread}/posts`, "{}", headers);
      expect([400, 403, 415, 422]).toContain(status);
    }
  });

  const raw = async (path: string, text: string, headers: Record<string, string>) => {
    const answer = await fetch(site.origin + path, {
      method: "POST",
      body: text,
      headers: { cookie: resident.cookie, "x-csrf-token": resident.csrf, ...headers },
    });
    const body = await answer.text();
    return { status: answer.status, json: body.startsWith("{") ? JSON.parse(body) : null };
  };
});

test.each([
  [{ code: "P2034" }],
  [{ code: "P2010", meta: { code: "40P01" } }],
  [{ code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "40001" } } } }],
  [{ code: "P2028" }],
])("what lost a race again and again is told to come back, not called a failure: %j", (error) => {
  expect(asProblem(error)).toMatchObject({ status: 503, key: "busy", headers: { "Retry-After": "2" } });
});

describe("a failure of our own", () => {
  const rename = (from: string, to: string) => transact((tx) => tx.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`));
  beforeAll(() => rename("PostRevision", "Vanished"));
  afterAll(() => rename("Vanished", "PostRevision"));
  const INTERNAL = /PostRevision|SELECT|SQL|Prisma|prisma|node_modules|\.ts\b|\bat \w+|relation|no such table|stack/;

  test("is answered with a page that has a reference and nothing internal", async () => {
    const { status, text } = await anyone(site).get(`/threads/${thread}/history`);
    expect([status, headingOf(text)]).toEqual([500, said("problem.500.heading")]);
    expect(text).toMatch(/<code>[0-9a-f]{8}-[0-9a-f-]{27}<\/code>/);
    const main = text.slice(text.indexOf("<main"), text.indexOf("</main>"));
    expect(main).not.toMatch(INTERNAL);
  });

  test("is answered with a problem as JSON that has a reference and nothing internal", async () => {
    const { id } = (await resident.api("POST", `/threads/${thread}/posts`, { body: "一稿" })).json;
    const { status, json, text } = await resident.api("PATCH", `/posts/${id}`, { body: "二稿" });
    expect([status, json.reference]).toEqual([500, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(text).not.toMatch(INTERNAL);
    expect((await anyone(site).api("GET", `/posts/${id}`)).json.body).toBe("一稿"); // and nothing of it happened
  });

  test("of a form comes back as that page too", async () => {
    const { id } = (await resident.api("POST", `/threads/${thread}/posts`, { body: "一稿" })).json;
    const { status, text } = await resident.form(`/posts/${id}/edit`, { body: "二稿" });
    expect([status, headingOf(text)]).toEqual([500, said("problem.500.heading")]);
  });
});
