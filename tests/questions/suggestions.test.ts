import { beforeAll, describe, expect, test } from "vitest";
import { db, transact } from "../../server/data/client.ts";
import { indexWords } from "../../server/threads/thread-words.ts";
import { makeTown } from "../cast.ts";
import { complaints, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, liuhe, moderator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  moderator = await visitor(site, "moderator");
});

const ask = async (title: string, more: object = {}): Promise<number> =>
  (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: `${title}，请问怎么办理？`, ...more })).json.id;
const suggested = async (title: string, who = anyone(site)) => (await who.api("GET", `/suggestions?title=${encodeURIComponent(title)}`)).json.items;
const ids = async (title: string) => (await suggested(title)).map(({ id }: { id: number }) => id);

describe("while a question's title is typed", () => {
  test("what is like it is suggested, in either script, what is answered first", async () => {
    const open = await ask("老年公交卡在哪里办理");
    const answered = await ask("老年公交卡到哪里办理");
    await ask("篮球场几点关灯");
    await liuhe!.api("POST", `/threads/${answered}/answer`, { body: "带身份证到镇便民服务中心三号窗口办理。" });
    const found = await suggested("老年公交卡怎麼辦理");
    expect(found.map(({ id }: { id: number }) => id)).toEqual([answered, open]);
    expect(found[0]).toMatchObject({ type: "thread", answered: true, town: "浏河镇", url: `/threads/${answered}` });
    const fragment = (await asker!.get(`/suggestions?title=${encodeURIComponent("老年公交卡")}`)).text;
    expect(fragment).toContain(`href="/threads/${answered}"`);
  });

  test("nothing is suggested for nothing, or for what nobody asked", async () => {
    expect(await suggested("")).toEqual([]);
    expect(await suggested("？！")).toEqual([]);
    expect(await suggested("宇宙飞船着陆许可")).toEqual([]);
  });

  test("what was merged leads to where it went on, what was withdrawn to nothing", async () => {
    const target = await ask("江堤栏杆松动");
    const merged = await ask("渡口遮雨棚漏水");
    const withdrawn = await ask("渡口遮雨棚漏雨");
    expect((await ids("渡口遮雨棚漏水")).sort()).toEqual([merged, withdrawn].sort()); // premise
    expect((await moderator!.api("POST", `/threads/${merged}/merge`, { into: target })).status).toBe(200);
    expect((await asker!.api("POST", `/threads/${withdrawn}/withdrawal`, {})).status).toBe(200);
    expect(await ids("渡口遮雨棚漏水")).toEqual([target]);
  });

  test("private and removed threads never are, for nobody, and a new title counts at once", async () => {
    const hidden = await ask("邻里纠纷调解预约", { private: true });
    const removed = await ask("鱼塘承包合同续签");
    await moderator!.api("DELETE", `/threads/${removed}`);
    for (const who of [anyone(site), asker!, liuhe!]) expect(await suggested("邻里纠纷调解预约", who)).toEqual([]);
    expect(await ids("鱼塘承包合同续签")).toEqual([]);
    expect(await db.threadWord.count({ where: { threadId: hidden } })).toBe(0);
    const edited = await ask("原来的标题");
    await asker!.api("PATCH", `/threads/${edited}`, { title: "自行车棚充电插座" });
    await asker!.api("PATCH", `/threads/${hidden}`, { title: "邻里纠纷调解时间" });
    expect(await ids("自行车棚充电插座")).toContain(edited);
    expect(await ids("邻里纠纷调解时间")).toEqual([]);
  });

  test("titles of a section that is older than suggestions are taken in", async () => {
    const first = await ask("石拱桥修缮工期");
    await transact((tx) => tx.threadWord.deleteMany());
    expect(await ids("石拱桥修缮工期")).toEqual([]);
    expect(await indexWords()).toBeGreaterThan(0);
    expect(await ids("石拱桥修缮工期")).toEqual([first]);
    expect(await indexWords()).toBe(0);
  });
});

describe("without a script", () => {
  test("a question that has close matches comes back once with them, nothing lost, and is sent all the same", async () => {
    const earlier = await ask("健身步道什么时候开放");
    const fields = { town: "liuhe", kind: "QUESTION", title: "健身步道什么时候开放？", body: "想每天早上去走路。", private: "0", submission: "again-1" };
    const told = await asker!.form("/threads", fields);
    expect(told.status).toBe(422);
    expect(complaints(told.text)).toContain(said("errors.similarFound"));
    expect(told.text).toContain(`href="/threads/${earlier}"`);
    expect([typedIn(told.text, "title"), typedIn(told.text, "body")?.trim()]).toEqual([fields.title, fields.body]);
    expect(told.text).toContain('name="similarSeen"');
    expect((await asker!.form("/threads", { ...fields, similarSeen: "1" })).status).toBe(303);
  });

  test("it works together with the warning of personal numbers", async () => {
    await ask("门球场预约电话");
    const fields = { town: "liuhe", kind: "QUESTION", title: "门球场预约电话", body: "请打我的手机 13812345678。" };
    const first = await asker!.form("/threads", fields);
    expect(first.text).toContain('name="personalSeen"');
    const second = await asker!.form("/threads", { ...fields, personalSeen: "1" });
    expect([second.status, typedIn(second.text, "personalSeen")]).toEqual([422, "1"]);
    expect((await asker!.form("/threads", { ...fields, personalSeen: "1", similarSeen: "1" })).status).toBe(303);
  });

  test("an opinion, and what is like nothing, is sent at once", async () => {
    await ask("菜场摊位编号");
    const opinion = { town: "liuhe", kind: "OPINION", title: "菜场摊位编号", body: "建议统一编号。" };
    expect((await asker!.form("/threads", opinion)).status).toBe(303);
    expect((await asker!.form("/threads", { ...opinion, kind: "QUESTION", title: "渔船检修补贴", body: "有补贴吗？" })).status).toBe(303);
  });
});
