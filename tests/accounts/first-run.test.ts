import { describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone } from "../visitor.ts";

const site = useSite();
const names = (username: string) => ({ username, displayName: "管理员", password: "a-long-enough-one" });

describe("while there is no administrator", () => {
  test("every page says so and leads to the first-run page", async () => {
    const { text } = await anyone(site).get("/");
    expect([text.includes(said("site.firstRun")), text.includes('href="/first-run"')]).toEqual([true, true]);
  });

  test("a resident who signs up does not become one", async () => {
    const who = await anyone(site).begin();
    expect((await who.api("POST", "/accounts", names("resident-first"))).status).toBe(201);
    expect((await anyone(site).get("/first-run")).status).toBe(200);
  });

  test("exactly one of several who send the form at once becomes it, and then the page is gone", async () => {
    const people = await Promise.all(
      Array.from({ length: 5 }, () => anyone(site)).map(async (who) => ({ who, csrf: typedIn((await who.get("/first-run")).text, "_csrf")! })),
    );
    const answers = await Promise.all(people.map(({ who, csrf }, index) => who.form("/first-run", { ...names(`admin-${index}`), _csrf: csrf })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404, 404]);
    expect(answers.find(({ status }) => status === 303)?.to).toBe("/admin");
    expect(await db.account.count({ where: { role: "administrator" } })).toBe(1);
    const winner = people[answers.findIndex(({ status }) => status === 303)]!.who;
    expect((await winner.get("/admin")).status).toBe(200);

    expect((await anyone(site).get("/first-run")).status).toBe(404);
    expect((await anyone(site).get("/")).text.includes(said("site.firstRun"))).toBe(false);
    const late = await anyone(site).begin();
    expect((await late.form("/first-run", names("too-late"))).status).toBe(404);
    expect(await db.account.count({ where: { username: "too-late" } })).toBe(0);
  });
});
