import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyTally, figuresOf, medianOf, percentileOf, sumOf, type Tally } from "../../server/reporting/statistics/statistics.ts";

const tally = (some: Partial<Tally>): Tally => ({ ...emptyTally(), ...some });

describe("the public figures of questions and opinions", () => {
  test("count what is late and still open against whoever is responsible, from the day it is late", () => {
    expect(figuresOf(tally({ answered: 4, onTime: 4, open: 9, overdue: 6 })).onTimeRate).toBe(0.4);
    expect(figuresOf(tally({ overdue: 3, open: 3 })).onTimeRate).toBe(0);
  });

  test("say nothing where there is nothing to divide", () => {
    const figures = figuresOf(tally({ received: 3, open: 2, declined: 1 }));
    expect(figures).toMatchObject({ onTimeRate: null, reopenedRate: null, medianWorkingHours: null, p90WorkingHours: null, satisfaction: null });
  });

  test("publish ratings from five on, in aggregate", () => {
    expect(figuresOf(tally({ ratings: 4, points: 20, judged: 4, solved: 4 }))).toMatchObject({
      ratings: 4,
      satisfaction: null,
      meanScore: null,
      solvedRate: null,
    });
    expect(figuresOf(tally({ ratings: 5, points: 20, judged: 5, solved: 3 }))).toMatchObject({ satisfaction: 0.8, meanScore: 4, solvedRate: 0.6 });
    expect(figuresOf(tally({ ratings: 5, points: 20, judged: 2, solved: 2 })).solvedRate).toBeNull();
  });

  test("leave what was declined, withdrawn or merged out of every denominator", () => {
    const ended = { declined: 5, withdrawn: 3, merged: 2 };
    const { declined, withdrawn, merged, ...rest } = figuresOf(tally({ answered: 2, onTime: 1, ...ended }));
    expect({ declined, withdrawn, merged }).toEqual(ended);
    expect(rest).toMatchObject({ onTimeRate: 0.5, reopenedRate: 0 });
  });

  test("give times in working hours: the middle one, and the one that nine in ten do not exceed", () => {
    const minutes = [600, 60, 120, 180, 240, 300, 360, 420, 480, 540];
    expect(figuresOf(tally({ answered: 10, minutes }))).toMatchObject({ medianWorkingHours: 5.5, p90WorkingHours: 9 });
    expect([medianOf([7]), percentileOf([7], 0.9)]).toEqual([7, 7]);
  });
});

test("nine in ten do not exceed the ninetieth percentile, and no smaller value does that", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 200 }), (values) => {
      const sorted = values.toSorted((one, other) => one - other);
      const found = percentileOf(sorted, 0.9)!;
      const within = (limit: number) => values.filter((value) => value <= limit).length;
      return within(found) * 10 >= values.length * 9 && within(found - 1) * 10 < values.length * 9;
    }),
  );
});

test("tallies of parts come to the tally of the whole", () => {
  const [one, other] = [tally({ received: 2, answered: 1, minutes: [30] }), tally({ received: 3, overdue: 1, minutes: [10, 20] })];
  expect(sumOf([one, other])).toEqual(tally({ received: 5, answered: 1, overdue: 1, minutes: [30, 10, 20] }));
  expect(one.minutes).toEqual([30]);
});
