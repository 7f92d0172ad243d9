import { beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { MOST_AT_ONCE } from "../../server/questions/answers/several-inputs.ts";
import { partsOf, said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, turnedToSignIn, type Visitor, visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

const site = useSite();
let [asker, neighbour, liuhe, colleague, shaxi, administrator]: Visitor[] = [];
beforeAll(async () => {
  setClock(() => new Date("2026-11-03T01:15:00Z"));
  ({ asker, liuhe, colleague, shaxi, administrator } = await twoOffices(site));
  neighbour = await visitor(site, "resident");
});
const ask = async (title: string, more: object = {}, who = asker!): Promise<number> =>
  (await who.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: `${title}，请问怎么办？`, ...more })).json.id;
const feedbackOf = async (id: number) => (await liuhe!.api("GET", `/threads/${id}`)).json.feedback;
const answersTo = async (id: number): Promise<string[]> => {
  const { items } = (await liuhe!.api("GET", `/threads/${id}/posts`)).json;
  return items.filter(({ answers }: { answers: string | null }) => answers === "answer").map(({ body }: { body: string }) => body);
};
const addressOf = (...ids: number[]) => `/desk/answer?${ids.map((id) => `thread=${id}`).join("&")}`;
/** What the page's form would send: its hidden fields and ticks, and the text. */
const fieldsIn = (html: string): Record<string, string[]> => {
  const inputs = partsOf(html).filter(({ tag, is }) => tag === "input" && is.name && !["_csrf", "returnTo"].includes(is.name));
  const sent = inputs.filter(({ is }) => /^(thread|answered|version\.\d+|draft\.\d+)$/.test(is.name!) && (is.type !== "checkbox" || "checked" in is));
  const names = [...new Set(sent.map(({ is }) => is.name!))];
  return Object.fromEntries(names.map((name) => [name, sent.filter(({ is }) => is.name === name).map(({ is }) => is.value!)]));
};
const send = (who: Visitor, fields: Record<string, string | string[]>, path = "/desk/answer") => who.form(path, fields);
const countOf = (html: string, part: string) => html.split(part).length - 1;
const ticksOn = (html: string) => partsOf(html).filter(({ is }) => is.type === "checkbox" && is.name === "thread");

describe("on the desk", () => {
  test("an office ticks what it leads and may answer now, by name; who assists, an administrator and what waits for an office have no box", async () => {
    const [mine, helped, answered] = [await ask("路灯"), await ask("公厕", { town: "shaxi" }), await ask("班车")];
    await shaxi!.api("POST", `/threads/${helped}/assistance`, { offices: ["liuhe"] });
    await liuhe!.api("POST", `/threads/${answered}/answer`, { body: "班车六点半首发，请看站牌上的时刻表。" });
    const page = (await liuhe!.get("/desk?state=all")).text;
    for (const title of ["路灯", "公厕", "班车"]) expect(page).toContain(title); // premise: all three are on the desk
    expect(ticksOn(page).map(({ is }) => Number(is.value))).toEqual([mine]);
    expect(partsOf(page).find(({ tag, text }) => tag === "label" && text === said("several.chooseNamed", { title: "路灯" }))).toBeDefined();
    expect(page).toContain(said("several.open"));
    const { items } = (await liuhe!.api("GET", "/desk?state=all")).json;
    expect(items.filter(({ mayAnswer }: { mayAnswer: boolean }) => mayAnswer).map(({ id }: { id: number }) => id)).toEqual([mine]);
    expect(ticksOn((await administrator!.get("/desk")).text)).toEqual([]);
  });

  test("whoever ticks nothing is told what to do first", async () => {
    for (const path of ["/desk/answer", "/desk/answer?thread=x"]) {
      const page = await liuhe!.get(path);
      expect([page.status, page.text.includes(said("several.none"))]).toEqual([200, true]);
    }
    const sent = await send(liuhe!, { body: "写好的字。" });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain(said("errors.chooseQuestions"));
    expect(sent.text).toContain("写好的字。");
  });
});

