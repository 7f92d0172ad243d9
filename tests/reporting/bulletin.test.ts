import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db } from "../../server/data/client.ts";
import { makeTown, variedText } from "../cast.ts";
import { partsOf, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { unzipped } from "../unzip.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let administrator: Visitor;
let other: Visitor;
let restoreClock = () => {};
const at = (iso: string) => {
  restoreClock();
  restoreClock = setClock(() => new Date(iso));
};
afterAll(() => restoreClock());

const PAGE = "/admin/quota/2026-09/bulletin";
const textOfPage = async () => {
  const { text } = await administrator.get(PAGE);
  return { title: typedIn(text, "title")!, body: typedIn(text, "body")!.trim(), version: typedIn(text, "version")! };
};

/** In August liuhe met its quota alone; in September liuhe and shaxi did, fuqiao has one and a question without an answer, huangjing is exempt. */
beforeAll(async () => {
  at("2026-08-01T00:00:00Z");
  for (const [slug, name] of [
    ["liuhe", "浏河镇"],
    ["shaxi", "沙溪镇"],
    ["fuqiao", "浮桥|镇"],
    ["huangjing", "璜泾镇"],
  ] as const)
    await makeTown(slug, name, "2026-08");
  let [seed, posts] = [0, 0];
  const publishes = async (town: string, ...instants: string[]) => {
    for (const instant of instants) {
      at(instant);
      const association = await visitor(site, "association", town);
      await association.api("POST", "/threads", { town, kind: ++posts % 2 ? "HOT_TOPIC" : "ACTIVITY", title: variedText(++seed, 9), body: variedText(++seed) });
    }
  };
  await publishes("liuhe", "2026-08-03T02:00:00Z", "2026-08-20T02:00:00Z", "2026-09-03T02:00:00Z", "2026-09-28T02:00:00Z");
  await publishes("shaxi", "2026-09-27T02:00:00Z", "2026-09-28T02:00:00Z");
  await publishes("fuqiao", "2026-09-05T02:00:00Z");
  at("2026-09-06T02:00:00Z");
  administrator = await visitor(site, "administrator");
  const resident = await visitor(site, "resident");
  await resident.api("POST", "/threads", { town: "fuqiao", kind: "QUESTION", title: "路灯什么时候修", body: "请问村口的路灯什么时候修？" });
  const exempt = await administrator.form("/admin/quota/exemptions", { town: "huangjing", month: "2026-09", reason: "协会换届", note: "内部", step: "save" });
  expect(exempt.status).toBe(303);
  at("2026-10-15T02:00:00Z");
  administrator = await visitor(site, "administrator");
  other = await visitor(site, "administrator");
  for (const month of ["2026-08", "2026-09"]) expect((await administrator.api("POST", `/quota/${month}/close`)).status).toBe(200);
});

describe("the text of a bulletin", () => {
  test("says what was met, missed, exempt, stale and overdue, from the frozen figures", async () => {
    const { title, body } = await textOfPage();
    expect(title).toBe("关于2026年9月“民意在线”月度任务完成情况的通报");
    expect(body).toContain("参与率 100%（3/3），达标率 67%（2/3）");
    expect(body).toContain("上月参与率 25%（1/4），达标率 25%（1/4）；有效帖比上月增加 3 条。");
    expect(body).toContain("| 浏河镇 | 2 | 1 | 1 | 2 | 达标 |\n| 沙溪镇 | 2 | 1 | 1 | 2 | 达标 |");
    expect(body).toContain("## 三、达标的镇（区）\n\n共 2 个：浏河镇、沙溪镇。");
    expect(body).toContain("共 1 个：浮桥\\|镇（1/2，差 1 条）。"); // a name cannot break the table
    expect(body).toContain("共 1 个：璜泾镇（协会换届）。");
    expect(body).toContain("## 六、月末已有 14 天以上没有更新的版面\n\n共 2 个：浮桥\\|镇、璜泾镇。");
    expect(body).toContain("共 1 个：浮桥\\|镇（1 件）。");
    expect(body).not.toMatch(/内部|名次|\d{4}-\d{2}/);
  });

  test("is the same again, whatever happened to the threads and boards since, in whatever language one reads", async () => {
    const before = await textOfPage();
    const { id } = (await db.thread.findFirst({ where: { creditedMonth: "2026-09" } }))!;
    await administrator.api("DELETE", `/threads/${id}`);
    await administrator.api("PATCH", "/towns/liuhe", { name: "浏河新镇" });
    await administrator.form("/preferences", { locale: "en" });
    expect(await textOfPage()).toEqual(before);
    await administrator.form("/preferences", { locale: "zh-CN" });
  });

  test("names corrections", async () => {
    await administrator.api("POST", "/quota/2026-09/corrections", { town: "fuqiao", credited: 2, reason: "停机时提交" });
    expect((await textOfPage()).body).toContain("## 八、更正\n\n- 浮桥\\|镇：1 条更正为 2 条。原因：停机时提交");
  });
});

describe("writing it", () => {
  test("is saved, and not over what somebody else saved meanwhile; what was typed stays", async () => {
    const { title, body } = await textOfPage();
    expect((await administrator.form(PAGE, { title, body: `${body}\n\n请各镇继续努力。`, version: "0", step: "save" })).status).toBe(303);
    const refused = await other.form(PAGE, { title: "另一个标题", body: "另写的内容", version: "0", step: "save" });
    expect([refused.status, typedIn(refused.text, "title"), typedIn(refused.text, "version")]).toEqual([409, "另一个标题", "1"]);
    expect((await textOfPage()).body).toContain("请各镇继续努力。");
  });

  test("can begin again from the figures, without saving", async () => {
    const { text } = await administrator.form(PAGE, { title: "随便", body: "随便", version: "1", step: "generate" });
    expect([typedIn(text, "title"), typedIn(text, "body")?.includes("请各镇继续努力。")]).toEqual(["关于2026年9月“民意在线”月度任务完成情况的通报", false]);
    expect((await textOfPage()).body).toContain("请各镇继续努力。");
  });

  test("needs a month that is closed", async () => {
    expect((await administrator.get("/admin/quota/2026-10/bulletin")).text.includes('name="body"')).toBe(false);
    expect((await administrator.form("/admin/quota/2026-10/bulletin", { title: "早", body: "早了", version: "0" })).status).toBe(409);
  });

  test.each(["resident", "moderator"] as const)("is not for a %s, nor is a draft", async (role) => {
    const someone = await visitor(site, role);
    const answers = [
      await someone.get(PAGE),
      await someone.form(PAGE, { title: "我写", body: "我写的", version: "1" }),
      await someone.form(`${PAGE}/publication`, { town: "liuhe", version: "1" }),
      await someone.get(`${PAGE}.docx`),
      await someone.get(`${PAGE}/print`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await someone.api("GET", "/quota/2026-09/bulletin")).status).toBe(404);
  });
});

describe("the Word file", () => {
  test("has the title, the headings, every town in a table, and the text as it was edited, on A4", async () => {
    const { origin } = site;
    const answer = await fetch(`${origin}${PAGE}.docx`, { headers: { cookie: administrator.cookie } });
    expect(answer.headers.get("content-disposition")).toBe("attachment; filename=bulletin-2026-09.docx");
    const xml = unzipped(Buffer.from(await answer.arrayBuffer()), "word/document.xml");
    const said = [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""),
    );
    expect(said[0]).toBe("关于2026年9月“民意在线”月度任务完成情况的通报");
    expect(said).toContain("一、总体情况");
    expect(said).toContain("请各镇继续努力。");
    const [table] = xml.match(/<w:tbl>.*<\/w:tbl>/s)!;
    expect(table.match(/<w:tr[ >]/g)).toHaveLength(5);
    expect(table).toContain("浮桥|镇");
    expect(xml).toMatch(/<w:pgSz[^>]*w:w="11906" w:h="16838"/);
  });

  test("and the page for printing say the same", async () => {
    const { text } = await administrator.get(`${PAGE}/print`);
    expect(partsOf(text).filter(({ tag }) => tag === "td" || tag === "th").length).toBe(30);
    expect(text.includes("请各镇继续努力。")).toBe(true);
  });
});

