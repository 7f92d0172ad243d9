import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { dateOf, daysAfter } from "../../server/calendar/working-days.ts";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { remindReview } from "../../server/knowledge/remind-review.ts";
import { twoOffices } from "../questions/two-offices.ts";
import { addressesIn, linkTo, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, liuhe, shaxi, administrator]: Visitor[] = [];
beforeAll(async () => {
  ({ asker, liuhe, shaxi, administrator } = await twoOffices(site));
  await administrator.form("/admin/categories", { slug: "services", name: "办事服务" });
});

const answered = async (title: string, answer: string, more: object = {}): Promise<number> => {
  const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: `${title}？`, category: "services", ...more })).json;
  await liuhe!.api("POST", `/threads/${id}/answer`, { body: answer });
  return id;
};
const FIELDS = { category: "services", reviewOn: "2099-01-01" };
const keep = async (threadId: number, title: string, body: string, more: object = {}): Promise<number> => {
  const sent = await liuhe!.form(`/threads/${threadId}/knowledge`, { ...FIELDS, title, body, ...more });
  expect(sent.status).toBe(303);
  return Number(sent.to!.split("/").at(-1));
};

describe("a good answer", () => {
  test("is kept by its office with its source, and everybody reads it", async () => {
    const threadId = await answered("居住证在哪里办理", "带身份证到便民服务中心**二号窗口**办理，当场取证。");
    expect((await liuhe!.get(`/threads/${threadId}`)).text).toContain(`/threads/${threadId}/knowledge`);
    const form = (await liuhe!.get(`/threads/${threadId}/knowledge`)).text;
    expect([typedIn(form, "title"), typedIn(form, "category")]).toEqual(["居住证在哪里办理", "services"]);
    expect(typedIn(form, "body")).toContain("二号窗口");
    const id = await keep(threadId, "居住证怎么办理？", "到便民服务中心**二号窗口**。");
    for (const who of [anyone(site), asker!]) {
      const page = await who.get(`/knowledge/${id}`);
      expect(page.text).toContain("<strong>二号窗口</strong>");
      expect(addressesIn(page.text)).toContain(`/threads/${threadId}`);
      expect(addressesIn(page.text)).not.toContain(`/knowledge/${id}/edit`);
    }
    expect((await anyone(site).get("/knowledge")).text).toContain("居住证怎么办理？");
    expect(addressesIn((await anyone(site).get(`/threads/${threadId}`)).text)).toContain(`/knowledge/${id}`);
    expect((await anyone(site).api("GET", `/knowledge/${id}`)).json).toMatchObject({
      office: "浏河镇",
      category: { name: "办事服务" },
      sourceUrl: `/threads/${threadId}`,
    });
    expect((await administrator!.get("/admin/audit")).text).toContain(said("audit.knowledge.added"));
  });

  test("is shown before the next person asks, in place of its source", async () => {
    const threadId = await answered("殡葬补贴申请材料", "户口簿、死亡证明和银行卡复印件。");
    const id = await keep(threadId, "殡葬补贴申请材料", "户口簿、死亡证明。");
    const { items } = (await anyone(site).api("GET", `/suggestions?title=${encodeURIComponent("殡葬补贴需要什么申请材料")}`)).json;
    expect(items.map((each: { type: string; id: number }) => [each.type, each.id])).toEqual([["knowledge", id]]);
  });

  test("is found by words and category, a page at a time", async () => {
    const first = await answered("独生子女奖励金发放时间", "每年九月发放。");
    const second = await answered("独生子女父母奖励标准", "每人每月六十元。");
    const ids = [await keep(first, "独生子女奖励金什么时候发放", "每年九月。"), await keep(second, "独生子女奖励的标准", "每月六十元。", { category: "" })];
    const search = async (query: string) => (await anyone(site).api("GET", `/knowledge?${query}`)).json.items.map(({ id }: { id: number }) => id);
    expect(await search(`q=${encodeURIComponent("獨生子女獎勵")}`)).toEqual([...ids].reverse());
    expect(await search(`q=${encodeURIComponent("独生子女奖励")}&category=services`)).toEqual([ids[0]]);
    expect(await search("category=no-such")).toEqual([]);
    expect((await anyone(site).get("/knowledge?q=xyz")).text).toContain(said("knowledge.notFound"));
    const page = (await anyone(site).get(`/knowledge?limit=1&q=${encodeURIComponent("独生子女奖励")}`)).text;
    expect((await anyone(site).get(linkTo(page, "next")!)).text).toContain("独生子女奖励金什么时候发放");
  });

  test("is kept once, edited and retired by its office or an administrator only", async () => {
    const threadId = await answered("游泳馆收费", "成人每次二十元，老人半价。");
    for (const who of [asker!, shaxi!]) {
      expect((await who.get(`/threads/${threadId}/knowledge`)).status).toBe(403);
      expect((await who.form(`/threads/${threadId}/knowledge`, { ...FIELDS, title: "收费", body: "二十元" })).status).toBe(403);
    }
    const id = await keep(threadId, "游泳馆怎么收费", "成人二十元。");
    const twice = await liuhe!.form(`/threads/${threadId}/knowledge`, { ...FIELDS, title: "再来一次", body: "二十元" });
    expect([twice.status, typedIn(twice.text, "title")]).toEqual([409, "再来一次"]);
    const edit = (await administrator!.get(`/knowledge/${id}/edit`)).text;
    const version = typedIn(edit, "version")!;
    const saved = await administrator!.form(`/knowledge/${id}/edit`, { ...FIELDS, version, title: "游泳馆怎么收费", body: "成人二十五元。" });
    expect(saved.status).toBe(303);
    expect((await anyone(site).get(`/knowledge/${id}`)).text).toContain("成人二十五元。");
    const late = await liuhe!.form(`/knowledge/${id}/edit`, { ...FIELDS, version: String(Number(version) - 1), title: "旧", body: "成人十元。" });
    expect([late.status, typedIn(late.text, "body")?.trim()]).toEqual([409, "成人十元。"]);
    for (const who of [asker!, shaxi!]) expect((await who.form(`/knowledge/${id}/retire`, {})).status).toBe(403);
    const thread = async () => addressesIn((await anyone(site).get(`/threads/${threadId}`)).text).includes(`/knowledge/${id}`);
    expect(await thread()).toBe(true); // premise: kept so for everybody
    expect((await liuhe!.form(`/knowledge/${id}/retire`, {})).status).toBe(303);
    expect([(await anyone(site).get(`/knowledge/${id}`)).status, (await liuhe!.get(`/knowledge/${id}`)).status]).toEqual([404, 200]);
    expect((await anyone(site).get("/knowledge")).text).not.toContain("游泳馆怎么收费");
    expect((await anyone(site).api("GET", `/suggestions?title=${encodeURIComponent("游泳馆怎么收费")}`)).json.items).toMatchObject([{ type: "thread" }]);
    expect(await thread()).toBe(false); // where nobody finds anything any more
    const revived = typedIn((await liuhe!.get(`/knowledge/${id}/edit`)).text, "version")!;
    await liuhe!.form(`/knowledge/${id}/edit`, { ...FIELDS, version: revived, title: "游泳馆怎么收费", body: "成人三十元。" });
    expect(await thread()).toBe(true);
  });

  test("whose day of review has come is listed for its office and administrators", async () => {
    const threadId = await answered("暑期托管班报名", "六月二十日起在社区报名。");
    const id = await keep(threadId, "暑期托管班怎么报名", "在社区报名。", { reviewOn: dateOf(new Date(), "Asia/Shanghai") });
    const listed = async (who: Visitor) => addressesIn((await who.get("/knowledge/review")).text).includes(`/knowledge/${id}`);
    expect([await listed(liuhe!), await listed(administrator!), await listed(shaxi!)]).toEqual([true, true, false]);
    expect([(await asker!.get("/knowledge/review")).status, (await anyone(site).get("/knowledge/review")).status]).toEqual([404, 404]);
    expect((await anyone(site).get(`/knowledge/${id}`)).text).toContain(said("knowledge.reviewDue"));
  });

  test("has a day of review that is still to come, told beside the field", async () => {
    const today = dateOf(new Date(), "Asia/Shanghai");
    const threadId = await answered("图书馆闭馆日", "图书馆周一闭馆，节假日照常。");
    const refused = await liuhe!.form(`/threads/${threadId}/knowledge`, { ...FIELDS, title: "几号闭馆", body: "周一。", reviewOn: daysAfter(today, -1) });
    expect([refused.status, wrongWith(refused.text, "reviewOn"), typedIn(refused.text, "body")]).toEqual([422, said("errors.reviewPast"), "周一。"]);
    await keep(threadId, "几号闭馆", "周一。", { reviewOn: today });
  });

  test("edited by three at once keeps one of the edits, and the others are told", async () => {
    const threadId = await answered("夜校报名", "夜校九月一日起在社区报名。");
    const id = await keep(threadId, "夜校怎么报名", "在社区报名。");
    const { version } = (await liuhe!.api("GET", `/knowledge/${id}`)).json;
    const edits = await Promise.all(["一", "二", "三"].map((body) => liuhe!.api("PATCH", `/knowledge/${id}`, { body: `第${body}稿`, version })));
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test("is brought to mind on its day of review: once, to who wrote it, or to its office when they have left it", async () => {
    const today = dateOf(new Date(), "Asia/Shanghai");
    const day = (count: number) => daysAfter(today, count);
    const at = (count: number) => setClock(() => new Date(`${day(count)}T01:00:00Z`));
    onTestFinished(at(0));
    const [writer, colleague] = [await visitor(site, "responder", "liuhe"), await visitor(site, "responder", "liuhe")];
    const kept = async (who: Visitor, title: string, reviewOn: string) => {
      const threadId = await answered(title, `${title}：请到窗口办理。`);
      return Number((await who.form(`/threads/${threadId}/knowledge`, { ...FIELDS, title, body: "到窗口。", reviewOn })).to!.split("/").at(-1));
    };
    const id = await kept(writer, "门牌号怎么申请", day(2));
    const toldOf = async (who: Visitor, entry = id) =>
      (await db.notification.findMany({ where: { accountId: who.member!.id, path: `/knowledge/${entry}` } })).length;
    at(1);
    await remindReview();
    expect(await toldOf(writer)).toBe(0);
    at(2);
    await Promise.all([remindReview(), remindReview()]);
    await remindReview();
    expect([await toldOf(writer), await toldOf(colleague), await toldOf(shaxi!), await toldOf(administrator!)]).toEqual([1, 0, 0, 0]);
    expect((await writer.get("/me/notifications")).text).toContain(said("notification.knowledgeReview", { title: "门牌号怎么申请" }));
    at(4);
    expect(await remindReview()).toBe(0);
    const { version } = (await writer.api("GET", `/knowledge/${id}`)).json;
    await writer.api("PATCH", `/knowledge/${id}`, { reviewOn: day(5), version });
    at(6); // the machine was off on the day itself
    await remindReview();
    expect(await toldOf(writer)).toBe(2); // another day, another notice

    const left = await kept(writer, "墓地怎么申请", day(9));
    const gone = await kept(writer, "停用的条目", day(9));
    await writer.form(`/knowledge/${gone}/retire`, {});
    await administrator!.api("PUT", `/accounts/${writer.member!.id}/suspension`);
    at(9);
    expect(await remindReview()).toBe(1);
    expect([await toldOf(colleague, left), await toldOf(liuhe!, left), await toldOf(writer, left)]).toEqual([1, 1, 0]);
    expect(await toldOf(colleague, gone)).toBe(0);
  });

  test("of a private thread, or none at all, is never kept", async () => {
    const hidden = await answered("我家的低保", "已为您登记，请带材料到窗口。", { private: true });
    for (const who of [liuhe!, administrator!])
      expect((await who.form(`/threads/${hidden}/knowledge`, { ...FIELDS, title: "低保", body: "登记" })).status).toBe(403);
    expect((await liuhe!.get(`/threads/${hidden}`)).text).not.toContain(`/threads/${hidden}/knowledge`);
    expect((await shaxi!.form(`/threads/${hidden}/knowledge`, { ...FIELDS, title: "低保", body: "登记" })).status).toBe(404);
    const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "没有答复的", body: "还没有答复？" })).json;
    expect((await liuhe!.form(`/threads/${id}/knowledge`, { ...FIELDS, title: "没有", body: "没有" })).status).toBe(404);
  });

  test("says what is wrong with a form, and warns of personal numbers", async () => {
    const threadId = await answered("农机补贴", "联系王师傅。");
    const send = (more: object) => liuhe!.form(`/threads/${threadId}/knowledge`, { ...FIELDS, title: "农机补贴", body: "到窗口办理", ...more });
    expect(wrongWith((await send({ reviewOn: "明年" })).text, "reviewOn")).toBe(said("errors.dateShape"));
    expect(wrongWith((await send({ title: "" })).text, "title")).toBe(said("errors.required"));
    expect((await send({ body: "请打 13812345678" })).text).toContain('name="personalSeen"');
    const id = await keep(threadId, "农机补贴", "请打 13812345678", { personalSeen: "1" });
    expect((await anyone(site).get(`/knowledge/${id}`)).text).not.toContain("13812345678");
  });
});

