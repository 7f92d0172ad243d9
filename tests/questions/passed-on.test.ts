import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { escalate } from "../../server/questions/deadlines/escalate.ts";
import { useClock } from "../clock.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import type { Visitor } from "../visitor.ts";
import { type TwoOffices, twoOffices } from "./two-offices.ts";

/** What becomes of a question that goes from hand to hand, and who is told. */

const site = useSite();
const at = useClock();
/** Tuesday 3 November 2026, a quarter past nine in Shanghai. */
const TUESDAY = "2026-11-03T01:15:00Z";
let cast: TwoOffices;
beforeAll(async () => {
  cast = await twoOffices(site);
});

const ask = async (more: object = {}): Promise<number> =>
  (await cast.asker.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "桥灯何时修", body: "请问桥上的灯何时修？", ...more })).json.id;
const step = (who: Visitor, id: number, name: string, body: object = {}) => who.api("POST", `/threads/${id}/${name}`, body);
const seen = async (id: number) => (await cast.asker.api("GET", `/threads/${id}`)).json.feedback;
const told = async (who: TwoOffices["asker"], id: number) =>
  (await db.notification.findMany({ where: { accountId: who.member.id, path: `/threads/${id}` }, orderBy: { id: "asc" } })).map(({ kind }) => kind);
