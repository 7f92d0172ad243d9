import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, liuhe, colleague, shaxi, administrator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  colleague = await visitor(site, "association", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  administrator = await visitor(site, "administrator");
});

const ask = async (more: object = {}): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "老年食堂几点开门", body: "请问镇上的老年食堂周日几点开门？", ...more })).json
    .id;
const versionOf = async (id: number) => String((await asker!.api("GET", `/threads/${id}`)).json.feedback.version);
const state = async (id: number) => (await asker!.api("GET", `/threads/${id}`)).json.feedback;

describe("whoever handles a question", () => {
  test("finds each step that is possible on the thread's page; others find none", async () => {
    const id = await ask();
    const page = (await liuhe!.get(`/threads/${id}`)).text;
    for (const step of ["answer", "progress", "hand-over", "assistance", "extension", "complexity", "return", "decline", "merge"])
      expect(page, step).toContain(`/threads/${id}/feedback/${step}`);
    expect(page).not.toContain("feedback/correction");
    for (const other of [anyone(site), asker!, shaxi!]) expect((await other.get(`/threads/${id}`)).text).not.toContain("/feedback/answer");
    expect((await administrator!.get(`/threads/${id}`)).text).toContain("feedback/assignment");
  });

  test("answers by form, without a script", async () => {
    const id = await ask();
    expect((await liuhe!.get(`/threads/${id}/feedback/answer`)).text).toContain("老年食堂周日几点开门");
    const sent = await liuhe!.form(`/threads/${id}/feedback/answer`, { version: await versionOf(id), body: "周日上午七点半开门，电话 53601234。" });
    expect([sent.status, sent.to]).toEqual([303, `/threads/${id}`]);
    expect(await state(id)).toMatchObject({ state: "answered" });
  });

  test.each([
    ["progress", { body: "已联系食堂负责人。" }],
    ["hand-over", { office: "shaxi", reason: "食堂由沙溪镇开办" }],
    ["assistance", { "offices.shaxi": "1" }],
    ["extension", { days: "3", reason: "需要现场核实" }],
    ["complexity", { reason: "涉及两个单位" }],
    ["return", { reason: "不属本镇" }],
    ["decline", { reason: "属于企业内部事务" }],
  ])("takes the step %s by form", async (step, fields) => {
    const id = await ask();
    expect((await liuhe!.get(`/threads/${id}/feedback/${step}`)).status).toBe(200);
    const before = (await state(id)).timeline.length;
    const sent = await liuhe!.form(`/threads/${id}/feedback/${step}`, { version: await versionOf(id), ...fields });
    expect(sent.status).toBe(303);
    expect((await liuhe!.get(sent.to!)).text).toContain(said(`notice.stepTaken.${step}`)); // in its own words
    expect((await state(id)).timeline).toHaveLength(before + 1);
  });

  test("merges into a thread that is named by its address", async () => {
    const [first, second] = [await ask(), await ask()];
    expect((await liuhe!.form(`/threads/${second}/feedback/merge`, { into: `http://localhost/threads/${first}?order=newest` })).status).toBe(303);
    expect((await state(second)).mergedInto).toBe(first);
    expect((await asker!.get(`/threads/${second}`)).text).toContain(said("feedback.mergedInto", { number: first }));
  });

  test.each(["999999", "a neighbour's private question", "itself"])(
    "is told beside the field that it cannot merge into %s, and loses no text",
    async (what) => {
      const id = await ask();
      const neighbour = await visitor(site, "resident");
      const secret = { town: "liuhe", kind: "QUESTION", title: "低保复核要哪些材料", body: "低保复核要带哪些材料？", private: true };
      const into = what === "itself" ? id : what === "999999" ? what : (await neighbour.api("POST", "/threads", secret)).json.id;
      const path = `/threads/${id}/feedback/merge`;
      const refused = await liuhe!.form(path, { into: String(into), reason: "与另一件是同一件事" });
      expect([refused.status, wrongWith(refused.text, "into")]).toEqual([
        422,
        expect.stringContaining(said(what === "itself" ? "errors.mergeIntoItself" : "errors.cannotMerge")),
      ]);
      expect(refused.text).toContain("与另一件是同一件事");
      expect(await state(id)).toMatchObject({ state: "assigned", mergedInto: null });
    },
  );

  test("gets a refused form back with everything typed", async () => {
    const id = await ask();
    const wrong = await liuhe!.form(`/threads/${id}/feedback/extension`, { version: await versionOf(id), days: "11", reason: "等设备到货" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("等设备到货");
    expect(wrong.text).toContain('value="11"');
    const helped = await liuhe!.form(`/threads/${id}/feedback/assistance`, { version: "1", "offices.shaxi": "1", offices: "x" }, {});
    expect(helped.status).toBe(303);
  });
});

describe("two people on one question", () => {
  test("the second sees what the first did, keeps the text and may send it over it", async () => {
    const id = await ask();
    const version = await versionOf(id);
    await colleague!.form(`/threads/${id}/feedback/progress`, { version, body: "正在核实。" });
    const late = await liuhe!.form(`/threads/${id}/feedback/answer`, { version, body: "周日上午八点开门，请从北门进。" });
    expect(late.status).toBe(409);
    expect(late.text).toContain("周日上午八点开门，请从北门进。");
    expect(late.text).toContain("浏河镇发布办理进展");
    const offered = /name="version" value="(\d+)"/.exec(late.text)![1]!;
    expect(offered).not.toBe(version); // premise: the form that came back knows what happened
    expect((await liuhe!.form(`/threads/${id}/feedback/answer`, { version: offered, body: "周日上午八点开门，请从北门进。" })).status).toBe(303);
  });

  test("whoever is told of it opens the page anew, with what was typed and without sending it", async () => {
    const id = await ask();
    const version = await versionOf(id);
    await colleague!.form(`/threads/${id}/feedback/progress`, { version, body: "正在核实。" });
    await colleague!.form(`/threads/${id}/feedback/draft`, { body: "同事的草稿", draftVersion: "0" });
    const anew = await liuhe!.form(`/threads/${id}/feedback/answer`, { version, draftVersion: "0", body: "周日上午八点开门，请从北门进。", anew: "1" });
    expect(anew.status).toBe(200);
    for (const text of ["周日上午八点开门，请从北门进。", "浏河镇发布办理进展", "同事的草稿"]) expect(anew.text).toContain(text);
    expect(anew.text).not.toContain("data-error-summary");
    expect(await state(id)).toMatchObject({ state: "assigned", version: Number(version) + 1 });
    for (const name of ["version", "draftVersion"]) {
      const offered = new RegExp(`name="${name}" value="(\\d+)"`).exec(anew.text)![1];
      expect(offered, name).toBe(name === "version" ? String(Number(version) + 1) : "1");
    }
    const refused = await shaxi!.form(`/threads/${id}/feedback/answer`, { version, body: "我写的", anew: "1" });
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain("同事的草稿");
  });

  test("whose colleague answered first finds the text to copy, and no button that leads nowhere", async () => {
    const id = await ask();
    const version = await versionOf(id);
    expect((await liuhe!.get(`/threads/${id}/feedback/answer`)).text).toContain("feedback/draft"); // premise: the button is there before
    await colleague!.api("POST", `/threads/${id}/answer`, { body: "周日上午七点半开门，电话 53601234。" });
    const refused = await liuhe!.form(`/threads/${id}/feedback/answer`, { version, body: "周日早上八点开门，请带老年证。" });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("周日早上八点开门");
    expect(refused.text).toContain(said("desk.meanwhileGone"));
    expect(refused.text).toContain(`/threads/${id}/feedback/correction`);
    for (const gone of [said("desk.sendAfterAll"), "feedback/draft"]) expect(refused.text).not.toContain(gone);
  });

  test("is not told of publicity where the question is private", async () => {
    const secret = await ask({ private: true });
    for (const [id, answer, reason] of [
      [secret, "desk.answerPrivately", "desk.reasonPrivate"],
      [await ask(), "desk.step.answer.lead", "desk.reasonPublic"],
    ] as const) {
      expect((await liuhe!.get(`/threads/${id}/feedback/answer`)).text).toContain(said(answer));
      expect((await liuhe!.get(`/threads/${id}/feedback/decline`)).text).toContain(said(reason));
    }
  });

  test("the text is kept also where the question went elsewhere meanwhile", async () => {
    const id = await ask();
    const version = await versionOf(id);
    await colleague!.form(`/threads/${id}/feedback/hand-over`, { version, office: "shaxi", reason: "属沙溪镇" });
    const late = await liuhe!.form(`/threads/${id}/feedback/answer`, { version, body: "我写了很久的答复。" });
    expect(late.status).toBe(403);
    expect(late.text).toContain("我写了很久的答复。");
  });
});

test("nobody else opens or sends these forms", async () => {
  const id = await ask();
  for (const other of [asker!, shaxi!]) {
    expect((await other.get(`/threads/${id}/feedback/answer`)).status).toBe(403);
    expect((await other.form(`/threads/${id}/feedback/answer`, { body: "冒名的答复" })).status).toBe(403);
  }
  expect(await turnedToSignIn(site, `/threads/${id}/feedback/answer`)).toBe(true);
  const secret = await ask({ private: true });
  expect((await shaxi!.get(`/threads/${secret}/feedback/answer`)).status).toBe(404);
  expect((await shaxi!.form(`/threads/${secret}/feedback/answer`, { body: "看不见的" })).status).toBe(404);
});

describe("whoever passes a private question on, and so reads it no more,", () => {
  const STEPS = [
    ["hand-over", { office: "shaxi", reason: "食堂由沙溪镇开办" }, { state: "assigned", office: "shaxi" }],
    ["return", { reason: "不属本镇" }, { state: "received", office: null }],
  ] as const;

  test.each(STEPS)("is told by JSON after %s who has it now, and nothing else", async (step, body, feedback) => {
    const id = await ask({ private: true });
    expect((await liuhe!.api("POST", `/threads/${id}/complexity`, { reason: "涉及两个单位" })).json.title).toBe("老年食堂几点开门"); // premise: it was read
    const sent = await liuhe!.api("POST", `/threads/${id}/${step}`, body);
    expect([sent.status, sent.json]).toEqual([200, { id, url: `/threads/${id}`, feedback }]);
    expect((await liuhe!.api("GET", `/threads/${id}`)).status).toBe(404);
    expect(await state(id)).toMatchObject(feedback);
  });

  test.each(STEPS)("comes back to the desk after the form of %s, and is told why", async (step, body) => {
    const id = await ask({ private: true });
    const sent = await liuhe!.form(`/threads/${id}/feedback/${step}`, { version: await versionOf(id), ...body });
    expect([sent.status, sent.to]).toEqual([303, "/desk"]);
    const desk = await liuhe!.get("/desk");
    expect([desk.status, desk.text.includes(said("notice.passedOn"))]).toEqual([200, true]);
    expect(desk.text).not.toContain(`/threads/${id}`);
  });

  test("is told of the whole thread where it may still be read: an administrator, and of a public question everybody", async () => {
    const secret = await ask({ private: true });
    const moved = await administrator!.api("POST", `/threads/${secret}/hand-over`, { office: "shaxi", reason: "由沙溪镇承办" });
    expect(moved.json).toMatchObject({ id: secret, title: "老年食堂几点开门", feedback: { office: "shaxi" } });
    const open = await ask();
    const sent = await liuhe!.form(`/threads/${open}/feedback/hand-over`, { version: await versionOf(open), office: "shaxi", reason: "由沙溪镇承办" });
    expect([sent.status, sent.to]).toEqual([303, `/threads/${open}`]);
    expect((await liuhe!.get(`/threads/${open}`)).text).toContain(said("notice.stepTaken.hand-over"));
  });
});
