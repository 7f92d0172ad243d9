import { beforeAll, expect, test } from "vitest";
import { partsOf, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import type { Visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

const site = useSite();
let [asker, liuhe]: Visitor[] = [];
beforeAll(async () => {
  ({ asker, liuhe } = await twoOffices(site));
});

test("declining says that nothing takes it back, and asks once more when there is hardly a reason", async () => {
  const ask = async () => (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "摊位", body: "请问摊位怎么租？" })).json.id;
  const path = `/threads/${await ask()}/feedback/decline`;
  expect((await liuhe!.get(path)).text).toContain(said("desk.step.decline.lead"));
  const short = await liuhe!.form(path, { reason: "不归我们管" });
  expect([short.status, wrongWith(short.text, "reason"), typedIn(short.text, "reason")]).toEqual([422, said("errors.declineShort"), "不归我们管"]);
  expect(partsOf(short.text).find(({ tag, is }) => tag === "button" && is.name === "anyway")?.text).toBe(said("desk.declineAnyway"));
  expect((await liuhe!.form(path, { reason: "不归我们管", anyway: "1" })).status).toBe(303);
  const plain = { reason: "摊位由市场管理公司出租，请到市场二楼办公室询问。" };
  expect((await liuhe!.form(`/threads/${await ask()}/feedback/decline`, plain)).status).toBe(303);
});
