import { beforeAll, expect, test } from "vitest";
import { useClock } from "../clock.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

/** What pages say of the day by which something is due. */

const site = useSite();
const at = useClock();
let [asker, liuhe, administrator]: Visitor[] = [];
beforeAll(async () => {
  at("2026-12-26T02:00:00Z"); // a session of November would be over in January
  ({ asker, liuhe, administrator } = await twoOffices(site));
});

const ask = async (): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯不亮", body: "桥头路灯三天不亮了，请问谁管？" })).json.id;
const words = (html: string) => partsOf(html).find(({ tag }) => tag === "main")!.text;

test("a question that waits for an office says by when it is to be assigned, wherever an answer's day would stand", async () => {
  at("2026-11-03T01:15:00Z");
  const id = await ask();
  expect((await liuhe!.form(`/threads/${id}/feedback/return`, { reason: "不属本镇。" })).status).toBe(303);
  const due = said("feedback.dueBy", { context: "received", date: "11月4日" });
  expect(due).not.toBe(said("feedback.dueBy", { date: "11月4日" })); // premise
  const places: [Visitor, string][] = [
    [anyone(site), `/threads/${id}`],
    [anyone(site), "/threads?kind=QUESTION"],
    [asker!, "/me/questions"],
    [asker!, `/threads/${id}/feedback/withdrawal`],
    [administrator!, `/threads/${id}/feedback/assignment`],
    [administrator!, "/desk"],
  ];
  for (const [who, path] of places) expect(words((await who.get(path)).text), path).toContain(due);
  await administrator!.form(`/threads/${id}/feedback/assignment`, { office: "liuhe" });
  expect(words((await anyone(site).get(`/threads/${id}`)).text)).toContain(said("feedback.dueBy", { date: "11月10日" }));
});

test("a day of another year is named with its year", async () => {
  at("2026-12-29T01:15:00Z");
  const id = await ask();
  for (const path of [`/threads/${id}`, `/threads/${id}/due`, "/threads?kind=QUESTION"])
    expect(words((await anyone(site).get(path)).text), path).toContain("2027年1月");
  at("2027-01-03T01:15:00Z");
  expect(words((await anyone(site).get(`/threads/${id}/due`)).text)).toContain(said("due.result.answer", { date: "1月5日" }));
});

test("how it was counted names the instant, the days of rest, and the day of reopening", async () => {
  at("2026-11-05T01:15:00Z");
  const id = await ask();
  const since = async () => {
    const { text } = await anyone(site).get(`/threads/${id}/due`);
    return { words: words(text), time: partsOf(text).find(({ tag, is }) => tag === "time" && is.title)! };
  };
  const before = await since();
  expect([before.time.text, before.time.is["data-relative"]]).toEqual(["2026/11/05 09:15", undefined]);
  expect(before.words).toContain(said("due.rest"));
  expect(before.words).toContain(said("due.receipt"));
  await liuhe!.api("POST", `/threads/${id}/answer`, { body: "桥头三盏路灯的电缆已更换，昨晚恢复照明。" });
  await asker!.form(`/threads/${id}/feedback/reopen`, { reason: "今晚又不亮了。" });
  const after = await since();
  for (const key of ["due.reopening", "due.dayZeroReopened", "due.sinceReopened"]) expect(after.words).toContain(said(key));
  expect(after.words).not.toContain(said("due.receipt"));
});
