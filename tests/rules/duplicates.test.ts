import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../../server/quota/policy/policy.ts";
import { fingerprintOf, similarityOf } from "../../server/text/duplicates.ts";

interface Pair {
  what: string;
  same: boolean;
  one: string;
  other: string;
}

/** Posts as the towns' associations write them: the same edited in some way, or another activity with the same phrases. */
const pairs: Pair[] = JSON.parse(readFileSync(new URL("./duplicate-pairs.json", import.meta.url), "utf8"));
const similarity = (one: string, other: string) => similarityOf(fingerprintOf(one), fingerprintOf(other));
const THRESHOLD = DEFAULT_POLICY.duplicateThreshold;

test("of a labelled set at least 95 % of the repetitions are found, and at least 95 % of what is found are repetitions", () => {
  const judged = pairs.map((pair) => ({ ...pair, found: similarity(pair.one, pair.other) >= THRESHOLD }));
  const count = (same: boolean, found: boolean) => judged.filter((each) => each.same === same && each.found === found).length;
  const precision = count(true, true) / (count(true, true) + count(false, true));
  const recall = count(true, true) / (count(true, true) + count(true, false));
  console.log(`${pairs.length} pairs, threshold ${THRESHOLD}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
  expect([pairs.length >= 60, pairs.filter(({ same }) => same).length >= 30, pairs.filter(({ same }) => !same).length >= 30]).toEqual([true, true, true]);
  expect(new Set(pairs.map(({ what }) => what)).size).toBeGreaterThan(20); // premise: many kinds of edits
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.95);
});

describe("the same text is the same", () => {
  const notice = "Ａ组定于11月8日（星期日）上午9点在镇文化活动中心举办健康讲座，名额30人，请提前报名。";
  test.each([
    ["in another width and case", "a组定于１１月８日(星期日)上午９点在镇文化活动中心举办健康讲座,名额３０人,请提前报名."],
    ["in traditional characters", "Ａ組定於11月8日（星期日）上午9點在鎮文化活動中心舉辦健康講座，名額30人，請提前報名。"],
    ["with dates and numbers in words", "Ａ组定于十一月八日（周日）下午两点半在镇文化活动中心举办健康讲座，名额五十人，请提前报名。"],
    ["with a date in figures", "Ａ组定于2026-12-06 14:30在镇文化活动中心举办健康讲座，名额120人，请提前报名。"],
    ["without punctuation and with line breaks", "Ａ组定于11月8日 星期日 上午9点\n在镇文化活动中心 举办健康讲座\n\n名额30人 请提前报名"],
  ])("%s", (_name, other) => expect(similarity(notice, other)).toBe(1));
});

describe("very short texts", () => {
  test.each([
    ["nothing is like nothing", "", "", 0],
    ["signs alone say nothing", "！！！……", "！！！……", 0],
    ["one and the same character is the same", "好", "好", 1],
    ["another one is not", "好", "坏", 0],
    ["two characters with one in common are not the same", "通知", "通告", 0],
  ])("%s", (_name, one, other, expected) => expect(similarity(one, other)).toBeCloseTo(expected, 1));

  test("a text without a fingerprint repeats nothing", () => {
    expect([similarityOf(null, null), similarityOf("", ""), similarityOf(fingerprintOf("好"), null)]).toEqual([0, 0, 0]);
  });

  test("a notice and its heading are two texts", () => expect(similarity(pairs[0]!.one, pairs[0]!.one.slice(0, 12))).toBeLessThan(0.2));
});

test("every process gives a text the same fingerprint", () => {
  const { one } = pairs[0]!;
  const script = `import { fingerprintOf } from "./server/text/duplicates.ts"; process.stdout.write(fingerprintOf(${JSON.stringify(one)}));`;
  const elsewhere = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { encoding: "utf8" });
  expect(elsewhere).toBe(fingerprintOf(one));
  expect(elsewhere).toMatch(/^[\w-]{256}$/);
});

test("the longest post is signed like any other, and is not the same as its first lines", () => {
  const longest = pairs
    .map(({ one, other }) => one + other)
    .join("")
    .slice(0, 20_000);
  expect(longest.length).toBe(20_000); // premise
  expect(fingerprintOf(longest)).toMatch(/^[\w-]{256}$/);
  expect(similarityOf(fingerprintOf(longest), fingerprintOf(longest.slice(0, 100)))).toBeLessThan(DEFAULT_POLICY.duplicateThreshold);
});
