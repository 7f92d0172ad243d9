import { beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { makeTown } from "../cast.ts";
import { said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let administrator: Awaited<ReturnType<typeof visitor>>;
const others: Visitor[] = [];
let nobody: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  administrator = await visitor(site, "administrator");
  others.push(await visitor(site, "resident"), await visitor(site, "association", "liuhe"), await visitor(site, "moderator"));
  nobody = await anyone(site).begin();
});

const PAGES = ["/admin", "/admin/towns", "/admin/towns/liuhe/edit", "/admin/accounts"];
const FORMS: [string, Record<string, string>][] = [
  ["/admin/towns", { name: "假镇", slug: "fake", onDutyFrom: "2026-01" }],
  ["/admin/towns/liuhe/edit", { name: "改名", onDutyFrom: "2026-01", position: "1" }],
  ["/admin/invitations", { role: "administrator" }],
  ["/admin/accounts/1/suspend", {}],
  ["/admin/accounts/1/restore", {}],
  ["/admin/invitations/1/revoke", {}],
];
const CALLS: [string, string, object?][] = [
  ["GET", "/accounts"],
  ["GET", "/invitations"],
  ["POST", "/towns", { name: "假镇", slug: "fake", onDutyFrom: "2026-01" }],
  ["PATCH", "/towns/liuhe", { name: "改名" }],
  ["POST", "/invitations", { role: "administrator" }],
  ["DELETE", "/invitations/1"],
  ["PUT", "/accounts/1/suspension"],
  ["DELETE", "/accounts/1/suspension"],
];

test("administering is nobody else's: who is not signed in is asked to (401 in a call), 403 for everyone else, on every page and call", async () => {
  for (const path of PAGES) expect([path, (await administrator.get(path)).status]).toEqual([path, 200]); // premise
  for (const [who, status] of [[nobody, 401], ...others.map((other) => [other, 403])] as [Visitor, number][]) {
    for (const path of PAGES) expect([path, (await who.get(path)).status]).toEqual([path, who === nobody ? 303 : status]);
    for (const [path, fields] of FORMS) expect([path, (await who.form(path, fields)).status]).toEqual([path, status]);
    for (const [method, path, body] of CALLS) expect([method, path, (await who.api(method, path, body)).status]).toEqual([method, path, status]);
  }
  expect((await anyone(site).api("GET", "/towns")).json.items.map(({ name }: { name: string }) => name)).toEqual(["浏河镇"]);
});

describe("a town", () => {
  test("is opened by form and by JSON, and has its board at once", async () => {
    const byForm = await administrator.form("/admin/towns", { name: "沙溪镇", slug: "shaxi", onDutyFrom: "2026-11" });
    expect([byForm.status, byForm.to]).toEqual([303, "/admin/towns"]);
    const byJson = await administrator.api("POST", "/towns", { name: "浮桥镇", slug: "fuqiao", onDutyFrom: "2026-11" });
    expect([byJson.status, byJson.to]).toEqual([201, "/towns/fuqiao"]);
    for (const [slug, name] of [
      ["shaxi", "沙溪镇"],
      ["fuqiao", "浮桥镇"],
    ] as const)
      expect((await anyone(site).get(`/towns/${slug}`)).text).toContain(`<h1>${name}</h1>`);
  });

  test.each([
    [{ slug: "liuhe" }, "slug", "slugTaken"],
    [{ slug: "Liu He" }, "slug", "slugShape"],
    [{ name: "" }, "name", "required"],
    [{ onDutyFrom: "2026-13" }, "onDutyFrom", "monthShape"],
  ])("with %j is refused beside the field, and what was typed is kept", async (wrong, field, key) => {
    const typed = { name: "双凤镇", slug: "shuangfeng", onDutyFrom: "2026-11", ...wrong };
    const page = await administrator.form("/admin/towns", typed);
    expect([page.status, wrongWith(page.text, field)]).toEqual([422, said(`errors.${key}`)]);
    for (const [name, value] of Object.entries(typed)) expect(typedIn(page.text, name)).toBe(value);
    expect((await administrator.api("POST", "/towns", typed)).status).toBe(422);
  });

  test("gets another name, which then stands on every page, those that were kept too", async () => {
    const { id } = (await administrator.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "问", body: "答" })).json;
    expect((await anyone(site).get(`/threads/${id}`)).text).toContain("浏河镇"); // premise; kept from now on
    expect((await administrator.form("/admin/towns/liuhe/edit", { name: "浏河古镇", onDutyFrom: "2026-01", position: "1" })).to).toBe("/admin/towns");
    for (const path of ["/", `/threads/${id}`, "/towns/liuhe", "/quota", "/towns/liuhe/quota"])
      expect([path, (await anyone(site).get(path)).text.includes("浏河古镇")]).toEqual([path, true]);
    expect((await administrator.api("PATCH", "/towns/liuhe", { name: "浏河镇" })).json).toMatchObject({ slug: "liuhe", name: "浏河镇", onDutyFrom: "2026-01" });
    expect((await administrator.api("PATCH", "/towns/nowhere", { name: "x" })).status).toBe(404);
  });
});

