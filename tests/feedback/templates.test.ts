import { beforeAll, expect, test } from "vitest";
import { setClock } from "../../server/clock.ts";
import { makeTown } from "../cast.ts";
import { typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let [asker, liuhe, shaxi, administrator]: Visitor[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  asker = await visitor(site, "resident");
  liuhe = await visitor(site, "responder", "liuhe");
  shaxi = await visitor(site, "responder", "shaxi");
  administrator = await visitor(site, "administrator");
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
