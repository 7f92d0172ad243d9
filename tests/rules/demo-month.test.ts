import { expect, test } from "vitest";
import { playMonth } from "../../prisma/demo-month.ts";

/** What the operator's command prints. */
async function played(): Promise<string[]> {
  const lines: string[] = [];
  await playMonth((line) => lines.push(...line.split("\n")));
  return lines;
}

test("the month that is played is always the same, and ends as its rules say", { timeout: 120_000 }, async () => {
  const lines = await played();
  expect(await played()).toEqual(lines);
  const line = (start: RegExp) => lines.find((each) => start.test(each)) ?? "";
  expect(line(/scheduler closes 2026-10/)).toMatch(/^2026-11-06 00:00/); // the fifth working day of November
  expect(line(/scheduled draft/)).toMatch(/^2026-10-31 23:00/);
  expect(line(/^#13 shaxi/)).toMatch(/counts toward 2026-10, 9\d % the same as an earlier one, granted/);
  expect(line(/^#12 chengxiang/)).toContain("not credited (recap)");
  expect(line(/^#11 zhitang/)).toContain("not credited (kind)");
  expect(line(/^#19 ludu/)).toContain("counts toward 2026-10"); // sent in October, approved on the second working day of November
  expect(line(/^#20 yuewang/)).toContain("counts toward 2026-11"); // approved too late
  expect(line(/^ 1 {2}liuhe/)).toContain("2/2 met         threads 1, 9"); // one of them was removed after the closing
  expect(line(/zhitang +1\/2/)).toContain("corrected to 2");
  expect(line(/guizhuang +0\/2 exempt/)).toContain("exempt:");
  expect(line(/kejiao +0/)).toContain("not_on_duty");
  expect(line(/^participation/)).toBe("participation 10/12 = 83.3 %, attainment 8/12 = 66.7 %, credited 17");
  const reminded = lines.filter((each) => / gangqu +\w+ \(2026-10\)/.test(each)).map((each) => each.split(/\s+/)[3]);
  expect(reminded).toEqual(["none", "short", "last"]); // gangqu published nothing
  expect(lines.filter((each) => /^2026-10-\d\d \d\d:\d\d {2}liuhe +(none|short|last)/.test(each))).toEqual([]); // liuhe had done its duty
});