const passedThrice = async () => {
  const id = await ask();
  await step(cast.liuhe, id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
  await step(cast.shaxi, id, "hand-over", { office: "liuhe", reason: "属浏河镇" });
  expect((await step(cast.liuhe, id, "hand-over", { office: "shaxi", reason: "还是沙溪镇" })).status).toBe(200);
  return id;
};

describe("a question that was passed on three times", () => {
  test("is left to administrators by the office, whose page says so; they are told at once that it waits for them", async () => {
    at(TUESDAY);
    const id = await passedThrice();
    const page = (await cast.shaxi.get(`/threads/${id}`)).text;
    expect(page).toContain(said("desk.passedOnThrice"));
    expect(page).toContain(`/threads/${id}/feedback/return`);
    expect(page).not.toContain(`/threads/${id}/feedback/hand-over`);
    for (const other of [cast.asker, cast.liuhe, cast.administrator])
      expect((await other.get(`/threads/${id}`)).text).not.toContain(said("desk.passedOnThrice"));
    expect((await step(cast.shaxi, id, "return", { reason: "不属本镇" })).json.feedback).toMatchObject({ state: "received", office: null });
    expect(await told(cast.administrator, id)).toEqual(["feedbackToDecide"]);
    expect((await step(cast.administrator, id, "assignment", { office: "liuhe" })).status).toBe(200);
  });

  test("stays with the office after its working days, which the page says too", async () => {
    at(TUESDAY);
    const id = await passedThrice();
    at("2026-11-06T01:00:00Z");
    const page = (await cast.shaxi.get(`/threads/${id}`)).text;
    expect(page).toContain(said("desk.passedOnThriceKept"));
    expect(page).not.toContain(`/threads/${id}/feedback/return`);
    expect((await step(cast.shaxi, id, "return", { reason: "不属本镇" })).status).toBe(409);
  });
});

test("what is overdue stays overdue when it is given back, and its date is explained as that of the answer", async () => {
  at(TUESDAY);
  const id = await ask();
  at("2026-11-11T01:00:00Z");
  await step(cast.administrator, id, "hand-over", { office: "shaxi", reason: "属沙溪镇" });
  at("2026-11-12T01:00:00Z");
  expect((await step(cast.shaxi, id, "return", { reason: "不属本镇" })).json.feedback).toMatchObject({
    state: "received",
    dueDay: "2026-11-10",
    overdue: true,
  });
  const due = (await cast.asker.api("GET", `/threads/${id}/due`)).json;
  expect(due).toMatchObject({ what: "answer", limitDays: 5, dueDay: "2026-11-10" });
  expect((await step(cast.administrator, id, "assignment", { office: "liuhe" })).json.feedback).toMatchObject({ dueDay: "2026-11-10", overdue: true });
});

describe("whoever asks is told at receipt", () => {
  test("which office answers and by when, in the app and by mail", async () => {
    at(TUESDAY);
    const id = await ask();
    expect(await told(cast.asker, id)).toEqual(["feedbackReceived"]);
    const { args } = await db.notification.findFirstOrThrow({ where: { accountId: cast.asker.member.id, path: `/threads/${id}` } });
    expect(JSON.parse(args)).toEqual({ office: "浏河镇", day: "2026-11-10", title: "桥灯何时修" });
    expect((await cast.asker.get("/me/notifications")).text).toContain("由浏河镇办理");
  });

  test("that it waits to be assigned, and later that it is", async () => {
    at(TUESDAY);
    const rule = await cast.administrator.api("POST", "/assignment-rules", { name: "意见由管理员分派", kind: "OPINION", office: "", position: 1 });
    expect(rule.status).toBe(201);
    const id = await ask({ kind: "OPINION" });
    expect(await told(cast.asker, id)).toEqual(["feedbackReceivedUnassigned"]);
    await step(cast.administrator, id, "assignment", { office: "shaxi" });
    expect(await told(cast.asker, id)).toEqual(["feedbackReceivedUnassigned", "feedback_assigned"]);
    await cast.administrator.api("DELETE", `/assignment-rules/${rule.json.id}`);
  });
});

test("is reminded of once a day: the second press is told so, and the board shows it instead of the button", async () => {
  at("2026-07-03T01:15:00Z");
  const id = await ask({ title: "桥灯坏了很久" });
  at("2026-11-20T15:50:00Z"); // ten to midnight in Shanghai
  const board = async () => (await cast.administrator.get("/admin/overdue")).text;
  expect(await board()).toContain(`/threads/${id}/remind`); // premise
  const pressed = await Promise.all([1, 2].map(() => step(cast.administrator, id, "reminder")));
  expect(pressed.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(pressed.find(({ status }) => status === 409)!.json.detail).toBe(said("errors.remindedToday"));
  expect((await told(cast.liuhe, id)).filter((kind) => kind === "feedback_reminded")).toHaveLength(1);
  expect(await board()).toContain(said("overdue.remindedToday"));
  expect(await board()).not.toContain(`/threads/${id}/remind"`);
  expect((await cast.asker.get(`/threads/${id}`)).text).toContain(said("feedback.event.reminded"));
  at("2026-11-20T16:10:00Z"); // the next day
  expect((await step(cast.administrator, id, "reminder")).status).toBe(200);
});

test("what no office has is told to administrators in office hours of working days, once", async () => {
  at(TUESDAY);
  const id = await ask();
  await step(cast.liuhe, id, "return", { reason: "不属本镇" });
  const unassigned = async () => (await told(cast.administrator, id)).filter((kind) => kind === "feedbackUnassigned").length;
  for (const night of ["2026-11-04T17:30:00Z", "2026-11-07T03:00:00Z", "2026-11-09T00:59:59Z"]) {
    at(night); // half past one, a Saturday, a minute to nine
    expect([night, await escalate()]).toEqual([night, 0]);
  }
  expect(await unassigned()).toBe(0);
  at("2026-11-09T01:00:00Z");
  await Promise.all([escalate(), escalate()]);
  await escalate();
  expect(await unassigned()).toBe(1);
});

test("an opinion that becomes a question has the question's days from then, where they would be over already", async () => {
  at(TUESDAY);
  const id = await ask({ kind: "OPINION" });
  at("2026-11-12T01:00:00Z"); // its seventh working day
  expect((await seen(id)).overdue).toBe(false); // premise
  await cast.administrator.api("PUT", `/threads/${id}/place`, { town: "liuhe", kind: "QUESTION" });
  expect(await seen(id)).toMatchObject({ overdue: false, dueDay: "2026-11-19" });
  expect((await cast.asker.api("GET", `/threads/${id}/due`)).json).toMatchObject({ dueDay: "2026-11-19", todaysDay: null });
});

test("the timeline names the offices that help", async () => {
  at(TUESDAY);
  const id = await ask();
  await step(cast.liuhe, id, "assistance", { offices: ["shaxi"] });
  expect((await seen(id)).timeline.at(-1)).toMatchObject({ event: "assisted", note: "沙溪镇" });
});
