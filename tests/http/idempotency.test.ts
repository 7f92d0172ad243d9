import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";

const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let [asker, clerk, association, administrator, passer]: Somebody[] = [];
const key = (name: string) => ({ "idempotency-key": name });

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  association = await visitor(site, "association", "liuhe");
  administrator = await visitor(site, "administrator");
  passer = await visitor(site, "resident");
});

describe("a secret that is told once", () => {
  test.each<[string, () => Somebody, string, () => object]>([
    ["a token", () => clerk!, "/tokens", () => ({ name: "脚本" })],
    ["an invitation", () => administrator!, "/invitations", () => ({ role: "moderator", town: "", department: "", note: "" })],
    ["a session's own token", () => passer!, "/session", () => ({ username: asker!.member.username, password: "a-long-enough-one" })],
  ])("%s is not kept, and the same key says so instead of telling it again", async (_, who, path, bodyOf) => {
    const body = bodyOf();
    const someone = who();
    const before = { tokens: await db.token.count(), invitations: await db.invitation.count() };
    const name = `once${path}`;
    const session = { cookie: someone.cookie, "x-csrf-token": someone.csrf };
    const first = await someone.api("POST", path, body, { ...key(name), ...session });
    expect(first.status).toBeLessThan(300);
    expect(first.headers.get("cache-control")).toBe("no-store");
    const [row] = await db.idempotentResult.findMany({ where: { key: name } });
    expect(row).toMatchObject({ status: first.status, body: null });
    if (path === "/session") return; // signed in as somebody else now
    const again = await someone.api("POST", path, body, key(name));
    expect([again.status, again.json, again.headers.get("idempotent-replayed")]).toEqual([first.status, { detail: said("errors.notToldAgain") }, "true"]);
    const after = { tokens: await db.token.count(), invitations: await db.invitation.count() };
    expect(after.tokens + after.invitations).toBe(before.tokens + before.invitations + 1);
  });
});

describe("what is answered again", () => {
  test("is a thread as its reader may read it now: who lost a private question does not get it", async () => {
    const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "家里的事", body: "请问谁管？", private: true })).json;
    const write = () => clerk!.api("POST", `/threads/${id}/progress`, { body: "已联系，正在核实情况。" }, key("lost"));
    const first = await write();
    expect([first.status, first.json.id]).toEqual([200, id]);
    expect((await db.idempotentResult.findMany({ where: { key: "lost" } })).map(({ body }) => body)).toEqual([`/threads/${id}`]);
    const again = await write();
    expect([again.status, again.json, again.headers.get("idempotent-replayed")]).toEqual([200, first.json, "true"]);
    expect((await administrator!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇" })).status).toBe(200);
    expect((await clerk!.api("GET", `/threads/${id}`)).status).toBe(404); // premise
    const late = await write();
    expect([late.status, late.headers.get("idempotent-replayed"), late.text.includes("家里的事")]).toEqual([404, "true", false]);
    expect(await db.feedbackStep.count({ where: { threadId: id, event: "progress" } })).toBe(1);
  });

  test("is what was made, with the status of the first time", async () => {
    const thread = { town: "liuhe", kind: "QUESTION", title: "停水", body: "明天停水吗？" };
    const [first, again] = [await asker!.api("POST", "/threads", thread, key("made")), await asker!.api("POST", "/threads", thread, key("made"))];
    expect([again.status, again.json]).toEqual([201, first.json]);
    const draft = { kind: "HOT_TOPIC", title: "草稿", body: "写到一半" };
    const [kept, same] = [await association!.api("POST", "/drafts", draft, key("draft")), await association!.api("POST", "/drafts", draft, key("draft"))];
    expect([kept.status, same.status, same.json]).toEqual([201, 201, kept.json]);
  });
});

test("requests with one key that are all refused are refused as such, however they meet", async () => {
  for (let round = 0; round < 25; round++) {
    const write = () => clerk!.api("POST", "/threads/999999/progress", { body: "已派人查看" }, key(`refused${round}`));
    const answers = await Promise.all(Array.from({ length: 6 }, write));
    for (const { status } of answers) expect([404, 409]).toContain(status);
  }
});

test("a form with files is refused with a key, instead of being taken for another one", async () => {
  const { id } = (await association!.api("POST", "/threads", { town: "liuhe", kind: "HOT_TOPIC", title: "热点", body: "大家都关心的一件事。" })).json;
  const answer = await association!.upload(`/api/v1/threads/${id}/pictures`, { alt1: "图" }, { picture1: Buffer.from("x") }, key("picture"));
  expect([answer.status, answer.json.errors]).toEqual([400, [{ path: "Idempotency-Key", message: said("errors.keyWithFiles") }]]);
  expect(await db.idempotentResult.count({ where: { key: "picture" } })).toBe(0);
});

test("what the API answers to someone signed in is kept by no cache; open figures are as open as before", async () => {
  const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "私下问", body: "请问谁管？", private: true })).json;
  for (const path of [`/threads/${id}`, "/threads", "/me/questions", "/quota"]) {
    const { headers } = await asker!.api("GET", path);
    expect([path, headers.get("cache-control"), headers.get("vary")]).toEqual([path, "private, no-store", expect.stringMatching(/Cookie.*Authorization/)]);
  }
  const open = await fetch(`${site.origin}/api/v1/quota`);
  expect([open.headers.get("cache-control"), open.headers.get("access-control-allow-origin")]).toEqual([null, "*"]);
});
