import { describe, expect, test } from "vitest";
import { onTimeRate } from "../../server/reporting/standings/answers-on-time.ts";
import { movementOf, placesOf, type StandingFacts } from "../../server/reporting/standings/standings.ts";

const FLOOR = 5;
const NOBODY_ASKED = { answered: 0, onTime: 0, overdue: 0 };
const answered = (onTime: number, answered: number, overdue = 0) => ({ answered, onTime, overdue });
let made = 0;
const town = (facts: Partial<StandingFacts> = {}): StandingFacts => ({
  id: ++made,
  status: "met",
  onTime: answered(10, 10),
  residents: 4,
  peerGroup: null,
  ...facts,
});
const ranks = (towns: StandingFacts[]) => {
  const places = placesOf(towns, FLOOR);
  return towns.map(({ id }) => places.get(id)!.rank);
};

describe("the standings put", () => {
  test("who met the quota first, however well others answer", () => {
    expect(ranks([town({ status: "missed", residents: 90 }), town({ onTime: answered(0, 10), residents: 0 })])).toEqual([2, 1]);
  });

  test("then who answers on time, then whose residents take part", () => {
    expect(ranks([town({ onTime: answered(8, 10), residents: 50 }), town({ onTime: answered(9, 10), residents: 1 })])).toEqual([2, 1]);
    expect(ranks([town({ residents: 3 }), town({ residents: 5 })])).toEqual([2, 1]);
  });

  test("those who stand alike on one place, and the next after all of them: 1, 2, 2, 4", () => {
    expect(ranks([town({ residents: 2 }), town({ residents: 9 }), town({ residents: 5 }), town({ residents: 5 })])).toEqual([4, 1, 2, 2]);
  });

  test("nobody higher for being short by less: short is short", () => {
    expect(ranks([town({ status: "at_risk" }), town({ status: "on_track" }), town({ status: "missed" })])).toEqual([1, 1, 1]);
  });

  test("exempt towns and those not on duty nowhere, without a gap", () => {
    expect(ranks([town({ status: "exempt", residents: 99 }), town(), town({ status: "not_on_duty" }), town({ residents: 1 })])).toEqual([null, 1, null, 2]);
  });
});

describe("a town that was asked too little to judge", () => {
  test("stands in the middle in that step: below who answers all, above who answers nothing", () => {
    const silent = town({ onTime: NOBODY_ASKED });
    const towns = [town({ onTime: answered(0, 10) }), silent, town({ onTime: answered(10, 10) })];
    expect(ranks(towns)).toEqual([3, 2, 1]);
    expect(placesOf(towns, FLOOR).get(silent.id)!.onTimeRate).toBeNull();
  });

  test("differs in nothing but participation where nobody has a figure", () => {
    expect(ranks([town({ onTime: NOBODY_ASKED, residents: 1 }), town({ onTime: answered(0, 4), residents: 1 }), town({ onTime: answered(1, 1) })])).toEqual([
      2, 2, 1,
    ]);
  });

  test("has a figure from five on: answered, or late and still open", () => {
    expect(onTimeRate(answered(4, 4), FLOOR)).toBeNull();
    expect(onTimeRate(answered(4, 4, 1), FLOOR)).toBe(0.8);
    expect(onTimeRate(answered(5, 5), FLOOR)).toBe(1);
    expect(onTimeRate(answered(0, 0, 7), FLOOR)).toBe(0);
    expect(onTimeRate(NOBODY_ASKED, 0)).toBeNull();
  });
});

test("peer groups are ordered each for itself, towns without one among themselves", () => {
  const big = { peerGroup: "大镇" };
  const towns = [town({ ...big, residents: 1 }), town({ residents: 9 }), town({ ...big, residents: 2 }), town({ residents: 8 })];
  expect(ranks(towns)).toEqual([2, 1, 1, 2]);
  expect([...placesOf(towns, FLOOR).values()].map(({ of }) => of)).toEqual([2, 2, 2, 2]);
});

test("the order of the list makes no place", () => {
  const towns = Array.from({ length: 40 }, (_, index) => town({ residents: index % 7, onTime: answered(index % 4, 8), status: index % 3 ? "met" : "missed" }));
  const there = placesOf(towns, FLOOR);
  const back = placesOf(towns.toReversed(), FLOOR);
  for (const { id } of towns) expect(back.get(id)).toEqual(there.get(id));
});

test("movement is places gone up since last month, and none where there is nothing to compare", () => {
  const at = (rank: number | null, peerGroup: string | null = null) => ({ rank, peerGroup });
  expect([movementOf(at(1), at(3)), movementOf(at(4), at(2)), movementOf(at(2), at(2))]).toEqual([2, -2, 0]);
  expect([movementOf(at(1), undefined), movementOf(at(null), at(1)), movementOf(at(1), at(null)), movementOf(at(1, "a"), at(3))]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
