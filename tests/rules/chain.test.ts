import { expect, test } from "vitest";
import { type Chain, signerAt, signersAt, stepAfter, unsignedStep, wayOf, withoutGaps } from "../../server/approval/chain.ts";

const [HEAD, DEPUTY, LEADER, CLERK] = [1, 2, 3, 4] as const;
const chain: Chain = {
  steps: 2,
  signers: [
    { step: 1, accountId: HEAD },
    { step: 1, accountId: DEPUTY },
    { step: 2, accountId: LEADER },
  ],
};

test("one of several signs at a step, and nobody at another's", () => {
  const signs = (step: number, accountId: number) => signerAt(chain, step, CLERK, accountId) !== null;
  expect([signs(1, HEAD), signs(1, DEPUTY), signs(2, HEAD), signs(1, CLERK)]).toEqual([true, true, false, false]);
});

test("nobody signs what they sent in themselves", () => {
  expect(signersAt(chain, 1, HEAD)).toEqual([{ step: 1, accountId: DEPUTY }]);
  expect(signerAt(chain, 1, HEAD, HEAD)).toBeNull();
  expect(unsignedStep(chain, HEAD)).toBeNull(); // the deputy can
  expect(unsignedStep(chain, LEADER)).toBe(2);
});

test("a step whose people are all gone is found before an answer is sent there", () => {
  expect(unsignedStep({ ...chain, signers: chain.signers.filter(({ step }) => step === 2) }, CLERK)).toBe(1);
});

test("the last step has none after it; without steps nothing is signed", () => {
  expect([stepAfter(chain, 0), stepAfter(chain, 1), stepAfter(chain, 2)]).toEqual([1, 2, null]);
  expect(stepAfter({ steps: 0 }, 0)).toBeNull();
  expect(unsignedStep({ steps: 0, signers: [] }, CLERK)).toBeNull();
});

test.each([
  [0, ["ahead", "ahead"]],
  [1, ["waiting", "ahead"]],
  [2, ["passed", "waiting"]],
  [Number.POSITIVE_INFINITY, ["passed", "passed"]],
])("the way of a text at step %d is %j", (at, states) => expect(wayOf(chain, at, CLERK).map(({ state }) => state)).toEqual(states));

test("the way names who can sign, never the sender; a step that nobody holds stands empty", () => {
  const signers = (sender: number) => wayOf(chain, 1, sender).map((step) => step.signers.map(({ accountId }) => accountId));
  expect(signers(CLERK)).toEqual([[HEAD, DEPUTY], [LEADER]]);
  expect(signers(LEADER)).toEqual([[HEAD, DEPUTY], []]);
});

test("who holds what is no step of the chain signs nowhere", () => {
  const along: Chain = { ...chain, signers: [...chain.signers, { step: 0, accountId: CLERK }] };
  expect(wayOf(along, 1, null).flatMap(({ signers }) => signers.map(({ accountId }) => accountId))).not.toContain(CLERK);
});

test("steps that are left out close up", () => {
  expect(
    withoutGaps([
      { who: "a", step: 3 },
      { who: "b", step: 1 },
      { who: "c", step: 3 },
    ]),
  ).toEqual([
    { who: "a", step: 2 },
    { who: "b", step: 1 },
    { who: "c", step: 2 },
  ]);
});
