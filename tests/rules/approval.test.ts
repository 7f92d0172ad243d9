import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Actor, ANYONE, ROLES } from "../../server/access/actor.ts";
import { can, type DraftFacts, visibleDrafts } from "../../server/access/permissions.ts";
import { unsignedStep } from "../../server/approval/chain.ts";
import {
  APPROVAL_ROLES,
  type ApprovalRole,
  approved,
  begunAgain,
  DRAFT_STATES,
  isPossible,
  restored,
  type Standing,
  sent,
  sentBack,
  submissionOf,
  withdrawn,
} from "../../server/planning/approval.ts";
import { chainOf, type Holder, isHolder, turnOf } from "../../server/planning/chain.ts";

const at = (day: number) => new Date(Date.UTC(2026, 9, day));
const NEW: Standing = { state: "draft", step: null, round: 0, submittedAt: null, publishAt: null };
const [NO_CHAIN, TWO_STEPS] = [{ steps: 0 }, { steps: 2 }];
const possible = (standing: Pick<Standing, "state" | "submittedAt">) =>
  (["edit", "send", "withdraw", "decide", "discard", "restore"] as const).filter((step) => isPossible(step, standing));

describe("what can be done to a draft", () => {
  test.each([
    ["draft", null, ["edit", "send", "discard"]],
    ["sent_back", at(1), ["edit", "send", "discard"]],
    ["submitted", at(1), ["withdraw", "decide"]],
    ["scheduled", null, ["edit", "withdraw"]],
    ["scheduled", at(1), ["withdraw"]], // approved: its text stays
    ["published", at(1), []],
    ["discarded", null, ["restore"]],
  ] as const)("as %s (sent %s): %j", (state, submittedAt, steps) => expect(possible({ state, submittedAt })).toEqual(steps));

  test("without a chain it is public at once, or waits for its time", () => {
    expect(sent(NEW, NO_CHAIN, null, at(1))).toMatchObject({ state: "published", round: 0 });
    expect(sent(NEW, NO_CHAIN, at(2), at(1))).toMatchObject({ state: "scheduled", submittedAt: null, publishAt: at(2) });
  });

  test("with one it passes every step; a correction keeps the first submission, withdrawing forgets it", () => {
    const first = sent(NEW, TWO_STEPS, null, at(1));
    expect(first).toEqual({ state: "submitted", step: 1, round: 1, submittedAt: at(1), publishAt: null });
    const second = approved(first, TWO_STEPS, at(2));
    expect(second).toMatchObject({ state: "submitted", step: 2 });
    expect(approved(second, TWO_STEPS, at(3))).toMatchObject({ state: "published", step: null, submittedAt: at(1) });
    expect(sent(sentBack(second), TWO_STEPS, null, at(5))).toEqual({ ...first, round: 2 });
    expect(sent(withdrawn(second), TWO_STEPS, null, at(5)).submittedAt).toEqual(at(5));
    expect(restored({ ...sentBack(second), state: "discarded" }).state).toBe("sent_back");
  });

  test("sent back and then freed of its chain it keeps its month when it is published, but not past the clock unreviewed", () => {
    const back = sentBack(sent(NEW, TWO_STEPS, null, at(1)));
    expect(sent(back, NO_CHAIN, null, at(5))).toMatchObject({ state: "published", submittedAt: at(1) });
    expect(sent(back, NO_CHAIN, at(9), at(5))).toMatchObject({ state: "scheduled", submittedAt: null });
  });

  test("with another chain meanwhile it begins again, or goes back where none is left", () => {
    const second = approved(sent(NEW, TWO_STEPS, null, at(1)), TWO_STEPS, at(2));
    expect(begunAgain(second, { steps: 3 })).toEqual({ ...second, step: 1, round: 2 });
    expect(begunAgain(second, NO_CHAIN)).toEqual(sentBack(second));
  });

  test("the review costs no time, the wish to appear later does", () => {
    expect(submissionOf({ submittedAt: null, publishAt: null }, at(5))).toEqual(at(5));
    expect(submissionOf({ submittedAt: at(1), publishAt: null }, at(5))).toEqual(at(1));
    expect(submissionOf({ submittedAt: at(1), publishAt: at(3) }, at(5))).toEqual(at(3));
  });
});

const AUTHOR = 1;
const holder = (role: ApprovalRole, accountId: number, deputy = false): Holder => ({ role, accountId, deputy });

