import { beforeAll, describe, expect, test } from "vitest";
import { partsOf, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import type { Visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

/** Personal numbers in what is published on the way of a question: its writer is told first who will see them. */

const site = useSite();
let [asker, liuhe, colleague, administrator]: Visitor[] = [];
beforeAll(async () => {
  ({ asker, liuhe, colleague, administrator } = await twoOffices(site));
});

const ask = async (more: object = {}): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "窨井盖", body: "窨井盖不见了，请问谁来补？", ...more })).json.id;
const TEXT = "井盖周五上午补好，师傅电话13812345678，到场前先打。";
const REASON = "另一家单位负责，请打13812345678问他们。";
const stateOf = async (id: number) => (await liuhe!.api("GET", `/threads/${id}`)).json.feedback.state;
const warning = (html: string) => partsOf(html).find(({ is }) => is["aria-labelledby"] === "personal-heading")?.text ?? "";
const address = (html: string) => partsOf(html).find(({ is }) => is["data-personal-url"] !== undefined)!.is["data-personal-url"]!;

/** Sends a form that comes back with the warning and all that was typed, and sends it all the same. */
async function toldFirst(who: Visitor, path: string, fields: Record<string, string>, told: string): Promise<void> {
  const first = await who.form(path, fields);
  expect([first.status, warning(first.text).includes(told)], path).toEqual([422, true]);
  for (const [name, value] of Object.entries(fields)) if (!["version", "anyway"].includes(name)) expect(typedIn(first.text, name), path).toBe(value);
  expect(partsOf(first.text).some(({ tag, is }) => tag === "button" && is.name === "personalSeen" && is.value === "1")).toBe(true);
  expect((await who.form(path, { ...fields, personalSeen: "1" })).status, path).toBe(303);
}

describe("whoever writes a number into", () => {
  test("an answer, a word on the way, a correction or a reason is told first how others will see it, and may send it", async () => {
    const id = await ask();
    const at = (step: string) => `/threads/${id}/feedback/${step}`;
    await toldFirst(liuhe!, at("progress"), { body: TEXT }, "138****5678");
    await toldFirst(liuhe!, at("extension"), { days: "3", reason: REASON }, "138****5678");
    await toldFirst(liuhe!, at("answer"), { body: TEXT }, "138****5678");
    expect(await stateOf(id)).toBe("answered");
    await toldFirst(liuhe!, at("correction"), { body: "井盖已补好，原来写的日期有误。", reason: REASON }, "138****5678");
    await toldFirst(asker!, at("reopen"), { reason: REASON }, "138****5678");
    await toldFirst(liuhe!, at("hand-over"), { office: "shaxi", reason: REASON }, "138****5678");
    await toldFirst(liuhe!, `/threads/${await ask()}/feedback/decline`, { reason: REASON }, "138****5678");
    await toldFirst(liuhe!, `/threads/${await ask()}/feedback/return`, { reason: REASON }, "138****5678");
  });

  test("an answer that says nothing either is told of both, one after the other, and asked neither twice", async () => {
    const id = await ask();
    const path = `/threads/${id}/feedback/answer`;
    const short = { body: "打13812345678，井盖的事由这位师傅负责到底，周末也可以打。" };
    await liuhe!.api("POST", `/threads/${await ask()}/answer`, short); // a copy of it says nothing
    expect(warning((await liuhe!.form(path, short)).text)).toContain("138****5678");
    const empty = await liuhe!.form(path, { ...short, personalSeen: "1" });
    expect([empty.status, warning(empty.text), empty.text.includes(said("desk.sendAnyway"))]).toEqual([422, "", true]);
    expect(typedIn(empty.text, "personalSeen")).toBe("1");
    expect((await liuhe!.form(path, { ...short, personalSeen: "1", anyway: "1" })).status).toBe(303);
  });

  test("a draft is asked nothing: only colleagues read it", async () => {
    expect((await liuhe!.form(`/threads/${await ask()}/feedback/draft`, { body: TEXT })).status).toBe(303);
  });

  test("a private question's answer or reason is told in its own words who reads it, also while typing", async () => {
    const id = await ask({ private: true });
    const at = (step: string) => `/threads/${id}/feedback/${step}`;
    await toldFirst(liuhe!, at("extension"), { days: "3", reason: REASON }, said("personal.whoPrivate"));
    const typed = await liuhe!.form(address((await liuhe!.get(at("answer"))).text), { body: TEXT });
    expect([warning(typed.text).includes(said("personal.whoToAsker")), warning(typed.text).includes("138****5678")]).toEqual([true, true]);
    expect(warning((await liuhe!.form(address((await liuhe!.get(at("decline"))).text), { reason: REASON })).text)).toContain(said("personal.whoPrivate"));
    await toldFirst(liuhe!, at("answer"), { body: TEXT }, said("personal.whoToAsker"));
    const { items } = (await asker!.api("GET", `/threads/${id}/posts`)).json;
    expect(items[0].body).toMatch(/138(?:\*|\\\*){4}5678/); // as they were told
    await toldFirst(asker!, at("reopen"), { reason: REASON }, said("personal.whoPrivate"));
  });

  test("one text for several questions is told once for all of them, and the ticks come back", async () => {
    const ids = [await ask(), await ask({ title: "路灯" })];
    const fields = { thread: ids.map(String), body: TEXT };
    const first = await liuhe!.form("/desk/answer", fields);
    expect([first.status, warning(first.text).includes("138****5678"), typedIn(first.text, "body")]).toEqual([422, true, TEXT]);
    expect(partsOf(first.text).filter(({ is }) => is.name === "thread" && "checked" in is)).toHaveLength(2);
    expect((await liuhe!.form("/desk/answer", { ...fields, personalSeen: "1", anyway: "1" })).status).toBe(303);
    expect(await stateOf(ids[1]!)).toBe("answered");
  });

  test("an answer while signing it is told too; one that is signed as it stands was told of when it was sent in", async () => {
    const signers = (names: Visitor[]) =>
      administrator!.api("PUT", "/offices/liuhe/sign-off", { signers: names.map((who) => ({ username: who.member!.username, step: 1 })) });
    await signers([colleague!]);
    const id = await ask();
    expect((await liuhe!.form(`/threads/${id}/feedback/answer`, { body: TEXT, personalSeen: "1", anyway: "1" })).status).toBe(303);
    const path = `/threads/${id}/feedback/sign-off`;
    const page = (await colleague!.get(path)).text;
    const fields = { draftVersion: typedIn(page, "draftVersion")!, bodySeen: typedIn(page, "bodySeen")!, body: TEXT };
    const changed = await colleague!.form(path, { ...fields, body: `${TEXT}谢谢。` });
    expect([changed.status, warning(changed.text).includes("138****5678"), typedIn(changed.text, "body")]).toEqual([422, true, `${TEXT}谢谢。`]);
    expect((await colleague!.form(path, fields)).status).toBe(303);
    expect(await stateOf(id)).toBe("answered");
    await signers([]);
  });
});
