import { beforeAll, describe, expect, test } from "vitest";
import { now } from "../../server/core/clock.ts";
import { record } from "../../server/data/audit.ts";
import { transact } from "../../server/data/client.ts";
import { makeTown, variedText } from "../cast.ts";
import { linkTo, partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let administrator: Visitor;
let moderator: Visitor;
let liuhe: Visitor;
let thread: number;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  [administrator, moderator, liuhe] = [await visitor(site, "administrator"), await visitor(site, "moderator"), await visitor(site, "association", "liuhe")];
  thread = (await liuhe.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: "冬至包饺子", body: variedText(1, 150) })).json.id;
  await liuhe.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: "冬至包饺子", body: `${variedText(1, 150)}请早到` });
  await moderator.api("PUT", `/threads/${thread}/place`, { town: "shaxi", kind: "HOT_TOPIC" });
});

/** What the page's rows say, each in one line. */
const rows = async (query = "", who = administrator) => rowsIn((await who.get(`/admin/audit${query}`)).text);
const rowsIn = (html: string) =>
  partsOf(html)
    .filter(({ tag, is }) => tag === "tr" && is.id?.startsWith("entry-"))
    .map(({ text }) => text);

describe("the audit trail", () => {
  test("is for administrators only, as a page and as JSON", async () => {
    for (const who of [moderator, liuhe]) expect([(await who.get("/admin/audit")).status, (await who.api("GET", "/audit")).status]).toEqual([403, 403]);
    expect(await turnedToSignIn(site, "/admin/audit")).toBe(true);
    expect((await administrator.get("/admin")).text).toContain('href="/admin/audit"');
  });

  test("says in words what was decided about what, by whom, with names instead of numbers", async () => {
    const [moved] = await rows("?action=thread.moved");
    expect(moved).toContain(said("audit.thread.moved"));
    for (const word of ["冬至包饺子", "浏河镇", "沙溪镇", said("kind.HOT_TOPIC"), moderator.member!.displayName]) expect(moved).toContain(word);
    const refused = await rows("?action=credit.refused");
    expect(refused.find((row) => row.includes(said("auditPage.shortfall.duplicate")))).toMatch(/#\d+.*9\d%|9\d%.*#\d+/);
    expect(refused[0]).toContain(said("auditPage.byRules"));
  });

  test("leaves plain credits out until everything is asked for", async () => {
    const given = (lines: string[]) => lines.filter((line) => line.includes(said("audit.credit.given"))).length;
    expect(given(await rows("?action=all"))).toBeGreaterThan(0); // premise
    expect(given(await rows())).toBe(0);
  });

  test("can be narrowed by person, subject and month, in the address", async () => {
    const { username } = moderator.member!;
    expect(await rows(`?action=all&actor=${username}`)).toHaveLength(2); // moved a thread, has an account
    expect(await rows("?action=all&actor=nobody")).toEqual([]);
    const ofThread = await rows(`?action=all&subject=${thread}`);
    expect(ofThread).toHaveLength(3); // counted, moved, counts no more
    expect(await rows(`?action=all&subject=thread:${thread}`)).toEqual(ofThread);
    expect(await rows("?action=all&month=2020-01")).toEqual([]);
    expect((await administrator.get(`/threads/${thread}`)).text).toContain(`subject=thread%3A${thread}`);
    expect((await moderator.get(`/threads/${thread}`)).text).not.toContain("/admin/audit");
  });

  test("shows what has no words yet, whatever was recorded", async () => {
    await transact((tx) =>
      record(tx, administrator.member!.id, "strange.thing", "box:7", { colour: "红", sizes: [1, 2], parts: [{}, {}], deep: { a: { b: true } } }),
    );
    const [strange] = await rows("?action=strange");
    for (const word of ["strange.thing", "box", "7", "红", "1", "2"]) expect(strange).toContain(word);
  });

  test("is walked page by page, and says the same as JSON", async () => {
    const first = (await administrator.api("GET", "/audit?action=all&limit=2")).json;
    const all = (await administrator.api("GET", "/audit?action=all&limit=100")).json.items;
    const next = (await administrator.api("GET", `/audit?action=all&limit=2&cursor=${first.nextCursor}`)).json;
    expect([...first.items, ...next.items]).toEqual(all.slice(0, 4));
    expect(all.find(({ action }: { action: string }) => action === "thread.moved")).toMatchObject({
      actor: moderator.member!.username,
      subject: `thread:${thread}`,
      detail: { kind: "HOT_TOPIC" },
    });
    const page = (await administrator.get("/admin/audit?action=all&limit=2")).text;
    expect(rowsIn(page)).toHaveLength(2);
    expect(rowsIn((await administrator.get(linkTo(page, "next")!)).text).length).toBeGreaterThan(0);
  });

  test("says times and offices as people know them, not as they are recorded", async () => {
    const result = { month: "2026-01", closedAt: now() };
    await transact((tx) => record(tx, administrator.member!.id, "month.reopened", "month:2026-01", { reason: "补录一条", result }));
    const [reopened] = await rows("?action=month.reopened");
    expect(reopened).toContain("补录一条");
    expect(reopened).toContain(said("auditPage.detail.closedAt"));
    expect(reopened).not.toMatch(/\d{4}-\d\d-\d\dT/);
    const bureau = await transact((tx) => tx.department.create({ data: { slug: "jiaotong", name: "交通运输局", createdAt: now() } }));
    await transact((tx) => record(tx, null, "feedback.assigned", `thread:${thread}`, { office: `department:${bureau.id}` }));
    const [assigned] = await rows("?action=feedback.assigned");
    expect(assigned).toContain("交通运输局");
  });

  test("has words for what offices set and sign", async () => {
    const by = administrator.member!.id;
    await transact((tx) => record(tx, by, "answerTemplate.created", "answerTemplate:7", { name: "停水" }));
    await transact((tx) => record(tx, by, "signOff.signed", `thread:${thread}`, { step: 2, changed: true, remark: "写清日期" }));
    const [template] = await rows("?action=answerTemplate.created");
    expect(template).toContain(said("auditPage.type.answerTemplate"));
    expect(template).not.toContain("answerTemplate");
    const [signed] = await rows("?action=signOff.signed");
    for (const key of ["step", "changed", "remark"]) expect([signed!.includes(key), signed!.includes(said(`auditPage.detail.${key}`))]).toEqual([false, true]);
  });
});
