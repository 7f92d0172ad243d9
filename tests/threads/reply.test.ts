import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let resident: Visitor;
let association: Visitor;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  resident = await visitor(site, "resident");
  association = await visitor(site, "association", "liuhe");
});

async function question(): Promise<number> {
  const { json } = await resident.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "周末可以打预防针吗？", body: "请问周末可以吗？" });
  return json.id;
}

describe("a reply", () => {
  test("by form and by JSON gives the same post", async () => {
    const id = await question();
    const byForm = await association.form(`/threads/${id}/posts`, { body: "周六上午 **可以**。", submission: "a" });
    expect(byForm.status).toBe(303);
    const byJson = await association.api("POST", `/threads/${id}/posts`, { body: "周六上午 **可以**。" });
    expect(byJson.status).toBe(201);
    const { items } = (await anyone(site).api("GET", `/threads/${id}/posts`)).json;
    const [one, two] = items.map(({ id: _, seq: __, url: ___, version: ____, createdAt: _____, ...same }: Record<string, unknown>) => same);
    expect(one).toEqual(two);
    expect(one.html).toBe("<p>周六上午 <strong>可以</strong>。</p>");
  });
});
