import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { notify } from "../../server/notifications/notify.ts";
import { linksIn, mailsOf } from "../notifications/post-office.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let resident: Visitor;
const ADDRESS = "resident@example.com";

beforeAll(async () => {
  resident = await visitor(site, "resident");
});

/** The path of the newest mail's link that begins so. */
async function linkOf(start: string): Promise<string> {
  const links = (await mailsOf(site, ADDRESS)).flatMap(linksIn).filter((path) => path.startsWith(start));
  expect(links.length).toBeGreaterThan(0); // premise
  return links.at(-1)!;
}

describe.runIf(hasBrowser)("the links of mails, pressed in a browser by whoever reads them", () => {
  test("an address is confirmed, and its mails are ended again", async () => {
    const own = await browser.open(resident, "/account/mail");
    await own.getByLabel(said("field.email")).fill(ADDRESS);
    await own.getByRole("button", { name: said("account.mailSubmit") }).click();
    await own.getByText(said("notice.confirmationSent")).waitFor();

    const reader = await browser.open(null, await linkOf("/mail/confirm/"), { width: 375 }); // another browser, in which nobody is signed in
    await reader.getByRole("button", { name: said("mail.confirm") }).click();
    await reader.getByRole("heading", { name: said("mail.confirmed") }).waitFor();
    expect(await db.account.findUniqueOrThrow({ where: { id: resident.member!.id } })).toMatchObject({ email: ADDRESS });
    expect(await reader.context().cookies()).toEqual([]);

    const notice = { kind: "boardEmpty", args: { town: "浏河镇" }, path: "/", key: "later" };
    await transact((tx, after) => notify(tx, after, [resident.member!.id], notice));
    await reader.goto(site.origin + (await linkOf("/mail/leave/")));
    await reader.getByRole("button", { name: said("mail.leaveSubmit") }).click();
    await reader.getByRole("heading", { name: said("mail.left") }).waitFor();
    expect(await db.account.findUniqueOrThrow({ where: { id: resident.member!.id } })).toMatchObject({ mailNotices: false });
    expect(browser.errors).toEqual([]);
  });
});
