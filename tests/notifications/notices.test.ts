import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { type Notice, notify } from "../../server/notifications/notify.ts";
import { makeTown } from "../cast.ts";
import { listener } from "../live/client.ts";
import { addressesIn, linkTo, partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";
import { addressOf, hasAddress, linksIn, mailsOf } from "./post-office.ts";

const site = useSite({ PUBLIC_URL: "https://minyi.example.gov.cn" });
let resident: Awaited<ReturnType<typeof visitor>>;
let neighbour: Awaited<ReturnType<typeof visitor>>;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  neighbour = await visitor(site, "resident");
});

const notice = (key: string, town = "浏河镇"): Notice => ({ kind: "recipientAdded", args: { town }, path: "/towns/liuhe", key });
const tell = (ids: number[], one: Notice) => transact((tx, after) => notify(tx, after, ids, one));
const noticesOf = async (who: typeof resident) => (await who.api("GET", "/notifications")).json;

describe("someone who is told something", () => {
  test("finds it on the page, once, and nobody else does", async () => {
    await tell([resident.member.id, resident.member.id], notice("first"));
    await tell([resident.member.id], notice("first"));
    const { items, unread } = await noticesOf(resident);
    expect([items.length, unread]).toEqual([1, 1]);
    const sentence = said("notification.recipientAdded", { town: "浏河镇" });
    expect(items[0]).toMatchObject({ sentences: [sentence], url: "/towns/liuhe", readAt: null });
    const page = (await resident.get("/me/notifications")).text;
    expect(page).toContain(sentence);
    expect(partsOf(page).filter(({ is }) => is["data-unread"] === "1").length).toBeGreaterThan(0);
    expect((await neighbour.get("/me/notifications")).text).toContain(said("notifications.empty"));
    expect((await neighbour.form(`/me/notifications/${items[0].id}`, {})).status).toBe(404);
    expect((await noticesOf(resident)).unread).toBe(1);
  });

  test("opens it, which marks it as read and leads on", async () => {
    const { items } = await noticesOf(resident);
    const opened = await resident.form(`/me/notifications/${items[0].id}`, {});
    expect([opened.status, opened.to]).toEqual([303, "/towns/liuhe"]);
    expect((await noticesOf(resident)).unread).toBe(0);
  });

  test("marks all as read, but not what came after the page was made", async () => {
    await tell([resident.member.id], notice("second"));
    const upTo = (await noticesOf(resident)).items[0].id;
    await tell([resident.member.id], notice("third"));
    expect((await resident.form("/me/notifications/read", { upTo: String(upTo) })).status).toBe(303);
    expect((await noticesOf(resident)).unread).toBe(1);
    expect((await resident.api("PUT", "/notifications/read", {})).status).toBe(204);
    expect((await noticesOf(resident)).unread).toBe(0);
  });

  test("turns the pages of a long list, newest first, without losing or repeating any", async () => {
    for (let index = 0; index < 45; index++) await tell([neighbour.member.id], notice(`many ${index}`, `第${index}镇`));
    const seen: string[] = [];
    for (let path: string | undefined = "/me/notifications"; path; ) {
      const page = (await neighbour.get(path)).text;
      seen.push(...[...page.matchAll(/第(\d+)镇/g)].map(([, index]) => index!));
      path = linkTo(page, "next");
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => String(44 - index)));
    const { items, nextCursor } = (await neighbour.api("GET", "/notifications?limit=40")).json;
    const rest = (await neighbour.api("GET", `/notifications?limit=40&cursor=${nextCursor}`)).json;
    expect([items.length, rest.items.length, rest.nextCursor]).toEqual([40, 5, null]);
  });

  test("sees the number live, on one's own connections only, also when another window reads", async () => {
    const [own, other] = [await listener(site, resident), await listener(site, neighbour)];
    await tell([resident.member.id], notice("live"));
    expect(await own.hears("notification")).toEqual({ unread: 1 });
    await resident.api("PUT", "/notifications/read", {});
    expect(await own.hears("notification", ({ unread }) => unread === 0)).toEqual({ unread: 0 });
    expect(other.told.filter(({ name }) => name === "notification")).toEqual([]);
  });

  test("who is not signed in is asked to, and the API says 401", async () => {
    expect((await anyone(site).get("/me/notifications")).to).toBe("/sign-in?returnTo=%2Fme%2Fnotifications");
    expect((await anyone(site).api("GET", "/notifications")).status).toBe(401);
    expect((await resident.form("/me/notifications/read", { _csrf: "" })).status).toBe(403);
  });
});