describe("one text for several", () => {
  test("each gets its own answer, its placeholders filled in; the page shows each beforehand", async () => {
    const ids = [await ask("停水何时恢复"), await ask("几号桥停水", {}, neighbour!)];
    const page = (await liuhe!.get(addressOf(...ids))).text;
    expect(ticksOn(page).map(({ is }) => Number(is.value))).toEqual(ids);
    const body = "{{asker}}您好，“{{ title }}”一事：管道已修好，{{date}}二十二时恢复供水，{{due}}前可致电53601234。{{office}}";
    const expected = (title: string, who: Visitor) => `${who.member!.displayName}您好，“${title}”一事：管道已修好，`;
    const preview = await send(liuhe!, { ...fieldsIn(page), body }, "/desk/answer/preview");
    expect(preview.status).toBe(200);
    expect(preview.text).toContain(expected("停水何时恢复", asker!));
    expect(preview.text).toContain(expected("几号桥停水", neighbour!));
    expect((await feedbackOf(ids[0]!)).state).toBe("assigned"); // seen, not sent
    const sent = await send(liuhe!, { ...fieldsIn(preview.text), body });
    expect([sent.status, sent.to]).toEqual([303, "/desk"]);
    expect((await liuhe!.get("/desk")).text).toContain(said("notice.severalAnswered", { count: 2 }));
    for (const [at, [title, who]] of [["停水何时恢复", asker!] as const, ["几号桥停水", neighbour!] as const].entries()) {
      const [answer, ...more] = await answersTo(ids[at]!);
      expect(answer!.replaceAll("\\", "")).toContain(expected(title, who));
      expect(answer!.replaceAll("\\", "")).toContain("2026-11-03二十二时恢复供水，2026-11-10前可致电53601234。浏河镇");
      expect(more).toEqual([]);
    }
  });

  test("what an asker wrote never becomes a link or a heading in the office's answer", async () => {
    const id = await ask("[点此领奖](https://evil.example) http://evil.example **快**");
    const { json } = await liuhe!.api("POST", "/desk/answers", { threads: [{ id }], body: "您问的“{{title}}”，请于11月30日前到镇政府窗口办理。" });
    expect(json.items).toEqual([{ threadId: id, ok: true, waits: false }]);
    const { items } = (await liuhe!.api("GET", `/threads/${id}/posts`)).json;
    const { html } = items.find(({ answers }: { answers: string | null }) => answers === "answer");
    expect(html).toContain("[点此领奖](https://evil.example) http://evil.example **快**"); // premise: it stands there, as words
    expect(html).not.toMatch(/<a |<strong/);
  });

  test("a template of the office follows what is written already, and each may be left out", async () => {
    const template = (await liuhe!.api("POST", "/desk/templates", { office: "liuhe", name: "垃圾", body: "{{asker}}：清运时间为每日七时。" })).json.id;
    const ids = [await ask("垃圾没人收"), await ask("垃圾桶满了")];
    expect((await liuhe!.get(`${addressOf(...ids)}&template=${template}`)).text).toContain("{{asker}}：清运时间为每日七时。");
    const page = (await liuhe!.get(addressOf(...ids))).text;
    const used = (
      await send(liuhe!, { ...fieldsIn(page), thread: String(ids[0]), body: "您好。", template: String(template), use: "1" }, "/desk/answer/preview")
    ).text;
    expect(partsOf(used).find(({ tag }) => tag === "textarea")!.text).toContain("您好。\n\n{{asker}}：清运时间为每日七时。");
    expect(ticksOn(used).map(({ is }) => "checked" in is)).toEqual([true, false]);
    await send(liuhe!, { ...fieldsIn(used), body: "每日七时清运，节假日不停。", anyway: "1" });
    expect((await feedbackOf(ids[0]!)).state).toBe("answered");
    expect((await feedbackOf(ids[1]!)).state).toBe("assigned");
  });

  test("what is longer than an answer is not shown as it will stand, and comes back as it was typed", async () => {
    const fields = fieldsIn((await liuhe!.get(addressOf(await ask("闸口"), await ask("码头")))).text);
    const preview = (body: string) => send(liuhe!, { ...fields, body }, "/desk/answer/preview");
    expect(countOf((await preview("闸口每日七时开放。")).text, "<p>闸口每日七时开放。</p>")).toBe(2); // premise: what is short enough is
    const long = await preview("长".repeat(20_001));
    expect(long.status).toBe(422);
    expect(long.text).toContain(said("errors.tooLong", { max: 20_000 }));
    expect(countOf(long.text, "长".repeat(20_001))).toBe(1);
    const title = "桥".repeat(100);
    const wide = fieldsIn((await liuhe!.get(addressOf(await ask(title)))).text);
    const filled = (await send(liuhe!, { ...wide, body: "{{title}}".repeat(2_000) }, "/desk/answer/preview")).text;
    expect(countOf(filled, "桥")).toBeGreaterThan(20_000); // premise: filled in
    expect(countOf(filled, "桥")).toBeLessThan(21_000);
  });

  test("a placeholder that nothing fills in is refused and stays in the form", async () => {
    const id = await ask("门牌");
    const sent = await send(liuhe!, { ...fieldsIn((await liuhe!.get(addressOf(id))).text), body: "请致电{{phone}}，工作日八点到十七点。" });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain("{{phone}}");
    expect(sent.text).toContain(said("errors.unknownPlaceholder").split("：")[0]);
    expect((await feedbackOf(id)).state).toBe("assigned");
  });
});

