import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { held, ON_POSTGRES } from "../held.ts";
import { said, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import type { Visitor } from "../visitor.ts";
import { type TwoOffices, twoOffices } from "./two-offices.ts";

/** Whoever waits for a merged question waits for the other one: that one must be going to be answered. */

const site = useSite();
let cast: TwoOffices;
beforeAll(async () => {
  cast = await twoOffices(site);
});

const ask = async (): Promise<number> =>
  (await cast.asker.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "桥灯何时修", body: "请问桥上的灯何时修？" })).json.id;
const merge = (id: number, into: number, who: Visitor = cast.liuhe) => who.api("POST", `/threads/${id}/merge`, { into });
const stateOf = async (threadId: number) => (await db.feedback.findUniqueOrThrow({ where: { threadId } })).state;

describe("a question is not merged into one that will get no answer, and its form says why, beside the field", () => {
  test.each([
    ["merged", "mergeIntoMerged", async (into: number) => merge(into, await ask())],
    ["withdrawn", "mergeIntoWithdrawn", (into: number) => cast.asker.api("POST", `/threads/${into}/withdrawal`)],
    ["declined", "mergeIntoDeclined", (into: number) => cast.liuhe.api("POST", `/threads/${into}/decline`, { reason: "不属公共服务" })],
  ])("%s", async (state, key, end) => {
    const [id, into] = [await ask(), await ask()];
    expect((await end(into)).status).toBe(200);
    expect(await stateOf(into)).toBe(state);
    const refused = await cast.liuhe.form(`/threads/${id}/feedback/merge`, { into: String(into), reason: "同一件事" });
    expect([refused.status, wrongWith(refused.text, "into")]).toEqual([422, expect.stringContaining(said(`errors.${key}`))]);
    expect(refused.text).toContain("同一件事");
    expect(await stateOf(id)).toBe("assigned");
  });

  test("into an answered one it is: its answer is there", async () => {
    const [id, into] = [await ask(), await ask()];
    await cast.liuhe.api("POST", `/threads/${into}/answer`, { body: "桥灯周五修好，电话 53601234。" });
    expect((await merge(id, into)).status).toBe(200);
  });
});

if (ON_POSTGRES)
  describe("at the same moment", () => {
    test("two that are merged into each other: one of them still waits for an answer", async () => {
      const [first, second] = [await ask(), await ask()];
      const lock = await held(`SELECT 1 FROM "Thread" WHERE "id" IN (${first}, ${second}) FOR UPDATE`);
      const there = await lock.behind(() => merge(first, second));
      const back = await lock.behind(() => merge(second, first, cast.administrator));
      await lock.release();
      expect([(await there.answer).status, (await back.answer).status].sort()).toEqual([200, 422]);
      expect([await stateOf(first), await stateOf(second)].sort()).toEqual(["assigned", "merged"]);
    });

    test("the other is withdrawn: nobody is left to wait for it", async () => {
      const [id, into] = [await ask(), await ask()];
      const lock = await held(`SELECT 1 FROM "Thread" WHERE "id" = ${into} FOR UPDATE`);
      const withdrawn = await lock.behind(() => cast.asker.api("POST", `/threads/${into}/withdrawal`));
      const merged = await lock.behind(() => merge(id, into));
      await lock.release();
      expect([(await withdrawn.answer).status, (await merged.answer).status]).toEqual([200, 422]);
      expect(await stateOf(id)).toBe("assigned");
    });
  });