describe("an invitation", () => {
  const names = (username: string) => ({ username, displayName: "浏河协会", password: "a-long-enough-one" });
  const invite = async (fields: object = { role: "association", town: "liuhe" }) =>
    (await administrator.api("POST", "/invitations", fields)).json as { id: number; url: string };
  async function accept(url: string, username: string) {
    const who = anyone(site);
    const page = await who.get(url);
    return { who, page, answer: await who.form(url, { ...names(username), _csrf: typedIn(page.text, "_csrf") ?? (await who.begin()).csrf }) };
  }

  test("makes an association account that publishes for its town, once", async () => {
    const { url } = await invite();
    const { who, page, answer } = await accept(url, "liuhe-xiehui");
    expect([page.status, page.text.includes("浏河镇"), answer.status]).toEqual([200, true, 303]);
    expect((await who.api("GET", "/session")).json.user).toMatchObject({ role: "association", town: "liuhe" });
    const token = (await who.begin()).csrf;
    expect(token).not.toBe("");
    expect((await who.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: "讲座", body: "周六上午" })).status).toBe(201);

    const again = await accept(url, "second-comer");
    expect([again.page.status, again.answer.status]).toEqual([404, 404]);
    expect((await administrator.api("GET", "/accounts")).json.items.some(({ username }: { username: string }) => username === "second-comer")).toBe(false);
  });

  test("by the page is shown once as a whole address, and listed without its secret", async () => {
    const page = await administrator.form("/admin/invitations", { role: "responder", town: "liuhe", note: "张三" });
    const address = /https?:\/\/[^<]+\/invitations\/[\w-]{40,}/.exec(page.text)?.[0] ?? "";
    expect([page.status, address.startsWith(site.origin)]).toEqual([200, true]);
    const later = await administrator.get("/admin/accounts");
    expect([later.text.includes("张三"), later.text.includes(address.split("/").at(-1)!)]).toEqual([true, false]);
    expect((await accept(new URL(address).pathname, "zhangsan")).answer.status).toBe(303);
  });

  test("opens nothing once it is revoked, or after a week", async () => {
    const [revoked, expired] = [await invite(), await invite()];
    expect((await administrator.api("DELETE", `/invitations/${revoked.id}`)).status).toBe(204);
    expect((await accept(revoked.url, "revoked")).answer.status).toBe(404);
    const late = new Date(Date.now() + 7 * 24 * 3600 * 1000 + 60_000);
    const restore = setClock(() => late);
    expect((await accept(expired.url, "expired")).answer.status).toBe(404);
    restore();
    expect((await accept(expired.url, "in-time")).answer.status).toBe(303); // premise: it was only too late
  });

  test("to an office needs its town, and makes nobody a resident", async () => {
    for (const fields of [{ role: "association" }, { role: "association", town: "nowhere" }, { role: "resident" }, {}])
      expect((await administrator.api("POST", "/invitations", fields)).status).toBe(422);
    const { url } = await invite({ role: "moderator", town: "" });
    const { who } = await accept(url, "mediator");
    expect((await who.api("GET", "/session")).json.user).toMatchObject({ role: "moderator", town: null });
  });
});

test("an administrator cannot suspend their own account", async () => {
  expect((await administrator.api("PUT", `/accounts/${administrator.member.id}/suspension`)).status).toBe(409);
  expect((await administrator.get("/admin")).status).toBe(200);
});