describe("what stops one does not stop the rest", () => {
  const TEXT = "道路自11月25日起封闭施工，12月10日恢复通行，请绕行滨江路。";

  test("one that a colleague answered meanwhile is told, with what was typed; the others are answered", async () => {
    const ids = [await ask("封路一"), await ask("封路二"), await ask("封路三")];
    const fields = fieldsIn((await liuhe!.get(addressOf(...ids))).text);
    await colleague!.api("POST", `/threads/${ids[1]}/answer`, { body: "同事已经答复：绕行江堤路即可，每天如此。" });
    const sent = await send(liuhe!, { ...fields, body: TEXT });
    expect(sent.status).toBe(409);
    expect(sent.text).toContain(said("several.done", { count: 2 }));
    expect(sent.text).toContain(`<b>封路二</b> – ${said("errors.feedbackChanged")}`);
    expect(sent.text).toContain(TEXT);
    expect(await answersTo(ids[1]!)).toHaveLength(1);
    for (const id of [ids[0]!, ids[2]!]) expect(await answersTo(id)).toEqual([TEXT]);
  });

  test("one on which a colleague posted progress can be sent again, having seen it, and the answered ones are not answered again", async () => {
    const ids = [await ask("工期一"), await ask("工期二")];
    const fields = fieldsIn((await liuhe!.get(addressOf(...ids))).text);
    await colleague!.api("POST", `/threads/${ids[1]}/progress`, { body: "正在核实工期。" });
    const first = await send(liuhe!, { ...fields, body: `${TEXT}工期不变。`, anyway: "1" });
    expect(first.text).toContain("浏河镇发布办理进展");
    const left = fieldsIn(first.text);
    expect(left).toMatchObject({ thread: [String(ids[1])], answered: [String(ids[0])] });
    const second = await send(liuhe!, { ...left, body: `${TEXT}工期不变。`, anyway: "1" });
    expect(second.status).toBe(303);
    for (const id of ids) expect(await answersTo(id)).toEqual([`${TEXT}工期不变。`]);
  });

  test("a draft that a colleague saved meanwhile is shown and not thrown away", async () => {
    const id = await ask("草稿");
    const fields = fieldsIn((await liuhe!.get(addressOf(id))).text);
    await colleague!.form(`/threads/${id}/feedback/draft`, { body: "同事正写着", draftVersion: "0" });
    const sent = await send(liuhe!, { ...fields, body: "请于12月1日前到窗口办理，带身份证。" });
    expect(sent.status).toBe(409);
    expect(sent.text).toContain("同事正写着");
    expect((await feedbackOf(id)).state).toBe("assigned");
  });

  test("the same form sent twice, also at the same moment, answers once", async () => {
    const ids = [await ask("重复一"), await ask("重复二")];
    const fields = { ...fieldsIn((await liuhe!.get(addressOf(...ids))).text), body: "窗口每周一至周五八时三十分开放，{{title}}可在此办理。" };
    const both = await Promise.all([send(liuhe!, fields), send(liuhe!, fields)]);
    expect([...both, await send(liuhe!, fields)].map(({ status }) => status)).toEqual([303, 303, 303]);
    for (const id of ids) expect(await answersTo(id)).toHaveLength(1);
    expect(await db.officialAnswer.count({ where: { threadId: { in: ids } } })).toBe(2);
  });

  test("a reopened question is not taken for answered because the text is the same", async () => {
    const id = await ask("再问");
    const body = "排水口将于12月5日前疏通，联系电话53607788。";
    await liuhe!.api("POST", "/desk/answers", { threads: [{ id }], body });
    await asker!.api("POST", `/threads/${id}/reopen`, { reason: "没有疏通" });
    expect((await liuhe!.api("POST", "/desk/answers", { threads: [{ id, version: 1 }], body })).json.items[0]).toMatchObject({
      ok: false,
      problem: { status: 409 },
    });
    expect((await liuhe!.api("POST", "/desk/answers", { threads: [{ id }], body })).json.items).toEqual([{ threadId: id, ok: true, waits: false }]);
    expect(await answersTo(id)).toHaveLength(2);
  });
});