describe("publishing it", () => {
  test("makes one thread, that counts toward no quota, however many publish it at once", async () => {
    const published = await Promise.all([administrator, other, administrator].map((who) => who.form(`${PAGE}/publication`, { town: "liuhe", version: "1" })));
    expect(published.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
    const path = published.find(({ status }) => status === 303)!.to!;
    const thread = (await anyone(site).api("GET", `/threads/${path.split("/").at(-1)}`)).json;
    expect(thread).toMatchObject({ kind: "HOT_TOPIC", town: "liuhe", creditedMonth: null, title: "关于2026年9月“民意在线”月度任务完成情况的通报" });
    expect(thread.openingPost.html).toContain("<table>");
    expect(await db.thread.count({ where: { title: thread.title } })).toBe(1);
    const { json } = await anyone(site).api("GET", "/quota/2026-09/bulletin");
    expect(json).toMatchObject({ month: "2026-09", thread: { id: thread.id, url: path } });
  });

  test("ends the writing", async () => {
    expect((await administrator.form(PAGE, { title: "改", body: "再改", version: "2", step: "save" })).status).toBe(409);
    expect((await administrator.get(PAGE)).text.includes('name="body"')).toBe(false);
    const trail = await db.auditEntry.findMany({ where: { action: { startsWith: "bulletin." } }, orderBy: { id: "asc" } });
    expect(trail.map(({ action }) => action)).toEqual(["bulletin.saved", "bulletin.published"]);
  });
});