describe("whose step it is", () => {
  const chain = chainOf(["editor", "leader"], [holder("editor", 2), holder("leader", 3), holder("leader", 4, true), holder("section_head", 5)]);
  test("is that of who holds its role, deputies too, and of nobody else", () => {
    const whose = (step: number | null, state: Standing["state"] = "submitted") => [1, 2, 3, 4, 5].filter((id) => turnOf({ state, step }, AUTHOR, chain, id));
    expect([whose(1), whose(2), whose(null), whose(1, "sent_back"), whose(3)]).toEqual([[2], [3, 4], [], [], []]);
    expect(turnOf({ state: "submitted", step: 2 }, AUTHOR, chain, 4)?.deputy).toBe(true);
    expect(turnOf({ state: "submitted", step: 2 }, 4, chain, 4)).toBeNull(); // nobody approves their own text
  });
  test("who holds a role that is no step now may read along, and decides nothing", () => {
    expect(isHolder(chain, 5)).toBe(true);
    expect(isHolder(chain, AUTHOR)).toBe(false);
    expect(unsignedStep(chain, AUTHOR)).toBeNull();
    expect(unsignedStep(chain, 2)).toBe(1);
  });
});

test("nothing is public before someone else approved its last step, whatever is tried in whatever order", () => {
  const people = [AUTHOR, 2, 3, 4];
  const attempt = fc.record({
    what: fc.constantFrom("send", "approve", "sendBack", "withdraw", "clock"),
    who: fc.constantFrom(...people),
    hours: fc.integer({ min: 0, max: 90 }),
    later: fc.boolean(),
  });
  const chains = fc.subarray([...APPROVAL_ROLES], { minLength: 1 });
  const members = fc.array(fc.record({ role: fc.constantFrom(...APPROVAL_ROLES), accountId: fc.constantFrom(...people), deputy: fc.boolean() }), {
    maxLength: 12,
  });
  let published = 0;
  fc.assert(
    fc.property(chains, members, fc.array(attempt, { maxLength: 40 }), (roles, holders, attempts) => {
      const chain = chainOf(roles, holders);
      let standing = NEW;
      let clock = at(1).getTime();
      let passed: ApprovalRole[] = []; // a plain model: what was approved since it was last sent
      for (const { what, who, hours, later } of attempts) {
        clock += hours * 3_600_000;
        const now = new Date(clock);
        const facts: DraftFacts = { townId: 1, authorId: AUTHOR, round: standing.round, approver: true, turn: turnOf(standing, AUTHOR, chain, who) !== null };
        const actor: Actor = { id: who, username: "", displayName: "", role: "association", townId: 1 };
        const may = (step: "send" | "decide" | "withdraw") => isPossible(step, standing) && (step !== "decide" || can(actor, "decideDraft", facts));
        if (what === "send" && may("send") && unsignedStep(chain, AUTHOR) === null) {
          standing = sent(standing, chain, later ? new Date(clock + 24 * 3_600_000) : null, now);
          passed = [];
        } else if (what === "approve" && may("decide")) {
          expect(who).not.toBe(AUTHOR);
          passed.push(roles[standing.step! - 1]!);
          standing = approved(standing, chain, now);
        } else if (what === "sendBack" && may("decide")) standing = sentBack(standing);
        else if (what === "withdraw" && may("withdraw")) standing = withdrawn(standing);
        else if (what === "clock" && standing.state === "scheduled" && standing.publishAt! <= now && standing.submittedAt !== null)
          standing = { ...standing, state: "published" };
        if (standing.state === "published" || standing.state === "scheduled") expect(passed).toEqual(roles);
        if (standing.state === "published") published++;
        if (standing.state === "published") return;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(published).toBeGreaterThan(20); // premise
});

test("the list of drafts that someone sees is exactly what that one may read, for every kind of actor", () => {
  const anybody = fc.record({ role: fc.constantFrom(null, ...ROLES), townId: fc.option(fc.integer({ min: 1, max: 2 })), approver: fc.boolean() });
  const anyDraft = fc.record({ townId: fc.integer({ min: 1, max: 2 }), authorId: fc.constant(AUTHOR), round: fc.nat(1) });
  let [seen, hidden] = [0, 0];
  fc.assert(
    fc.property(anybody, anyDraft, ({ role, townId, approver }, draft) => {
      const actor: Actor = role === null ? ANYONE : { id: 9, username: "", displayName: "", role, townId };
      const holds = approver && (role === "responder" || role === "association"); // nobody else can be given a role
      const reads = can(actor, "readDraft", { ...draft, turn: false, approver: holds && townId === draft.townId });
      const { townId: towns, round } = visibleDrafts(actor, holds) as { townId?: number | { in: number[] }; round?: object };
      const listed = (towns === undefined || towns === draft.townId) && (round === undefined || draft.round > 0);
      expect(listed).toBe(reads);
      if (reads) seen++;
      else hidden++;
    }),
    { numRuns: 500 },
  );
  expect(seen > 50 && hidden > 50).toBe(true); // premise: both were tried
  expect(DRAFT_STATES).toHaveLength(6); // premise: none is forgotten above
});