describe("an answer that says nothing", () => {
  test("is warned about once, and sent all the same by whoever saw it; that the answers are alike is no reason", async () => {
    const ids = [await ask("空话一"), await ask("空话二")];
    const fields = fieldsIn((await liuhe!.get(addressOf(...ids))).text);
    const body = "您好，您反映的问题已转交有关部门，将尽快处理。";
    const warned = await send(liuhe!, { ...fields, body });
    expect(warned.status).toBe(422);
    expect(warned.text).toContain(said("errors.answerOnlyPassedOn"));
    expect(warned.text).toContain(said("desk.sendAnyway"));
    expect(warned.text).toContain(body);
    expect((await feedbackOf(ids[0]!)).state).toBe("assigned");
    expect((await send(liuhe!, { ...fieldsIn(warned.text), body, anyway: "1" })).status).toBe(303);

    const good = "游泳馆自12月1日起每天九时至二十时开放，成人票二十元，六十岁以上免费，凭证件在南门入场，电话53609999。";
    const more = [await ask("游泳馆一"), await ask("游泳馆二")];
    expect((await send(liuhe!, { ...fieldsIn((await liuhe!.get(addressOf(...more))).text), body: good })).status).toBe(303);
    const later = await ask("游泳馆三");
    const copy = await send(liuhe!, { ...fieldsIn((await liuhe!.get(addressOf(later))).text), body: good });
    expect(copy.text).toContain(said("errors.answerCopy"));
  });
});