describe("someone with an e-mail address", () => {
  test("gets one mail for a notice, in the account's language, with both parts, absolute links and a way to end them", async () => {
    await hasAddress(resident.member.id, "li@example.com", "en");
    await tell([resident.member.id, neighbour.member.id], notice("by mail"));
    await tell([resident.member.id], notice("by mail"));
    const mails = await mailsOf(site);
    expect(mails.map(addressOf)).toEqual(["li@example.com"]);
    const mail = mails[0]!;
    expect(mail.subject).toBe("The association of 浏河镇 named you to get its reminders by e-mail");
    expect(linksIn(mail)[0]).toBe("/towns/liuhe");
    expect(mail.text).toContain("https://minyi.example.gov.cn/towns/liuhe");
    expect(addressesIn(String(mail.html))).toEqual(expect.arrayContaining(["https://minyi.example.gov.cn/towns/liuhe"]));
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.messageId).toMatch(/^<[\w-]{32}@localhost.localdomain>$/);
    expect(mail.text).toContain((mail.headers.get("list") as { unsubscribe: { url: string } }).unsubscribe.url);
  });

  test("ends the mails by the link, in one click of the mail program, and keeps the notices of the page", async () => {
    const path = linksIn((await mailsOf(site, "li@example.com"))[0]!).at(-1)!;
    expect(path).toMatch(/^\/mail\/leave\/a/);
    expect((await anyone(site).get(path)).text).toContain(said("mail.leaveSubmit"));
    expect((await resident.api("GET", "/account/mail")).json.mailNotices).toBe(true); // looking ends nothing
    expect((await anyone(site).form(path, { _csrf: "", "List-Unsubscribe": "One-Click" })).status).toBe(200);
    expect((await resident.api("GET", "/account/mail")).json).toEqual({ email: "li@example.com", mailNotices: false });
    await tell([resident.member.id], notice("no mail"));
    expect((await mailsOf(site)).length).toBe(1);
    expect((await noticesOf(resident)).unread).toBeGreaterThan(0);
    expect((await anyone(site).form(`${path.slice(0, -1)}x`, {})).status).toBe(404);
  });

  test("gets no mail that was written before the mails were ended", async () => {
    const other = await visitor(site, "resident");
    await hasAddress(other.member.id, "wang@example.com");
    await transact((tx) => tx.account.update({ where: { id: other.member.id }, data: { mailNotices: true } }));
    const { changeMailSettings } = await import("../../server/notifications/mail-address.ts");
    const { putLetter } = await import("../../server/notifications/letter.ts");
    await transact((tx) =>
      putLetter(tx, () => {}, { to: { accountId: other.member.id }, kind: "recipientAdded", args: { town: "浏河镇" }, path: "/" }, "late"),
    );
    await changeMailSettings(other.member, { email: "wang@example.com", mailNotices: false });
    expect(await mailsOf(site, "wang@example.com")).toEqual([]);
    expect(await db.outboxItem.count({ where: { sentAt: null } })).toBe(0);
  });
});

describe("one's own address", () => {
  test("is used only once its owner has opened the link; the page says so", async () => {
    const someone = await visitor(site, "resident");
    const answer = await someone.form("/account/mail", { email: "zhang@example.com", mailNotices: "1" });
    expect([answer.status, answer.to]).toEqual([303, "/account/mail"]);
    expect((await someone.get("/account/mail")).text).toContain(said("notice.confirmationSent"));
    await tell([someone.member.id], notice("too early"));
    const mails = await mailsOf(site, "zhang@example.com");
    expect(mails.map(({ subject }) => subject)).toEqual([said("notification.mailConfirm", { username: someone.member.username })]);
    const path = linksIn(mails[0]!)[0]!;
    expect(decodeURIComponent(path)).not.toContain("zhang");
    const page = await anyone(site).get(path);
    expect(page.text).toContain("zhang@example.com");
    expect((await someone.api("GET", "/account/mail")).json.email).toBeNull();
    expect((await anyone(site).form(path, {})).status).toBe(200);
    expect((await someone.api("GET", "/account/mail")).json).toEqual({ email: "zhang@example.com", mailNotices: true });
    await tell([someone.member.id], notice("now"));
    expect((await mailsOf(site, "zhang@example.com")).length).toBe(2);
  });

  test("is not changed by an older link, a made-up one, or one of somebody else", async () => {
    const someone = await visitor(site, "resident");
    await someone.api("PUT", "/account/mail", { email: "old@example.com", mailNotices: true });
    const older = linksIn((await mailsOf(site, "old@example.com"))[0]!)[0]!;
    await someone.api("PUT", "/account/mail", { email: "new@example.com", mailNotices: true });
    await anyone(site).form(linksIn((await mailsOf(site, "new@example.com"))[0]!)[0]!, {});
    expect((await someone.api("GET", "/account/mail")).json.email).toBe("new@example.com"); // premise
    expect((await anyone(site).form(older, {})).status).toBe(404);
    expect((await anyone(site).form("/mail/confirm/bm90LXNlYWxlZC1ieS11cy1hdC1hbGwtYnV0LWxvbmctZW5vdWdo", {})).status).toBe(404);
    expect((await someone.api("GET", "/account/mail")).json.email).toBe("new@example.com");
    expect((await someone.form("/account/mail", { email: "" })).status).toBe(303);
    expect((await someone.api("GET", "/account/mail")).json).toEqual({ email: null, mailNotices: false });
  });

  test.each([
    "not an address",
    "a@b",
    "a@example.com\r\nBcc: all@example.com",
    "a@example.com,b@example.com",
    '"x"@example.com',
    `${"a".repeat(250)}@example.com`,
  ])("that a mail program could misread is refused beside the field: %j", async (email) => {
    const answer = await neighbour.form("/account/mail", { email, mailNotices: "1" });
    expect(answer.status).toBe(422);
    expect(partsOf(answer.text).some(({ is }) => is.id === "field-email-error")).toBe(true);
  });
});
