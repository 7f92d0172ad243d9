import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS } from "../../server/core/kinds.ts";
import { NONE_CREDITED } from "../../server/quota/counting/standing.ts";
import { DEFAULT_POLICY, exemptionOf, NO_POLICIES, policyOf, targetOf } from "../../server/quota/policy/policy.ts";
import { differences, policyFrom, proposed, withExemption, withPolicy, withTownTarget } from "../../server/quota/policy/policy-change.ts";
import { formOfPolicy, policyOfForm } from "../../server/quota/policy/policy-form.ts";
import { PolicyInput } from "../../server/quota/policy/policy-inputs.ts";

const PRESENT = { now: new Date("2026-11-12T04:00:00Z"), timeZone: "Asia/Shanghai", days: new Map() };
const town = (id: number, onDutyFrom = "2026-01", onDutyUntil: string | null = null) => ({ id, onDutyFrom, onDutyUntil });

describe("a change of policy", () => {
  test("keeps what it leaves out as it is in that month", () => {
    const before = withPolicy(NO_POLICIES, "2026-10", { ...DEFAULT_POLICY, settlementDay: 8, perKind: { ACTIVITY: 1 } });
    const after = policyFrom(before, "2026-12", { target: 3, kinds: ["HOT_TOPIC", "ACTIVITY"] });
    expect(after).toEqual({ ...DEFAULT_POLICY, target: 3, settlementDay: 8, perKind: { ACTIVITY: 1 } });
  });

  test("drops the least of a kind that no longer counts, and a least of nothing", () => {
    const before = withPolicy(NO_POLICIES, "2026-10", { ...DEFAULT_POLICY, perKind: { ACTIVITY: 1, HOT_TOPIC: 1 } });
    expect(policyFrom(before, "2026-11", { target: 2, kinds: ["ACTIVITY"] }).perKind).toEqual({ ACTIVITY: 1 });
    expect(policyFrom(before, "2026-11", { target: 2, kinds: ["ACTIVITY"], perKind: { ACTIVITY: 0 } }).perKind).toEqual({});
  });

  test("holds from its month until the next decision, in whatever order they were made", () => {
    const months = ["2026-09", "2026-11", "2027-01", "2027-04"];
    fc.assert(
      fc.property(fc.shuffledSubarray(months, { minLength: 1 }), (order) => {
        const all = order.reduce((decided, month) => withPolicy(decided, month, { ...DEFAULT_POLICY, target: months.indexOf(month) + 10 }), NO_POLICIES);
        for (const month of ["2026-08", ...months, "2026-12", "2027-03", "2030-01"]) {
          const last = order
            .filter((each) => each <= month)
            .sort()
            .at(-1);
          expect(policyOf(all, month).target).toBe(last === undefined ? DEFAULT_POLICY.target : months.indexOf(last) + 10);
        }
      }),
    );
  });

  test("of a town: its own target from a month on, everybody's after null, an exemption for one month alone", () => {
    const own = withTownTarget(withTownTarget(NO_POLICIES, "2027-01", 7, null), "2026-11", 7, 1);
    expect(["2026-10", "2026-11", "2026-12", "2027-01"].map((month) => targetOf(own, 7, month))).toEqual([2, 1, 1, 2]);
    const exempt = withExemption(NO_POLICIES, "2026-11", 7, "换届");
    expect([exemptionOf(exempt, 7, "2026-11"), exemptionOf(exempt, 7, "2026-12"), exemptionOf(exempt, 8, "2026-11")]).toEqual(["换届", null, null]);
    expect(withExemption(exempt, "2026-11", 7, null)).toEqual(NO_POLICIES);
  });

  test("with towns is what each part would be alone; unknown towns change nothing", () => {
    const input = { target: 3, kinds: ["ACTIVITY" as const], towns: { liuhe: { target: 5, exempt: true, reason: "换届" }, nowhere: { target: 9 } } };
    const all = proposed(NO_POLICIES, "2026-11", input, (slug) => (slug === "liuhe" ? 7 : undefined));
    expect([targetOf(all, 7, "2026-11"), targetOf(all, 8, "2026-11"), exemptionOf(all, 7, "2026-11"), all.towns.length]).toEqual([5, 3, "换届", 1]);
  });
});

describe("what a change does", () => {
  const credited = new Map([
    [1, { ...NONE_CREDITED, ACTIVITY: 2 }],
    [2, { ...NONE_CREDITED, ACTIVITY: 1 }],
  ]);
  const before = { towns: [town(1), town(2), town(3, "2027-01")], policies: NO_POLICIES, credited };

  test("is the towns with another status; others with another figure are counted", () => {
    const after = { ...before, policies: withPolicy(NO_POLICIES, "2026-11", { ...DEFAULT_POLICY, target: 3 }) };
    const { changed, others } = differences("2026-11", PRESENT, before, after);
    expect(changed.map((each) => [each.town.id, each.before.status, each.after.status])).toEqual([[1, "met", "on_track"]]);
    expect(others).toBe(2);
  });

  test("is nothing where nothing changes", () => {
    expect(differences("2026-11", PRESENT, before, before)).toEqual({ changed: [], others: 0 });
  });

  test("tells of duties that begin or end, too", () => {
    const after = { ...before, towns: [town(1), town(2, "2026-01", "2026-10"), town(3)] };
    const { changed } = differences("2026-11", PRESENT, before, after);
    expect(changed.map((each) => [each.town.id, each.before.status, each.after.status])).toEqual([
      [2, "on_track", "not_on_duty"],
      [3, "not_on_duty", "on_track"],
    ]);
  });
});

test("what the form shows of any policy is read back as the same policy", () => {
  const whole = (min: number, max: number) => fc.integer({ min, max });
  const policy = fc
    .record({
      target: whole(1, 99),
      kinds: fc.subarray([...KINDS], { minLength: 1 }),
      minimumCharacters: whole(0, 5000),
      minimumCharactersWithPicture: whole(0, 5000),
      minimumDistinctCharacters: whole(0, 500),
      duplicateThreshold: whole(30, 100).map((percent) => percent / 100),
      settlementDay: whole(1, 20),
      approvalDays: whole(0, 20),
      least: whole(1, 9),
    })
    .map(({ least, ...rest }) => ({ ...rest, perKind: { [rest.kinds[0]!]: least } }));
  fc.assert(
    fc.property(policy, (each) => {
      const input = PolicyInput.parse(policyOfForm(formOfPolicy(each, "2026-11")));
      expect(policyFrom(NO_POLICIES, "2026-11", input)).toEqual(each);
    }),
  );
});
