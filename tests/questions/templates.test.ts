import { beforeAll, expect, test } from "vitest";
import { setClock } from "../../server/core/clock.ts";
import { db, transact } from "../../server/data/client.ts";
import { officeOfSlug } from "../../server/offices/offices.ts";
import { MOST_TEMPLATES } from "../../server/questions/answers/answer-templates.ts";
import { partsOf, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

const site = useSite();
let [asker, liuhe, shaxi, administrator]: Visitor[] = [];
beforeAll(async () => {
  ({ asker, liuhe, shaxi, administrator } = await twoOffices(site));
});
const texts = async (who: Visitor) => (await who.api("GET", "/desk/templates")).json.items.map(({ name }: { name: string }) => name);

test("an office keeps its own templates, an administrator every office's; nobody else has any", async () => {
  const added = await liuhe!.form("/desk/templates/new", { office: "liuhe", name: "停水", body: "停水已恢复。" });
  expect(added.status).toBe(303);
  expect((await administrator!.api("POST", "/desk/templates", { office: "shaxi", name: "道路", body: "道路已修。" })).status).toBe(201);
  expect(await texts(liuhe!)).toEqual(["停水"]);
  expect(await texts(shaxi!)).toEqual(["道路"]);
  expect(await texts(administrator!)).toEqual(["停水", "道路"]);
  const [{ id }] = (await liuhe!.api("GET", "/desk/templates")).json.items;
  expect((await shaxi!.api("PATCH", `/desk/templates/${id}`, { name: "改" })).status).toBe(403);
  expect((await shaxi!.api("DELETE", `/desk/templates/${id}`)).status).toBe(403);
  expect((await shaxi!.get(`/desk/templates/${id}/edit`)).status).toBe(404);
  expect((await shaxi!.api("POST", "/desk/templates", { office: "liuhe", name: "他人", body: "不该有" })).status).toBe(403);
  expect((await asker!.get("/desk/templates")).status).toBe(403);
  expect((await anyone(site).api("GET", "/desk/templates")).status).toBe(401);
  expect((await liuhe!.form(`/desk/templates/${id}/edit`, { name: "供水", body: "供水已恢复。" })).status).toBe(303);
  expect((await liuhe!.get("/desk/templates")).text).toContain("供水已恢复。");
  expect((await liuhe!.form(`/desk/templates/${id}/remove`, {})).status).toBe(303);
  expect(await texts(liuhe!)).toEqual([]);
});

test("a placeholder that nothing fills in is refused, with what was typed", async () => {
  const refused = await liuhe!.form("/desk/templates/new", { office: "liuhe", name: "错的", body: "{{phone}}您好" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("{{phone}}您好");
});

test("what can be put into a text stands beside it, named: the placeholders of a template, and what they stand for in an answer", async () => {
  const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "渡口停航", body: "渡口什么时候恢复？" })).json;
  const offered = (html: string) => {
    const parts = partsOf(html);
    const from = parts.findIndex(({ is }) => is["data-inserts"] === "body");
    return Object.fromEntries(parts.slice(from).flatMap(({ tag, text }, at, all) => (tag === "dd" ? [[text, all[at - 1]!.text]] : [])));
  };
  const named = (key: string) => said(`templates.placeholder.${key}`);
  for (const path of ["/desk/templates/new", `/desk/answer?thread=${id}`])
    expect(offered((await liuhe!.get(path)).text)).toMatchObject({ [named("asker")]: "{{asker}}", [named("due")]: "{{due}}" });
  const answer = offered((await liuhe!.get(`/threads/${id}/feedback/answer`)).text);
  expect(answer).toMatchObject({ [named("asker")]: asker!.member!.displayName, [named("title")]: "渡口停航", [named("office")]: "浏河镇" });
});

test("an office keeps as many templates as a person chooses from, and another's count apart", async () => {
  const one = { office: "shaxi", name: "多", body: "多。" };
  const office = await officeOfSlug(db, "shaxi");
  const kept = await db.answerTemplate.count({ where: { office: office.key } });
  await transact((tx) =>
    tx.answerTemplate.createMany({ data: Array.from({ length: MOST_TEMPLATES - kept - 1 }, () => ({ ...one, office: office.key, changedAt: new Date() })) }),
  );
  expect((await shaxi!.api("POST", "/desk/templates", one)).status).toBe(201); // the last
  const more = await shaxi!.form("/desk/templates/new", { ...one, name: "再来一个" });
  expect([more.status, typedIn(more.text, "name")]).toEqual([409, "再来一个"]);
  expect(more.text).toContain(said("errors.tooManyAnswerTemplates"));
  expect((await liuhe!.api("POST", "/desk/templates", { ...one, office: "liuhe" })).status).toBe(201);
});

test("the answer begins with the chosen template, filled in, after the colleagues' draft; another office's is not offered", async () => {
  const restore = setClock(() => new Date("2026-11-03T01:15:00Z"));
  const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "路灯不亮", body: "桥头路灯三天不亮了。" })).json;
  const body = "{{ asker }}：{{office}}已知“{{title}}”，{{date}}受理，{{due}}前办结。";
  const template = (await liuhe!.api("POST", "/desk/templates", { office: "liuhe", name: "受理", body })).json.id;
  await liuhe!.form(`/threads/${id}/feedback/draft`, { body: "同事的草稿", draftVersion: "0" });
  const page = (await liuhe!.get(`/threads/${id}/feedback/answer?template=${template}`)).text;
  expect(page).toContain(`${asker!.member!.displayName}：浏河镇已知“路灯不亮”，2026-11-03受理，2026-11-10前办结。`);
  expect(page).toContain("同事的草稿");
  expect(page).not.toContain(">道路<");

  const typed = { draftVersion: "1", body: "还没有保存的话", template: String(template) };
  const used = await liuhe!.form(`/threads/${id}/feedback/answer`, { ...typed, anew: "template" });
  expect([used.status, typedIn(used.text, "body")]).toEqual([200, expect.stringMatching(/^还没有保存的话\s+.*2026-11-03受理，2026-11-10前办结。$/)]);
  const looked = await liuhe!.form(`/threads/${id}/feedback/answer`, { ...typed, anew: "1" }); // what is chosen is not used until asked for
  expect(typedIn(looked.text, "body")).toBe("还没有保存的话");
  restore();
});
