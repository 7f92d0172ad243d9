import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { config, readConfig, useConfig } from "../../server/core/config.ts";
import { db, transact } from "../../server/data/client.ts";
import { deliverDue } from "../../server/data/outbox.ts";
import { mail } from "../../server/notifications/mail.ts";
import { notify } from "../../server/notifications/notify.ts";
import { deliver } from "../../server/notifications/outbox.ts";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, visitor } from "../visitor.ts";
import { type MailServer, mailServer } from "./mail-server.ts";
import { hasAddress } from "./post-office.ts";

const site = useSite();
let post: MailServer;
let refusal: string | null = null;
let someone: Awaited<ReturnType<typeof visitor>>;
let at = new Date("2026-11-24T02:00:00Z");
let restore = () => {};

beforeAll(async () => {
  post = await mailServer(() => refusal);
  await makeTown("liuhe", "浏河镇");
  someone = await visitor(site, "resident");
  await hasAddress(someone.member.id, "li@example.com");
  useConfig({ ...config(), mail: { smtpUrl: `smtp://127.0.0.1:${post.port}`, from: { name: "民意在线", address: "minyi@city.example" } } });
  restore = setClock(() => at);
});
afterAll(async () => {
  restore();
  await post.close();
});

/** Without its event: the test says when it is delivered. */
const tell = (key: string) =>
  transact((tx) => notify(tx, () => {}, [someone.member.id], { kind: "boardEmpty", args: { town: "浏河镇" }, path: "/towns/liuhe", key }));
const later = (minutes: number) => {
  at = new Date(at.getTime() + minutes * 60_000);
};
const lastItem = () => db.outboxItem.findFirstOrThrow({ orderBy: { id: "desc" } });

describe("a mail", () => {
  test("reaches the mail server once, though two processes deliver at the same time", async () => {
    await tell("once");
    const counts = await Promise.all([deliverDue({ mail }), deliverDue({ mail })]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(post.taken).toHaveLength(1);
    expect(post.taken[0]).toMatch(/^From: =\?UTF-8\?B\?[\w+/=]+\?= <minyi@city\.example>/m);
    expect(await deliverDue({ mail })).toBe(0);
  });

  test("that the server does not take is tried again later, with the same id, and nobody's address is kept with the error", async () => {
    refusal = "451 4.2.1 <li@example.com> mailbox busy\r\n";
    await tell("busy");
    await deliver();
    expect(await lastItem()).toMatchObject({ sentAt: null, failedAt: null, attempts: 1, error: expect.stringContaining("busy") });
    expect((await lastItem()).error).not.toContain("li@example.com");
    expect(await deliverDue({ mail })).toBe(0); // not at once
    refusal = null;
    later(2);
    expect(await deliverDue({ mail })).toBe(1);
    expect(post.taken).toHaveLength(2);
    expect(post.taken.map((text) => /^Message-ID: (.*)$/m.exec(text)![1]).every((id, _index, all) => all.indexOf(id) === all.lastIndexOf(id))).toBe(true);
  });

  test("is given up after eight attempts; administrators see why, nobody else does, and send it again with a button", async () => {
    refusal = "550 5.1.1 <li@example.com> no such user\r\n";
    await tell("given up");
    for (let attempt = 0; attempt < 8; attempt++) {
      later(300);
      await deliver();
    }
    const item = await lastItem();
    expect(item).toMatchObject({ sentAt: null, attempts: 8, failedAt: expect.any(Date) });
    const administrator = await visitor(site, "administrator");
    const page = (await administrator.get("/admin/mail")).text;
    expect([page.includes(said("notification.boardEmpty", { town: "浏河镇" })), page.includes("no such user"), page.includes("li@example.com")]).toEqual([
      true,
      true,
      false,
    ]);
    expect((await administrator.api("GET", "/deliveries")).json.items).toMatchObject([
      { id: item.id, state: "failed", for: someone.member.displayName, nextAt: null },
    ]);
    for (const other of [someone, await visitor(site, "moderator"), await visitor(site, "association", "liuhe")]) {
      expect((await other.get("/admin/mail")).status).toBe(403);
      expect((await other.form(`/admin/mail/${item.id}/retry`, {})).status).toBe(403);
    }
    expect((await anyone(site).api("GET", "/deliveries")).status).toBe(401);
    refusal = null;
    expect((await administrator.form(`/admin/mail/${item.id}/retry`, {})).to).toBe("/admin/mail");
    await deliver();
    expect((await lastItem()).sentAt).not.toBeNull();
    expect((await administrator.get("/admin/mail")).text).toContain(said("deliveries.none"));
    expect((await administrator.form(`/admin/mail/${item.id}/retry`, {})).status).toBe(404);
  });

  test("whose process died before it could say that it was sent goes out again with the same id, so that a mail program shows one", async () => {
    const before = post.taken.length;
    await tell("died");
    const died = async (payload: unknown, key: string) => {
      await mail(payload, key);
      await new Promise(() => {}); // the process is gone
    };
    void deliverDue({ mail: died });
    while (post.taken.length === before) await new Promise((resolve) => setImmediate(resolve));
    later(3);
    await deliver();
    const ids = post.taken.slice(before).map((text) => /^Message-ID: (.*)$/m.exec(text)![1]);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  test("to a name made for harm has one head and one recipient", async () => {
    await transact((tx) => tx.account.update({ where: { id: someone.member.id }, data: { displayName: 'a" <x@evil.example>,\r\nBcc: y@evil.example' } }));
    await tell("harm");
    await deliver();
    const head = post.taken.at(-1)!.split("\r\n\r\n")[0]!;
    expect(head).not.toMatch(/^Bcc:/im);
    expect(head.match(/^To: .*(?:\r\n[ \t].*)*/m)![0]).toMatch(/<li@example\.com>$/);
  });
});

describe("the settings", () => {
  test.each([
    [{ SMTP_URL: "http://mail.example" }, "SMTP_URL"],
    [{ SMTP_URL: "smtp://mail.example" }, "MAIL_FROM"],
    [{ MAIL_FROM: "not an address" }, "MAIL_FROM"],
    [{ MAIL_FROM: "A <a@example.com> <b@example.com>" }, "MAIL_FROM"],
  ])("%j stop the start with one line that names %s", (environment, name) => {
    expect(() => readConfig({ DATA_DIR: site.dataDir, ...environment })).toThrow(new RegExp(`^${name}: [^\n]+$`));
  });

  test("take an address with and without a name", () => {
    const fromOf = (text: string) => readConfig({ DATA_DIR: site.dataDir, SMTP_URL: "smtps://u:p@mail.example", MAIL_FROM: text }).mail.from;
    expect(fromOf("a@example.com")).toEqual({ name: "", address: "a@example.com" });
    expect(fromOf("民意在线 <a@example.com>")).toEqual({ name: "民意在线", address: "a@example.com" });
  });
});
