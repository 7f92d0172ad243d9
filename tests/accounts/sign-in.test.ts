import { beforeAll, describe, expect, test } from "vitest";
import { complaints, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, Visitor, visitor } from "../visitor.ts";

const site = useSite();
const PASSWORD = "a-long-enough-one";
let administrator: Visitor;

beforeAll(async () => {
  administrator = await visitor(site, "administrator");
});

const sidOf = (who: Visitor) => /minyi\.sid=([^;]+)/.exec(who.cookie)?.[1];
const user = async (who: Visitor) => (await who.api("GET", "/session")).json.user;
const names = (name: string) => ({ username: name, displayName: `${name} 的名字`, password: PASSWORD });

/** Someone with the page open: its form carries the session's token. */
async function before(path: string): Promise<{ who: Visitor; csrf: string }> {
  const who = anyone(site);
  const page = await who.get(path);
  return { who, csrf: typedIn(page.text, "_csrf") ?? "" };
}

describe("signing up", () => {
  test("by form makes a resident who is signed in and goes back to where they were", async () => {
    const { who, csrf } = await before("/sign-up");
    const answer = await who.form("/sign-up", { ...names("amei"), returnTo: "/threads", _csrf: csrf });
    expect([answer.status, answer.to]).toEqual([303, "/threads"]);
    expect(await user(who)).toEqual({ username: "amei", displayName: "amei 的名字", role: "resident", town: null });
    expect((await who.get("/threads")).text).toContain(said("notice.welcome"));
  });

  test("by JSON too, with 201", async () => {
    const who = await anyone(site).begin();
    const answer = await who.api("POST", "/accounts", names("xiaolin"));
    expect([answer.status, answer.json.user.username, answer.json.user.role]).toEqual([201, "xiaolin", "resident"]);
    expect(await user(who)).toMatchObject({ username: "xiaolin" });
  });

  test("nobody makes a moderator of themselves, whatever the request says", async () => {
    const who = await anyone(site).begin();
    const { json } = await who.api("POST", "/accounts", { ...names("ambitious"), role: "administrator", townId: 1, state: "active" });
    expect(json.user).toMatchObject({ role: "resident", town: null });
  });

  test.each([
    [{ username: "a b" }, "username", "usernameShape", {}],
    [{ username: "" }, "username", "required", {}],
    [{ username: "AMEI" }, "username", "usernameTaken", {}], // taken, whatever the case
    [{ username: "ａmei" }, "username", "usernameTaken", {}], // or the width
    [{ displayName: "  " }, "displayName", "required", {}],
    [{ password: "7-chars" }, "password", "passwordShort", { min: 8 }],
    [{ password: "x".repeat(129) }, "password", "passwordLong", { max: 128 }],
  ])("with %j is refused beside the field; what was typed is kept, the password is not", async (wrong, field, key, args) => {
    const typed = { ...names("newcomer"), ...wrong };
    const { who, csrf } = await before("/sign-up");
    const page = await who.form("/sign-up", { ...typed, _csrf: csrf });
    expect([page.status, wrongWith(page.text, field)]).toEqual([422, said(`errors.${key}`, args)]);
    expect([typedIn(page.text, "username"), typedIn(page.text, "displayName")]).toEqual([typed.username, typed.displayName]);
    expect(page.text.includes(typed.password)).toBe(false);
    const { status, json } = await (await anyone(site).begin()).api("POST", "/accounts", typed);
    expect([status, json.errors]).toEqual([422, [{ path: field, message: said(`errors.${key}`, args) }]]);
  });
});

