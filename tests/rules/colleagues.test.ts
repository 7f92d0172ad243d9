import { expect, test } from "vitest";
import { othersOf, type Presence } from "../../server/questions/page/colleagues.ts";

const at = (accountId: number, step: Presence["step"] = null): Presence => ({ accountId, name: `n${accountId}`, step });

test("nobody sees themselves, in whichever window", () => {
  expect(othersOf([at(1), at(2), at(1, "answer")], 1)).toEqual([{ name: "n2", step: null }]);
  expect(othersOf([at(1), at(1)], 1)).toEqual([]);
  expect(othersOf([], 1)).toEqual([]);
});

test("somebody with several windows is one person, at the step opened last", () => {
  expect(othersOf([at(1, "answer"), at(1)], 2)).toEqual([{ name: "n1", step: "answer" }]);
  expect(othersOf([at(1, "answer"), at(2), at(1, "merge")], 3)).toEqual([
    { name: "n1", step: "merge" },
    { name: "n2", step: null },
  ]);
});

test("two people of one name are two", () => {
  expect(othersOf([at(1), { ...at(2), name: "n1" }], 3)).toHaveLength(2);
});