describe("who may not", () => {
  test("another office's question and a private one stay unknown, whatever the address says", async () => {
    const [own, other, secret] = [
      await ask("本镇的事"),
      await ask("沙溪的公开事", { town: "shaxi" }),
      await ask("沙溪的家事", { town: "shaxi", private: true }),
    ];
    expect((await shaxi!.get(addressOf(secret))).text).toContain("沙溪的家事"); // premise
    const page = (await liuhe!.get(addressOf(own, other, secret, 999_999))).text;
    expect(page).toContain("本镇的事");
    expect(page).not.toMatch(/沙溪的公开事|沙溪的家事/);
    expect(page).toContain(said("several.unknown", { count: 3 }));
    const { items } = (
      await liuhe!.api("POST", "/desk/answers", { threads: [secret, other, own].map((id) => ({ id })), body: "请于12月3日到镇政府二楼办理。" })
    ).json;
    expect(items).toMatchObject([
      { threadId: secret, ok: false, problem: { status: 404 } },
      { threadId: other, ok: false, problem: { status: 403 } },
      { threadId: own, ok: true },
    ]);
    expect(items[0].problem).toEqual({ status: 404, title: expect.any(String), detail: said("errors.notFound") });
    expect(await db.officialAnswer.count({ where: { threadId: { in: [other, secret] } } })).toBe(0);
  });

  test("what is answered already, or only assisted, is listed apart with the reason", async () => {
    const [done, helped] = [await ask("已办结"), await ask("协办的事", { town: "shaxi" })];
    await shaxi!.api("POST", `/threads/${helped}/assistance`, { offices: ["liuhe"] });
    await liuhe!.api("POST", `/threads/${done}/answer`, { body: "已于11月20日办结，电话53601234。" });
    const page = (await liuhe!.get(addressOf(done, helped))).text;
    expect(ticksOn(page)).toEqual([]);
    expect(page).toContain(said("several.why.notNow", { state: said("feedback.state.answered") }));
    expect(page).toContain(said("several.why.assisting"));
  });

  test("administrators, residents and people without an account neither open nor send it", async () => {
    const id = await ask("谁来答");
    const body = { threads: [{ id }], body: "冒名的答复，12月1日。" };
    for (const [who, status] of [
      [administrator!, 403],
      [asker!, 403],
      [anyone(site), 401],
    ] as const) {
      if (who.member) expect((await who.get(addressOf(id))).status).toBe(status);
      else expect(await turnedToSignIn(site, addressOf(id))).toBe(true);
      expect((await who.api("POST", "/desk/answers", body)).status).toBe(status);
      expect([401, 403]).toContain((await who.form("/desk/answer", { thread: String(id), body: body.body, anyway: "1" })).status);
    }
    expect((await feedbackOf(id)).state).toBe("assigned");
  });

  test("whose session ended finds the text again, and what it was for", async () => {
    const id = await ask("离开太久");
    const fields = fieldsIn((await liuhe!.get(addressOf(id))).text);
    const lost = await anyone(site).form("/desk/answer", { ...fields, body: "写了很久的答复。" });
    expect(lost.status).toBe(401);
    expect(lost.text).toContain("写了很久的答复。");
    expect(fieldsIn(lost.text)).toMatchObject({ thread: [String(id)] });
    expect(lost.text).not.toContain("离开太久");
  });

  test("whose session ended sends it again without throwing away what a colleague saved meanwhile", async () => {
    const id = await ask("离开时有人写");
    const fields = fieldsIn((await liuhe!.get(addressOf(id))).text);
    const body = "渡口每日七时至十八时开放，电话53601234。";
    const lost = await anyone(site).form("/desk/answer", { ...fields, body });
    await colleague!.form(`/threads/${id}/feedback/draft`, { body: "同事这时写的", draftVersion: "0" });
    const sent = await send(liuhe!, { ...fieldsIn(lost.text), body, anyway: "1" });
    expect([sent.status, await answersTo(id)]).toEqual([409, []]);
    expect(sent.text).toContain("同事这时写的");
    expect(sent.text).toContain(body);
    expect((await send(liuhe!, { ...fieldsIn(sent.text), body, anyway: "1" })).status).toBe(303); // having seen it
  });
});

test(`at most ${MOST_AT_ONCE} at once: the page lists so many and says what it left out`, async () => {
  const ids: number[] = [];
  for (let at = 0; at <= MOST_AT_ONCE; at++) ids.push(await ask(`第${at}件`));
  const page = (await liuhe!.get(addressOf(...ids))).text;
  expect(ticksOn(page)).toHaveLength(MOST_AT_ONCE);
  expect(page).toContain(said("several.tooMany", { max: MOST_AT_ONCE, count: 1 }));
  expect(page).toContain(`href="/desk/answer?thread=${ids.at(-1)}"`);
  const body = "请于12月9日前到窗口办理，电话53601234。";
  const { status, json } = await liuhe!.api("POST", "/desk/answers", { threads: ids.map((id) => ({ id })), body });
  expect([status, json.errors]).toEqual([422, [{ path: "threads", message: said("errors.tooManyAtOnce", { max: MOST_AT_ONCE }) }]]);
  const sent = await send(liuhe!, { thread: ids.map(String), body });
  expect([sent.status, sent.text.includes(body)]).toEqual([422, true]);
  expect((await feedbackOf(ids[0]!)).state).toBe("assigned");
});
