import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { complaints, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, stranger, liuhe, shaxi, moderator, administrator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  stranger = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  moderator = await visitor(site, "moderator");
  administrator = await visitor(site, "administrator");
});

const ask = async (kind = "QUESTION"): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind, title: "渡口的末班船", body: "请问渡口周末的末班船是几点？" })).json.id;
const answered = async (): Promise<number> => {
  const id = await ask();
  await liuhe!.api("POST", `/threads/${id}/answer`, { body: "周末末班船为十八点三十分，节假日另行公布。" });
  return id;
};
const seen = async (id: number) => (await asker!.api("GET", `/threads/${id}`)).json.feedback;
const step = async (id: number, name: string, fields: Record<string, string>) =>
  asker!.form(`/threads/${id}/feedback/${name}`, { version: String((await seen(id)).version), ...fields });

describe("whoever asked", () => {
  test("rates an answer by form; the office and administrators see it, nobody else does", async () => {
    const id = await answered();
    expect((await asker!.get(`/threads/${id}`)).text).toContain(`/threads/${id}/feedback/rating`);
    expect((await asker!.get(`/threads/${id}/feedback/rating`)).status).toBe(200);
    const sent = await step(id, "rating", { score: "2", solved: "partly", comment: "没有写节假日的时间" });
    expect([sent.status, sent.to]).toEqual([303, `/threads/${id}`]);
    for (const who of [asker!, liuhe!, administrator!]) expect((await who.get(`/threads/${id}`)).text).toContain("没有写节假日的时间");
    const shown = said("asker.outOfFive", { score: 2 });
    for (const who of [asker!, liuhe!, administrator!]) {
      expect((await who.get(`/threads/${id}`)).text).toContain(shown);
      expect((await who.api("GET", `/threads/${id}`)).json.feedback.rating).toEqual({ score: 2, solved: "partly", comment: "没有写节假日的时间" });
    }
    // Right after those who see it, and a second time from what is kept.
    for (const who of [anyone(site), stranger!, moderator!, shaxi!, anyone(site)]) {
      for (const path of [`/threads/${id}`, `/threads/${id}/feedback/now`]) {
        const page = (await who.get(path)).text;
        expect(page).toContain(said("feedback.event.rated")); // that it was rated stands on the timeline
        for (const words of [shown, said("asker.solved.partly"), "没有写节假日的时间"]) expect(page).not.toContain(words);
      }
      expect((await who.api("GET", `/threads/${id}`)).json.feedback.rating).toBeNull();
    }
  });

  test("sees the answer beside the form that rates it", async () => {
    const id = await answered();
    expect((await asker!.get(`/threads/${id}/feedback/rating`)).text).toContain("周末末班船为十八点三十分");
    await step(id, "rating", { score: "2", solved: "not_solved", comment: "周日的没有说" });
    expect((await asker!.get(`/threads/${id}/feedback/reopen`)).text).toContain("周末末班船为十八点三十分");
  });

  test("is asked why when the score is low, and loses nothing that was typed", async () => {
    const id = await answered();
    const refused = await step(id, "rating", { score: "1", solved: "not_solved", comment: "" });
    expect(refused.status).toBe(422);
    expect(wrongWith(refused.text, "comment")).toBe(said("errors.reasonWhenLow"));
    expect(refused.text).toMatch(/value="1" checked/);
    expect(refused.text).toMatch(/value="not_solved" checked/);
  });

  test("rates each answer once", async () => {
    const id = await answered();
    expect((await step(id, "rating", { score: "5", solved: "solved" })).status).toBe(303);
    const twice = await asker!.get(`/threads/${id}/feedback/rating`);
    expect(twice.status).toBe(409);
    expect(twice.text).toContain(`href="/threads/${id}"`); // where one sees why
    expect((await step(id, "rating", { score: "1", comment: "改主意了" })).status).toBe(409);
  });

  test("reopens it with a reason, which comes back when it is refused, and rates the next answer too", async () => {
    const id = await answered();
    await step(id, "rating", { score: "2", solved: "not_solved", comment: "周日的没有说" });
    expect(wrongWith((await step(id, "reopen", { reason: " " })).text, "reason")).toBe(said("errors.required"));
    expect((await step(id, "reopen", { reason: "周日末班船几点？" })).status).toBe(303);
    expect(await seen(id)).toMatchObject({ state: "assigned", reopened: true });
    await liuhe!.api("POST", `/threads/${id}/answer`, { body: "周日末班船为十九点整，码头电话见公告栏。" });
    const again = await step(id, "reopen", { reason: "还要再问一次" });
    expect([again.status, typedIn(again.text, "reason")?.trim()]).toEqual([409, "还要再问一次"]);
    expect((await step(id, "rating", { score: "4", solved: "solved" })).status).toBe(303);
    expect((await seen(id)).rating).toMatchObject({ score: 4, solved: "solved" });
  });

  test("sees what the office did while a form was open, and keeps the text", async () => {
    const id = await answered();
    const { version } = await seen(id);
    await liuhe!.api("POST", `/threads/${id}/correction`, { body: "周末末班船为十七点三十分。", reason: "时间写错" });
    const refused = await asker!.form(`/threads/${id}/feedback/reopen`, { version: String(version), reason: "还是赶不上" });
    expect(refused.status).toBe(409);
    expect(complaints(refused.text)).toContain(said("errors.feedbackChanged"));
    expect(refused.text).toContain("时间写错");
    expect(typedIn(refused.text, "reason")?.trim()).toBe("还是赶不上");
  });

  test("withdraws what needs no answer any more", async () => {
    const id = await ask();
    expect((await asker!.get(`/threads/${id}/feedback/withdrawal`)).status).toBe(200);
    expect((await step(id, "withdrawal", {})).status).toBe(303);
    expect(await seen(id)).toMatchObject({ state: "withdrawn" });
  });

  test("withdraws a question as a question and an opinion as an opinion", async () => {
    for (const [kind, other] of [
      ["QUESTION", "OPINION"],
      ["OPINION", "QUESTION"],
    ] as const) {
      const id = await ask(kind);
      for (const path of [`/threads/${id}`, `/threads/${id}/feedback/withdrawal`, "/me/questions"]) {
        const { text } = await asker!.get(path);
        expect(text, path).toContain(said("asker.step.withdrawal.title", { context: kind }));
        if (path !== "/me/questions") expect(text, path).not.toContain(said("asker.step.withdrawal.title", { context: other }));
      }
    }
  });

  test("is nobody else: others find no buttons and no forms", async () => {
    const id = await answered();
    for (const who of [stranger!, liuhe!, anyone(site)]) expect((await who.get(`/threads/${id}`)).text).not.toContain("feedback/rating");
    expect((await stranger!.get(`/threads/${id}/feedback/rating`)).status).toBe(403);
    expect((await stranger!.form(`/threads/${id}/feedback/rating`, { score: "5" })).status).toBe(403);
    expect(await turnedToSignIn(site, `/threads/${id}/feedback/rating`)).toBe(true);
  });
});
