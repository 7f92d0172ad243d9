import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

/** Where a personal token opens nothing: it stands for no session. */
const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let resident: Somebody;
let administrator: Somebody;
let byToken: { authorization: string };

const tokenOf = async (who: Visitor) => ({ authorization: `Bearer ${(await who.api("POST", "/tokens", { name: "脚本" })).json.token}` });

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  [resident, administrator] = [await visitor(site, "resident"), await visitor(site, "administrator")];
  byToken = await tokenOf(resident);
});

describe("on pages a token is not looked at", () => {
  test.each(["/", "/threads", "/account", "/sign-in", "/me/notifications", "/threads/new"])("%s answers as without it", async (path) => {
    const [plain, withToken] = [await anyone(site).get(path), await anyone(site).get(path, byToken)];
    expect([withToken.status, withToken.to]).toEqual([plain.status, plain.to]);
    expect(withToken.status).toBeLessThan(500);
    expect(withToken.text).not.toContain(resident.member.displayName);
  });

  test("with a cookie beside it the session is whose the page is, and a form needs the session's own token", async () => {
    expect((await administrator.get("/account", byToken)).text).toContain(administrator.member.displayName);
    const form = { displayName: "改了名", locale: "", _csrf: "" };
    expect((await administrator.form("/account", form, byToken)).status).toBe(403);
    expect((await anyone(site).form("/account", form, byToken)).to).toContain("/sign-in");
    const accounts = await db.account.findMany({ select: { displayName: true } });
    expect(accounts.map(({ displayName }) => displayName)).not.toContain("改了名");
  });
});

describe("what needs a session is refused to a token before anything is done", () => {
  test.each<[string, string, object | undefined]>([
    ["POST", "/session", { username: "administrator1", password: "a-long-enough-one" }],
    ["DELETE", "/session", undefined],
    ["POST", "/accounts", { username: "newcomer", displayName: "新人", password: "a-long-enough-one" }],
    ["POST", "/tokens", { name: "一个令牌的令牌" }],
  ])("%s %s", async (method, path, body) => {
    const answer = await anyone(site).api(method, path, body, byToken);
    expect([answer.status, answer.json.detail]).toEqual([403, said("errors.tokenNotEnough")]);
    expect(await db.account.count({ where: { username: "newcomer" } })).toBe(0);
    expect(await db.token.count({ where: { name: "一个令牌的令牌" } })).toBe(0);
  });
});

test("an account that is let in again has none of its tokens any more", async () => {
  const someone = await visitor(site, "resident");
  const token = await tokenOf(someone);
  expect((await anyone(site).api("GET", "/tokens", undefined, token)).status).toBe(200); // premise
  await administrator.api("PUT", `/accounts/${someone.member.id}/suspension`);
  await administrator.api("DELETE", `/accounts/${someone.member.id}/suspension`);
  expect((await anyone(site).api("GET", "/tokens", undefined, token)).status).toBe(401);
  expect(await db.token.count({ where: { accountId: someone.member.id } })).toBe(0);
});

test("thirty tokens asked for at once are twenty", async () => {
  const someone = await visitor(site, "resident");
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => someone.api("POST", "/tokens", { name: `第${index}个` })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(await db.token.count({ where: { accountId: someone.member.id } })).toBe(20);
});
