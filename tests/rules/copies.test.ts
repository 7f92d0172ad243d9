import { describe, expect, test } from "vitest";
import { findingsOf } from "../../server/reporting/inspection/inspection.ts";
import { copiesBetweenTowns } from "../../server/reporting/monitoring/copies.ts";
import { fingerprintOf } from "../../server/text/duplicates.ts";

const LECTURE = "周六上午九点在镇文化中心举办家庭保健知识讲座，主讲人是市人民医院的李医生，内容包括高血压的日常护理和冬季用药常识，欢迎带着问题来。";
const OTHER = "河边步道完成改造后新装了路灯和休息椅，请大家说说哪里还要改进：是否划出骑车的区域，垃圾桶够不够，沙坑多久换一次沙。";
let made = 0;
const of = (townId: number, text: string) => ({ id: ++made, townId, fingerprint: fingerprintOf(text) });

describe("copies between towns", () => {
  test("are found from the threshold on, each beside the earlier one that it resembles most", () => {
    const [first, second, changed] = [of(1, LECTURE), of(2, LECTURE), of(3, LECTURE.replace("周六", "周日").replace("李医生", "王医生"))];
    const copies = copiesBetweenTowns([first, of(4, OTHER), second, changed], 0.6);
    expect(copies.map(({ id, likeId }) => [id, likeId])).toEqual([
      [second.id, first.id],
      [changed.id, first.id],
    ]);
    expect(copies[0]!.similarity).toBe(1);
  });

  test("of a town's own text are none: those the credit rule knows", () => {
    expect(copiesBetweenTowns([of(1, LECTURE), of(1, LECTURE)], 0.6)).toEqual([]);
  });

  test("are found by everyone when every town posts the same, without comparing all with all", () => {
    const towns = Array.from({ length: 1_000 }, (_, town) => of(town, LECTURE));
    const copies = copiesBetweenTowns(towns, 0.6);
    expect(copies).toHaveLength(999);
  });
});

describe("an inspector", () => {
  const board = { freshness: "fresh", unanswered: 0, hasNewAnswer: true, toAnswer: 2 } as const;

  test("finds nothing on a board that is kept", () => {
    expect(findingsOf(board)).toEqual({ noUpdate: "pass", blank: "pass", unanswered: "pass", noAnswer: "pass" });
  });

  test.each([
    ["a stale board", { freshness: "stale" }, { noUpdate: "fail", blank: "pass" }],
    ["an empty board, which has no update to be late", { freshness: "empty" }, { noUpdate: "none", blank: "fail" }],
    ["a board that is stale soon: not yet", { freshness: "stale_soon" }, { noUpdate: "pass" }],
    ["a message that waits for three months", { unanswered: 1 }, { unanswered: "fail" }],
    ["no new answer for two months where something was asked", { hasNewAnswer: false }, { noAnswer: "fail" }],
    ["no new answer where nobody asked: nothing to judge", { hasNewAnswer: false, toAnswer: 0 }, { noAnswer: "none" }],
  ] as const)("finds %s", (_name, facts, findings) => {
    expect(findingsOf({ ...board, ...facts })).toMatchObject(findings);
  });
});