describe("a good answer, by JSON", () => {
  const api = (who: Visitor, method: string, path: string, body?: object) => who.api(method, path, body);

  test("is kept by its office, and told with the entry", async () => {
    const threadId = await answered("公交卡年审地点", "到汽车站一楼窗口办理**年审**。");
    const kept = await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { ...FIELDS, title: "公交卡在哪里年审", body: "汽车站**一楼**。" });
    expect([kept.status, kept.to]).toEqual([201, `/knowledge/${kept.json.id}`]);
    expect(kept.json).toMatchObject({
      question: "公交卡在哪里年审",
      office: "浏河镇",
      category: { slug: "services" },
      body: "汽车站**一楼**。",
      retired: false,
    });
    const read = (await api(anyone(site), "GET", `/knowledge/${kept.json.id}`)).json;
    expect(read).toEqual({ ...kept.json, body: null }); // what was typed is for who may edit it
    expect((await anyone(site).get(`/knowledge/${kept.json.id}`)).text).toContain("<strong>一楼</strong>");
    const twice = await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { ...FIELDS, title: "再来一次", body: "一楼" });
    expect([twice.status, twice.json.detail]).toEqual([409, said("errors.knownAlready")]);
  });

  test("needs no category, but a title and a day of review", async () => {
    const threadId = await answered("图书馆开放时间", "每天九点到十七点。");
    const empty = await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, {});
    expect([empty.status, empty.json.errors.map(({ path }: { path: string }) => path).sort()]).toEqual([422, ["body", "reviewOn", "title"]]);
    const unknown = await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { ...FIELDS, title: "图书馆", body: "九点", category: "no-such" });
    expect([unknown.status, unknown.json.errors[0].path]).toEqual([422, "category"]);
    const kept = await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { title: "图书馆几点开门", body: "九点。", reviewOn: "2099-01-01" });
    expect([kept.status, kept.json.category]).toEqual([201, null]);
  });

  test("changes as far as one says, unless it was edited since", async () => {
    const threadId = await answered("老年大学报名", "九月一日起报名。");
    const { id, version } = (await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { ...FIELDS, title: "老年大学怎么报名", body: "**九月**报名。" }))
      .json;
    const later = await api(administrator!, "PATCH", `/knowledge/${id}`, { reviewOn: "2098-01-01", version });
    expect([later.status, later.json.reviewOn]).toEqual([200, "2098-01-01"]);
    expect(later.json).toMatchObject({ question: "老年大学怎么报名", body: "**九月**报名。", category: { slug: "services" } });
    const late = await api(liuhe!, "PATCH", `/knowledge/${id}`, { title: "旧的标题", version: version - 1 });
    expect([late.status, late.json.detail]).toEqual([409, said("errors.editedMeanwhile")]);
    const unversioned = await api(liuhe!, "PATCH", `/knowledge/${id}`, { category: "" });
    expect([unversioned.status, unversioned.json.category]).toEqual([200, null]);
    expect((await api(liuhe!, "PATCH", `/knowledge/${id}`, { body: "  " })).status).toBe(422);
    expect((await api(anyone(site), "GET", `/knowledge/${id}`)).json.question).toBe("老年大学怎么报名");
  });

  test("is given up by its office, and listed for it to look at again", async () => {
    const threadId = await answered("夏令营名额", "每村两名。");
    const { id } = (await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { ...FIELDS, title: "夏令营有多少名额", body: "每村两名。" })).json;
    const review = async (who: Visitor) => (await api(who, "GET", "/knowledge/review?limit=100")).json.items.map((each: { id: number }) => each.id);
    expect(await review(liuhe!)).not.toContain(id); // premise: it is not yet due
    expect((await api(liuhe!, "DELETE", `/knowledge/${id}`)).status).toBe(204);
    expect([(await api(anyone(site), "GET", `/knowledge/${id}`)).status, (await api(liuhe!, "GET", `/knowledge/${id}`)).json.retired]).toEqual([404, true]);
    expect([await review(liuhe!), await review(administrator!)]).toEqual([expect.arrayContaining([id]), expect.arrayContaining([id])]);
    expect(await review(shaxi!)).not.toContain(id);
    for (const who of [asker!, anyone(site)]) expect((await api(who, "GET", "/knowledge/review")).status).toBe(404);
  });

  test("is nobody else's to keep, to change or to give up", async () => {
    const threadId = await answered("河道清淤时间", "十月清淤。");
    const { id } = (await api(liuhe!, "POST", `/threads/${threadId}/knowledge`, { ...FIELDS, title: "河道什么时候清淤", body: "十月。" })).json;
    const before = (await api(liuhe!, "GET", `/knowledge/${id}`)).json;
    const other = await answered("河道谁来管", "河长办。");
    const hidden = await answered("我家的水费", "已为您登记，请带材料到窗口。", { private: true });
    const entry = { ...FIELDS, title: "河道", body: "河长办" };
    const tries = (who: Visitor) =>
      Promise.all([
        api(who, "POST", `/threads/${other}/knowledge`, entry),
        api(who, "PATCH", `/knowledge/${id}`, { title: "改了" }),
        api(who, "DELETE", `/knowledge/${id}`),
        api(who, "POST", `/threads/${hidden}/knowledge`, entry),
      ]).then((answers) => answers.map(({ status }) => status));
    expect(await tries(shaxi!)).toEqual([403, 403, 403, 404]);
    expect(await tries(asker!)).toEqual([403, 403, 403, 403]);
    expect(await tries(await anyone(site).begin())).toEqual([401, 401, 401, 401]);
    expect((await api(liuhe!, "POST", `/threads/${hidden}/knowledge`, entry)).status).toBe(403);
    expect((await api(liuhe!, "GET", `/knowledge/${id}`)).json).toEqual(before);
  });
});
