import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { makeTown, variedText } from "../cast.ts";
import { partsOf, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

/** The administrators' pages of the quota as a browser without scripts shows them. */

const site = useSite();
let administrator: Visitor;
const restoreClock = setClock(() => new Date("2026-11-12T04:00:00Z"));
afterAll(() => restoreClock());

const FORM = {
  month: "2026-11",
  target: "1",
  "kinds.ACTIVITY": "1",
  "kinds.HOT_TOPIC": "1",
  "perKind.ACTIVITY": "",
  "perKind.HOT_TOPIC": "",
  minimumCharacters: "100",
  minimumCharactersWithPicture: "50",
  minimumDistinctCharacters: "4",
  duplicateThreshold: "65",
  settlementDay: "6",
  approvalDays: "5",
};
const POLICIES = "/admin/quota/policies";

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-11");
  await makeTown("shaxi", "沙溪镇", "2026-11");
  administrator = await visitor(site, "administrator");
  const liuhe = await visitor(site, "association", "liuhe");
  await liuhe.api("POST", "/threads", { town: "liuhe", kind: "ACTIVITY", title: variedText(1, 8), body: variedText(2) });
});

/** Every hidden field of the page's form, as the next press sends them. */
const carried = (html: string) =>
  Object.fromEntries(
    partsOf(html)
      .filter(({ tag, is }) => tag === "input" && is.type === "hidden" && is.name !== "_csrf")
      .map(({ is }) => [is.name!, is.value!]),
  );
const rowsOf = (html: string) =>
  partsOf(html)
    .filter(({ tag }) => tag === "tr")
    .map(({ text }) => text);

describe("a policy", () => {
  test("is shown with its effect before it is saved; the page carries everything that was typed", async () => {
    const { status, text } = await administrator.form(POLICIES, FORM);
    expect([status, rowsOf(text)[1]]).toEqual([200, `浏河镇1/2 ◐${said("status.on_track")}1/1 ●${said("status.met")}`]);
    expect(rowsOf(text)).toHaveLength(2); // shaxi stays on track
    expect(carried(text)).toMatchObject(FORM);
    expect(await db.quotaPolicy.count()).toBe(0);
  });

  test("comes back into the form for another change, whole", async () => {
    const { text } = await administrator.form(POLICIES, { ...FORM, step: "edit" });
    expect([typedIn(text, "target"), typedIn(text, "duplicateThreshold"), typedIn(text, "settlementDay")]).toEqual(["1", "65", "6"]);
    expect(
      partsOf(text)
        .filter(({ is }) => is.type === "checkbox" && is.checked !== undefined)
        .map(({ is }) => is.name),
    ).toEqual(["kinds.ACTIVITY", "kinds.HOT_TOPIC"]);
  });

  test("is saved by the second press, and listed as the one in force", async () => {
    const saved = await administrator.form(POLICIES, { ...FORM, step: "save" });
    expect([saved.status, saved.to]).toEqual([303, POLICIES]);
    expect(await db.quotaPolicy.findMany()).toMatchObject([{ month: "2026-11", target: 1, duplicateThreshold: 0.65, settlementDay: 6 }]);
    const { text } = await administrator.get(POLICIES);
    expect(rowsOf(text)[1]).toContain(said("policy.holdsNow"));
    expect((await anyone(site).api("GET", "/quota")).json.towns[0]).toMatchObject({ target: 1, status: "met" });
  });

  test.each<[string, Record<string, string>]>([
    ["target", { target: "" }],
    ["month", { month: "2026-13" }],
    ["kinds", { "kinds.ACTIVITY": "", "kinds.HOT_TOPIC": "" }],
    ["perKind.QUESTION", { "perKind.QUESTION": "2" }],
    ["duplicateThreshold", { duplicateThreshold: "7" }],
  ])("that cannot be is refused beside %s, and nothing typed is lost", async (field, change) => {
    const fields = Object.fromEntries(
      Object.entries({ ...FORM, approvalDays: "7", ...change }).filter(([name, value]) => value !== "" || !name.startsWith("kinds.")),
    );
    const { status, text } = await administrator.form(POLICIES, fields);
    expect([status, typedIn(text, "approvalDays")]).toEqual([422, "7"]);
    expect(wrongWith(text, field)).toBeTruthy();
  });

  test("of a past month is refused on its page", async () => {
    const { status, text } = await administrator.form(POLICIES, { ...FORM, month: "2026-10", step: "save" });
    expect([status, text.includes(said("errors.monthPast"))]).toEqual([409, true]);
  });
});

