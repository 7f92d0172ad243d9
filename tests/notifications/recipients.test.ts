import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { notifyTown } from "../../server/notifications/notify.ts";
import { makeTown } from "../cast.ts";
import { said, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";
import { linksIn, mailsOf } from "./post-office.ts";

const site = useSite();
type Someone = Awaited<ReturnType<typeof visitor>>;
let liuhe: Someone;
let shaxi: Someone;
let administrator: Someone;
let townId: number;

beforeAll(async () => {
  townId = (await makeTown("liuhe", "浏河镇")).id;
  await makeTown("shaxi", "沙溪镇");
  liuhe = await visitor(site, "association", "liuhe");
  shaxi = await visitor(site, "association", "shaxi");
  administrator = await visitor(site, "administrator");
});

const mayor = { name: "分管副镇长", email: "Mayor@Example.com", locale: "zh-TW" };
const tell = (key: string) =>
  transact((tx, after) => notifyTown(tx, after, townId, { kind: "boardStale", args: { town: "浏河镇", count: 15 }, path: "/towns/liuhe", key }));

describe("an association", () => {
  test("names someone, who is told so and from then on gets the town's notices, in their own language", async () => {
    const answer = await liuhe.form("/me/recipients", mayor);
    expect([answer.status, answer.to]).toEqual([303, "/me/recipients"]);
    const page = (await liuhe.get("/me/recipients")).text;
    expect([page.includes("分管副镇长"), page.includes("mayor@example.com")]).toEqual([true, true]);
    await tell("one");
    await tell("one");
    const mails = await mailsOf(site, "mayor@example.com");
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      "浏河镇協會請您一併接收月度任務的郵件提醒",
      "浏河镇版面已有 15 天沒有新的活動信息或熱點討論，已列為長期未更新。",
    ]);
  });

  test("does not name the same address twice, nor a broken one, nor more than ten", async () => {
    const again = await liuhe.form("/me/recipients", { ...mayor, email: "mayor@example.com" });
    expect([again.status, wrongWith(again.text, "email")]).toEqual([422, said("errors.recipientTaken")]);
    expect((await liuhe.form("/me/recipients", { ...mayor, email: "nobody" })).status).toBe(422);
    expect((await liuhe.form("/me/recipients", { ...mayor, name: "x\r\nBcc: a@b.cn", email: "x@example.com" })).status).toBe(422);
    for (let index = 2; index <= 10; index++) {
      expect((await liuhe.api("POST", "/recipients", { ...mayor, email: `r${index}@example.com` })).status).toBe(201);
    }
    expect((await liuhe.api("POST", "/recipients", { ...mayor, email: "r11@example.com" })).status).toBe(409);
    expect((await liuhe.get("/me/recipients")).text).toContain(said("recipients.full", { count: 10 }));
  });

  test("sees its own town's addresses; no other association, resident or moderator does, administrators do", async () => {
    expect((await liuhe.api("GET", "/recipients")).text).toContain("mayor@example.com"); // premise
    expect((await administrator.get("/me/recipients?town=liuhe")).text).toContain("mayor@example.com");
    const others = [shaxi, await visitor(site, "resident"), await visitor(site, "moderator"), await visitor(site, "responder", "liuhe")];
    for (const other of others) {
      for (const answer of [await other.get("/me/recipients?town=liuhe"), await other.api("GET", "/recipients?town=liuhe")]) {
        expect([other.member.role, answer.status, answer.text.includes("mayor@example.com")]).toEqual([other.member.role, 403, false]);
      }
    }
    expect((await shaxi.api("GET", "/recipients")).json.items).toEqual([]);
    expect((await anyone(site).api("GET", "/recipients?town=liuhe")).status).toBe(401);
    const [{ id }] = (await liuhe.api("GET", "/recipients")).json.items;
    expect((await shaxi.api("DELETE", `/recipients/${id}`)).status).toBe(404);
    expect((await shaxi.form(`/me/recipients/${id}/remove`, {})).status).toBe(404);
  });

  test("removes one, and no mail goes there any more, not even one that waits", async () => {
    const { items } = (await liuhe.api("GET", "/recipients")).json;
    const last = items.at(-1);
    const before = (await mailsOf(site, last.email)).length;
    await transact((tx) => notifyTown(tx, () => {}, townId, { kind: "boardStale", args: { town: "浏河镇", count: 16 }, path: "/", key: "waiting" }));
    expect((await liuhe.form(`/me/recipients/${last.id}/remove`, {})).status).toBe(303);
    expect((await mailsOf(site, last.email)).length).toBe(before);
    const trail = await db.auditEntry.findMany({ where: { action: { startsWith: "recipient." } } });
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(["recipient.added", "recipient.removed"]));
    expect(JSON.stringify(trail)).not.toContain("@");
  });
});

describe("the link in a recipient's mail", () => {
  test("shows a page with a button; only pressing it ends the mails, by a browser or in one click of the mail program", async () => {
    const mail = (await mailsOf(site, "mayor@example.com"))[0]!;
    const path = linksIn(mail).at(-1)!;
    const page = await anyone(site).get(path);
    expect([page.status, page.text.includes("浏河镇"), page.text.includes("mayor@example.com")]).toEqual([200, true, false]);
    expect(await db.mailRecipient.count({ where: { email: "mayor@example.com" } })).toBe(1);
    expect((await anyone(site).form(path, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
    expect(await db.mailRecipient.count({ where: { email: "mayor@example.com" } })).toBe(0);
    expect((await anyone(site).get(path)).status).toBe(404);
  });

  test("of one recipient ends nobody else's, and the table of hashes opens nothing", async () => {
    const rows = await db.mailRecipient.findMany();
    expect(rows.length).toBeGreaterThan(1); // premise
    for (const { id, leaveHash } of rows) {
      for (const guess of [`r.${leaveHash}`, `r${id}.${leaveHash}`, `a${id}.${leaveHash}`])
        expect((await anyone(site).form(`/mail/leave/${guess}`, {})).status).toBe(404);
    }
    const paths = await Promise.all(rows.map(async ({ email }) => linksIn((await mailsOf(site, email))[0]!).at(-1)!));
    expect(new Set(paths).size).toBe(rows.length);
    expect(await db.mailRecipient.count()).toBe(rows.length);
  });
});
