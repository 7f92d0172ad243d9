import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { addressesIn, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite({ BASE_PATH: "/minyi" });
let resident: Visitor;
let moderator: Visitor;
let administrator: Visitor;
let thread: number;
let post: number;

const below = (path: string) => `/minyi${path}`;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  [resident, moderator, administrator] = [await visitor(site, "resident"), await visitor(site, "moderator"), await visitor(site, "administrator")];
  const made = await resident.form(below("/threads"), { town: "liuhe", kind: "OPINION", title: "公交", body: "内容" });
  thread = Number(made.to?.split("/").at(-1));
  const reply = await resident.form(below(`/threads/${thread}/posts`), { body: "回复" });
  post = Number(reply.to?.split("/").at(-1));
  expect([made.to, reply.to]).toEqual([below(`/threads/${thread}`), below(`/threads/${thread}/posts/${post}`)]);
});

const PAGES = () =>
  [
    "/",
    "/threads",
    "/towns/liuhe",
    "/quota",
    "/towns/liuhe/quota",
    "/sign-in",
    "/sign-up",
    `/threads/${thread}`,
    `/threads/${thread}?order=newest`,
    `/threads/${thread}/history`,
    "/nowhere",
  ]
    .concat([
      "/account",
      "/threads/new",
      "/threads/new?kind=QUESTION",
      `/threads/${thread}/edit`,
      `/posts/${post}/edit`,
      `/posts/${post}/remove`,
      `/threads/${thread}/remove`,
      `/threads/${thread}/move`,
    ])
    .concat(["/admin", "/admin/towns", "/admin/accounts", "/admin/towns/liuhe/edit"]);

describe("mounted under a path", () => {
  test("every page leads, sends and loads below it only", async () => {
    let seen = 0;
    for (const who of [anyone(site), resident, moderator, administrator]) {
      for (const page of PAGES()) {
        const { status, text, to } = await who.get(below(page));
        expect(status, page).toBeLessThan(500);
        if (to) expect(to, page).toMatch(/^\/minyi\//);
        for (const address of addressesIn(text)) {
          seen++;
          expect(address, page).toMatch(/^\/minyi(\/|\?|$)/);
        }
      }
    }
    expect(seen).toBeGreaterThan(1_000); // premise
  });

  test("everything that a page loads is there", async () => {
    const { text } = await anyone(site).get(below(`/threads/${thread}`));
    const loaded = addressesIn(text).filter((address) => /\/assets\/|socket\.io/.test(address));
    expect(loaded.length).toBeGreaterThan(5); // premise
    for (const address of new Set(loaded)) expect([address, (await anyone(site).get(address)).status]).toEqual([address, 200]);
  });

  test("the API's addresses are below it too, and its redirects", async () => {
    const { json } = await resident.api("GET", `/threads/${thread}`);
    expect([json.url, json.openingPost.url]).toEqual([below(`/threads/${thread}`), expect.stringMatching(/^\/minyi\//)]);
    const made = await resident.api("POST", "/threads", { town: "liuhe", kind: "OPINION", title: "又一个", body: "内容" });
    expect(made.to).toBe(made.json.url);
    expect((await resident.api("GET", "/openapi.json")).json.servers).toEqual([{ url: "/minyi/api/v1" }]);
    expect((await anyone(site).get(below("/account"))).to).toBe("/minyi/sign-in?returnTo=%2Fminyi%2Faccount");
  });

  test("nothing of it answers beside it, and its cookies stay below it", async () => {
    for (const path of ["/", "/threads", "/api/v1/towns", "/quota", "/minyi2/quota"]) expect((await anyone(site).get(path)).status).toBe(404);
    const { headers } = await anyone(site).get(below("/sign-in"));
    expect(headers.get("set-cookie")).toMatch(/; Path=\/minyi(;|$)/);
  });

  test("signing in and out, and choosing a language, come back below it", async () => {
    const who = anyone(site);
    const csrf = typedIn((await who.get(below("/sign-in"))).text, "_csrf")!;
    const fields = { username: resident.member!.username, password: "a-long-enough-one", _csrf: csrf };
    expect((await who.form(below("/sign-in"), { ...fields, returnTo: "/elsewhere" })).to).toBe("/minyi/");
    expect((await resident.form(below("/preferences"), { locale: "en", returnTo: "/minyi-not-ours/x" })).to).toBe("/minyi/");
    expect((await resident.form(below("/preferences"), { locale: "zh-CN", returnTo: "/minyi/../elsewhere" })).to).toBe("/minyi/");
    expect((await resident.form(below("/sign-out"), {})).to).toBe("/minyi/");
  });
});
