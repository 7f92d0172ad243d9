import { describe, expect, test } from "vitest";
import { shares } from "../../server/text/likeness.ts";
import { wordsOf } from "../../server/text/words.ts";

describe("the words of a title", () => {
  test("are the same in traditional and simplified characters, any width and case", () => {
    expect(wordsOf("老年證怎麼辦理？ＡＢＣ", 20)).toEqual(wordsOf("老年证怎么办理 abc", 20));
  });

  test("are different ones, without signs, and no more than are kept", () => {
    expect(wordsOf("停水！停水，停水…", 20)).toEqual(["停水"]);
    expect(wordsOf("，。！", 20)).toEqual([]);
    expect(wordsOf("一 二 三 四 五", 3)).toHaveLength(3);
  });

  test("hold no telephone and no card number", () => {
    expect(wordsOf("电话 13812345678 与 12345", 20)).not.toContain("13812345678");
    expect(wordsOf("电话 13812345678 与 12345", 20)).toContain("12345");
  });
});

describe("how like a place is", () => {
  const hits = (word: string, ...ids: number[]) => ids.map((id) => ({ word, id }));

  test("is 1 where every word is, and nothing where none is", () => {
    const found = shares(["渡口", "末班"], [...hits("渡口", 1, 2), ...hits("末班", 1)], 200);
    expect(found.get(1)).toBeCloseTo(1);
    expect(found.get(2)).toBeLessThan(1);
    expect(found.has(3)).toBe(false);
  });

  test("counts a rare word more than one that is everywhere, a single character half", () => {
    const many = Array.from({ length: 150 }, (_, index) => index + 10);
    const found = shares(["请问", "渡口"], [...hits("请问", 1, ...many), ...hits("渡口", 2)], 200);
    expect(found.get(2)!).toBeGreaterThan(3 * found.get(1)!);
    const single = shares(["灯", "渡口"], [...hits("灯", 1), ...hits("渡口", 2)], 200);
    expect(single.get(1)! * 2).toBeCloseTo(single.get(2)!);
  });
});