describe("signing in", () => {
  test("by form leads back, with a new session: the old name of it opens nothing", async () => {
    const { who, csrf } = await before("/sign-in?returnTo=/quota");
    const earlier = sidOf(who);
    expect(earlier).toBeDefined(); // premise: the form began one
    const answer = await who.form("/sign-in", { username: "amei", password: PASSWORD, returnTo: "/quota", _csrf: csrf });
    expect([answer.status, answer.to]).toEqual([303, "/quota"]);
    expect(sidOf(who)).not.toBe(earlier);
    expect(await user(who)).toMatchObject({ username: "amei" });
    const thief = await anyone(site).api("GET", "/session", undefined, { cookie: `minyi.sid=${earlier}` });
    expect(thief.json.user).toBeNull();
  });

  test("gives a cookie that scripts cannot read and other sites do not send", async () => {
    const who = await anyone(site).begin();
    const { headers, status } = await who.api("POST", "/session", { username: "amei", password: PASSWORD });
    expect(status).toBe(200);
    const cookie = headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^minyi\.sid=/);
    for (const flag of [/; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i, /; Expires=/i]) expect(cookie).toMatch(flag);
  });

  test("with a wrong password is answered just as with a name that nobody has, and the name is kept", async () => {
    const answers = [];
    for (const username of ["amei", "nobody-here"]) {
      const { who, csrf } = await before("/sign-in");
      const page = await who.form("/sign-in", { username, password: "a-wrong-guess", _csrf: csrf });
      expect([page.status, wrongWith(page.text, "password"), typedIn(page.text, "username")]).toEqual([401, said("errors.wrongCredentials"), username]);
      const api = await (await anyone(site).begin()).api("POST", "/session", { username, password: "a-wrong-guess" });
      answers.push([api.status, api.json]);
      expect(complaints(page.text)).not.toContain("a-wrong-guess");
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("leads to no other site", async () => {
    const { who, csrf } = await before("/sign-in?returnTo=https://evil.example/");
    const { to } = await who.form("/sign-in", { username: "amei", password: PASSWORD, returnTo: "//evil.example/", _csrf: csrf });
    expect(to).toBe("/");
    expect((await who.get("/sign-in?returnTo=https://evil.example/")).to).toBe("/"); // and so when one is signed in already
  });

  test("is asked of whoever wants something that needs it", async () => {
    expect((await anyone(site).get("/account")).to).toBe("/sign-in?returnTo=%2Faccount");
    for (const path of ["/admin", "/desk?state=all", "/planner", "/me/questions", "/threads/new?kind=QUESTION", "/account/mail", "/admin/inspection.csv"])
      expect([path, await turnedToSignIn(site, path)]).toEqual([path, true]);
    const script = await anyone(site).get("/desk", { "x-fragment": "desk" }); // a script is told, not led elsewhere
    expect([script.status, (await anyone(site).api("GET", "/desk")).status]).toEqual([401, 401]);
  });
});

describe("signing out", () => {
  test.each(["form", "json"])("by %s ends the session for good, also for who kept the cookie", async (way) => {
    const who = new Visitor(site);
    await who.signIn("amei");
    const kept = who.cookie;
    const answer = way === "form" ? await who.form("/sign-out", {}) : await who.api("DELETE", "/session");
    expect(answer.status).toBe(way === "form" ? 303 : 204);
    expect(sidOf(who)).toBeUndefined();
    expect((await anyone(site).api("GET", "/session", undefined, { cookie: kept })).json.user).toBeNull();
  });
});

describe("a suspended account", () => {
  test("is cut off at once, in every browser and by every token, and let in again later", async () => {
    const [here, there] = [new Visitor(site), new Visitor(site)];
    await (await anyone(site).begin()).api("POST", "/accounts", names("rude"));
    for (const who of [here, there]) await who.signIn("rude");
    const { token } = (await here.api("POST", "/tokens", { name: "script" })).json;
    const byToken = () => anyone(site).api("GET", "/tokens", undefined, { authorization: `Bearer ${token}` });
    expect((await byToken()).status).toBe(200); // premise
    const { items } = (await administrator.api("GET", "/accounts")).json;
    const { id } = items.find((account: { username: string }) => account.username === "rude");

    expect((await administrator.api("PUT", `/accounts/${id}/suspension`)).status).toBe(204);
    for (const who of [here, there]) expect(await user(who)).toBeNull();
    expect((await byToken()).status).toBe(401);
    expect((await new Visitor(site).signIn("rude")).status).toBe(401);

    expect((await administrator.api("DELETE", `/accounts/${id}/suspension`)).status).toBe(204);
    expect((await new Visitor(site).signIn("rude")).status).toBe(200);
  });
});
