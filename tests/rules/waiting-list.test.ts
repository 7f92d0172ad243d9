import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasBegun, isOver, takesSignUps } from "../../server/activities/phases.ts";
import { admitted, fits } from "../../server/activities/waiting-list.ts";

const parties = (...sizes: number[]) => sizes.map((people, index) => ({ id: index, people }));
const ids = (list: { id: number }[]) => list.map(({ id }) => id);

describe("the waiting list", () => {
  test("is empty for who comes while there is room, and nobody overtakes who waits", () => {
    expect(fits({ people: 2 }, 2, 0)).toBe(true);
    expect(fits({ people: 3 }, 2, 0)).toBe(false);
    expect(fits({ people: 1 }, 2, 1)).toBe(false);
  });

  test("lets in by arrival; a party that does not fit waits, and so do those behind it", () => {
    expect(ids(admitted(parties(1, 1, 1), 2))).toEqual([0, 1]);
    expect(ids(admitted(parties(3, 1), 2))).toEqual([]);
    expect(ids(admitted(parties(2, 3, 1), 4))).toEqual([0]);
    expect(ids(admitted(parties(2, 3), 5))).toEqual([0, 1]);
    expect(ids(admitted(parties(1), 0))).toEqual([]);
    expect(ids(admitted(parties(1), -3))).toEqual([]); // places were taken away meanwhile
  });

  test("never gives more places than there are, and leaves nobody out who stands at the front and fits", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 12 }), fc.integer({ min: -5, max: 30 }), (sizes, free) => {
        const waiting = parties(...sizes);
        const inside = admitted(waiting, free);
        const used = inside.reduce((sum, { people }) => sum + people, 0);
        expect(ids(inside)).toEqual(ids(waiting).slice(0, inside.length));
        expect(used).toBeLessThanOrEqual(Math.max(0, free));
        const next = waiting[inside.length];
        if (next) expect(used + next.people).toBeGreaterThan(free);
      }),
    );
  });
});

describe("an activity", () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour));
  const activity = { state: "planned" as const, startsAt: at(6), endsAt: at(8), capacity: 5 };

  test("takes sign-ups until the instant at which it begins", () => {
    expect(takesSignUps(activity, new Date(at(6).getTime() - 1))).toBe(true);
    expect(takesSignUps(activity, at(6))).toBe(false);
    expect(takesSignUps({ ...activity, capacity: null }, at(5))).toBe(false);
    for (const [state, takes] of [
      ["moved", true],
      ["cancelled", false],
      ["held", false],
    ] as const) {
      expect([state, takesSignUps({ ...activity, state }, at(5))]).toEqual([state, takes]);
    }
  });

  test("is over at its end, or at its beginning when no end is known; a cancelled one never", () => {
    expect([hasBegun(activity, at(6)), isOver(activity, at(7)), isOver(activity, at(8))]).toEqual([true, false, true]);
    expect(isOver({ ...activity, endsAt: null }, at(6))).toBe(true);
    expect(isOver({ ...activity, state: "cancelled" }, at(9))).toBe(false);
    expect(isOver({ ...activity, state: "held" }, at(7))).toBe(true);
  });
});
