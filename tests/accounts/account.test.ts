import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { complaints, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, Visitor, visitor } from "../visitor.ts";

const site = useSite();
const PASSWORD = "a-long-enough-one";
let resident: Awaited<ReturnType<typeof visitor>>;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const question = { town: "liuhe", kind: "QUESTION", title: "问一下", body: "几点开门？" };

describe("a personal token", () => {
  test("writes without cookie and without CSRF token, as the one whose it is, until it is removed", async () => {
    const { status, json } = await resident.api("POST", "/tokens", { name: "统计脚本" });
    expect([status, json.token.length > 40]).toEqual([201, true]);
    const program = anyone(site);
    const made = await program.api("POST", "/threads", question, bearer(json.token));
    expect([made.status, made.json.author.username]).toEqual([201, resident.member.username]);
    expect([made.headers.get("set-cookie"), program.cookie]).toEqual([null, ""]);
    expect((await program.api("GET", "/session", undefined, bearer(json.token))).json).toMatchObject({
      user: { username: resident.member.username },
      csrfToken: null,
    });

    expect((await resident.api("DELETE", `/tokens/${json.id}`)).status).toBe(204);
    expect((await program.api("GET", "/tokens", undefined, bearer(json.token))).status).toBe(401);
    const refused = await program.api("POST", "/threads", question, bearer(json.token));
    expect([401, 403]).toContain(refused.status);
  });

  test("is shown once, then only its name; the page makes and removes it too", async () => {
    const page = await resident.form("/account/tokens", { name: "家里的电脑" });
    const token = /minyi_[\w-]{40,}/.exec(page.text)?.[0] ?? "";
    expect(page.status).toBe(200);
    expect((await anyone(site).api("GET", "/tokens", undefined, bearer(token))).status).toBe(200);
    const later = await resident.get("/account");
    expect([later.text.includes(token), later.text.includes("家里的电脑")]).toEqual([false, true]);
    const { items } = (await resident.api("GET", "/tokens")).json;
    const { id } = items.find(({ name }: { name: string }) => name === "家里的电脑");
    expect(JSON.stringify(items)).not.toContain(token);
    expect((await resident.form(`/account/tokens/${id}/remove`, {})).to).toBe("/account");
    expect((await anyone(site).api("GET", "/tokens", undefined, bearer(token))).status).toBe(401);
  });

  test("of somebody else cannot be removed", async () => {
    const { json } = await resident.api("POST", "/tokens", { name: "我的" });
    const other = await visitor(site, "administrator");
    expect((await other.api("DELETE", `/tokens/${json.id}`)).status).toBe(404);
    expect((await anyone(site).api("GET", "/tokens", undefined, bearer(json.token))).status).toBe(200);
  });

  test("that was never given opens nothing, and does not fall back to the cookie's session for writing", async () => {
    expect((await anyone(site).api("GET", "/tokens", undefined, bearer("minyi_made-up"))).status).toBe(401);
    const forged = await anyone(site).api("POST", "/threads", question, { ...bearer("minyi_made-up"), cookie: resident.cookie });
    expect(forged.status).toBe(403); // without the session's CSRF token
  });
});

describe("one's own account", () => {
  test("shows and changes the name, which then stands everywhere", async () => {
    const { id } = (await resident.api("POST", "/threads", question)).json;
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain(resident.member.displayName); // kept from now on
    expect(typedIn((await resident.get("/account")).text, "displayName")).toBe(resident.member.displayName);
    expect((await resident.form("/account", { displayName: "新名字", locale: "zh-CN" })).to).toBe("/account");
    for (const path of [`/threads/${id}`, "/towns/liuhe"]) {
      const { text } = await anyone(site).get(path);
      expect([path, text.includes("新名字"), text.includes(resident.member.displayName)]).toEqual([path, true, false]);
    }
    const refused = await resident.form("/account", { displayName: "", locale: "" });
    expect([refused.status, wrongWith(refused.text, "displayName")]).toEqual([422, said("errors.required")]);
  });

  test("speaks the language that was chosen, also in the next browser", async () => {
    await resident.form("/account", { displayName: "新名字", locale: "en" });
    expect((await resident.get("/")).text).toContain('<html lang="en"');
    const elsewhere = new Visitor(site);
    await elsewhere.signIn(resident.member.username);
    expect((await elsewhere.get("/")).text).toContain('<html lang="en"');
    await resident.form("/account", { displayName: "新名字", locale: "zh-CN" });
  });

  test("gets a new password only for the present one; every other browser is signed out, this one stays", async () => {
    const elsewhere = new Visitor(site);
    await elsewhere.signIn(resident.member.username);
    const wrong = await resident.form("/account/password", { current: "not-this", password: "another-long-one" });
    expect([wrong.status, wrongWith(wrong.text, "current")]).toEqual([422, said("errors.passwordWrong")]);
    expect(wrong.text.includes("another-long-one")).toBe(false);
    const short = await resident.form("/account/password", { current: PASSWORD, password: "short" });
    expect(complaints(short.text)).toContain(said("errors.passwordShort", { min: 8 }));

    expect((await resident.form("/account/password", { current: PASSWORD, password: "another-long-one" })).to).toBe("/account");
    expect((await elsewhere.api("GET", "/session")).json.user).toBeNull();
    expect((await resident.api("GET", "/session")).json.user).not.toBeNull();
    expect((await new Visitor(site).signIn(resident.member.username)).status).toBe(401);
    expect((await new Visitor(site).signIn(resident.member.username, "another-long-one")).status).toBe(200);
  });
});

test("language and type size are chosen without an account, by a form of our own pages only", async () => {
  const reader = anyone(site);
  const answer = await reader.form("/preferences", { locale: "en", returnTo: "/quota" }, { origin: site.origin });
  expect([answer.status, answer.to]).toEqual([303, "/quota"]);
  await reader.form("/preferences", { elder: "1", returnTo: "/quota" });
  const page = (await reader.get("/quota")).text;
  expect([page.includes('<html lang="en" class="elder"'), page.includes("minyi.sid")]).toEqual([true, false]);
  expect(reader.cookie).not.toContain("minyi.sid");
  expect((await reader.form("/preferences", { locale: "zh-TW" }, { origin: "https://evil.example" })).status).toBe(403);
  expect((await reader.form("/preferences", { locale: "xx", returnTo: "https://evil.example" })).to).toBe("/");
  expect((await reader.get("/quota")).text).toContain('<html lang="en"');
});