describe("a town's own target and its exemption", () => {
  const targets = "/admin/quota/targets";
  const exemptions = "/admin/quota/exemptions";

  test("are shown first, then saved, listed, and withdrawn", async () => {
    const shown = await administrator.form(targets, { town: "liuhe", month: "2026-11", target: "3" });
    expect(rowsOf(shown.text)[1]).toContain("1/3");
    expect((await administrator.form(targets, { ...carried(shown.text), step: "save" })).status).toBe(303);
    expect(rowsOf((await administrator.get(targets)).text)[1]).toContain("浏河镇");
    expect((await administrator.form(`${targets}/withdrawal`, { town: "liuhe", month: "2026-11" })).status).toBe(303);
    expect([await db.townPolicy.count(), (await administrator.form(`${targets}/withdrawal`, { town: "liuhe", month: "2026-11" })).status]).toEqual([0, 409]);
  });

  test("an exemption's reason is asked for; its note comes back into the form of administrators", async () => {
    const bare = await administrator.form(exemptions, { town: "shaxi", month: "2026-11", reason: "", note: "电话说明" });
    expect([bare.status, wrongWith(bare.text, "reason"), typedIn(bare.text, "note")]).toEqual([422, said("errors.required"), "电话说明"]);
    const shown = await administrator.form(exemptions, { town: "shaxi", month: "2026-11", reason: "办公楼搬迁", note: "电话说明" });
    expect(rowsOf(shown.text)[1]).toContain(said("status.exempt"));
    await administrator.form(exemptions, { ...carried(shown.text), step: "save" });
    const edit = await administrator.get(`${exemptions}?town=shaxi&month=2026-11`);
    expect([typedIn(edit.text, "reason"), typedIn(edit.text, "note")]).toEqual(["办公楼搬迁", "电话说明"]);
    expect((await administrator.form(`${exemptions}/withdrawal`, { town: "shaxi", month: "2026-11" })).status).toBe(303);
  });

  test("a town's duty ends with a month, and its group is kept, on the town's own page", async () => {
    const edit = "/admin/towns/shaxi/edit";
    const fields = { name: "沙溪镇", onDutyFrom: "2026-11", onDutyUntil: "2026-11", peerGroup: "大镇", position: "2" };
    const wrong = await administrator.form(edit, { ...fields, onDutyUntil: "2026-10" });
    expect([wrong.status, wrongWith(wrong.text, "onDutyUntil"), typedIn(wrong.text, "peerGroup")]).toEqual([422, said("errors.endsBeforeBegin"), "大镇"]);
    expect((await administrator.form(edit, fields)).status).toBe(303);
    expect((await anyone(site).api("GET", "/quota?month=2026-12")).json.towns[1].status).toBe("not_on_duty");
    expect(typedIn((await administrator.get(edit)).text, "onDutyUntil")).toBe("2026-11");
    await administrator.api("PATCH", "/towns/shaxi", { onDutyUntil: null });
    expect(await db.town.findUnique({ where: { slug: "shaxi" } })).toMatchObject({ onDutyUntil: null, peerGroup: "大镇" });
  });
});

describe("the months", () => {
  test("are closed, corrected and opened again on pages that ask first", async () => {
    setClock(() => new Date("2026-12-02T04:00:00Z"));
    administrator = await visitor(site, "administrator");
    const list = await administrator.get("/admin/quota/months");
    expect(rowsOf(list.text)[2]).toContain(said("monthClose.states.open"));
    const path = (act: string) => `/admin/quota/2026-11/${act}`;
    expect((await administrator.get(path("close"))).text.includes(said("monthClose.closeWhat"))).toBe(true);
    expect((await administrator.form(path("close"), {})).to).toBe("/admin/quota/months");
    const refused = await administrator.form(path("correction"), { town: "liuhe", credited: "x", reason: "漏计" });
    expect([refused.status, typedIn(refused.text, "town"), typedIn(refused.text, "reason")]).toEqual([422, "liuhe", "漏计"]);
    expect((await administrator.form(path("correction"), { town: "liuhe", credited: "2", reason: "漏计" })).status).toBe(303);
    expect((await anyone(site).get("/quota/2026-11")).text.includes("漏计")).toBe(true);
    expect((await administrator.form(path("reopening"), { reason: "" })).status).toBe(422);
    expect((await administrator.form(path("reopening"), { reason: "重新核对" })).status).toBe(303);
    const again = rowsOf((await administrator.get("/admin/quota/months")).text)[2];
    expect([again?.includes("重新核对"), (await administrator.form(path("close"), {})).status]).toEqual([true, 303]);
  });

  test.each(["policies", "targets", "exemptions", "months", "2026-11/close", "2026-11/correction", "2026-11/reopening"])(
    "/admin/quota/%s is for administrators only",
    async (path) => {
      const moderator = await visitor(site, "moderator");
      expect([(await moderator.get(`/admin/quota/${path}`)).status, await turnedToSignIn(site, `/admin/quota/${path}`)]).toEqual([403, true]);
    },
  );
});
