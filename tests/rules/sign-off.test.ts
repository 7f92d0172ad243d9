import { expect, test } from "vitest";
import { type SignOffChain, signersAt, signsAt, stepAfter, unsignedStep, withoutGaps } from "../../server/questions/workflow/sign-off.ts";

const [HEAD, DEPUTY, LEADER, CLERK] = [1, 2, 3, 4] as const;
const chain: SignOffChain = {
  steps: 2,
  signers: [
    { step: 1, accountId: HEAD },
    { step: 1, accountId: DEPUTY },
    { step: 2, accountId: LEADER },
  ],
};

test("one of several signs at a step, and nobody at another's", () => {
  expect(signsAt(chain, 1, HEAD, CLERK)).toBe(true);
  expect(signsAt(chain, 1, DEPUTY, CLERK)).toBe(true);
  expect(signsAt(chain, 2, HEAD, CLERK)).toBe(false);
  expect(signsAt(chain, 1, CLERK, CLERK)).toBe(false);
});

test("nobody signs what they sent in themselves", () => {
  expect(signersAt(chain, 1, HEAD)).toEqual([DEPUTY]);
  expect(unsignedStep(chain, HEAD)).toBeNull(); // the deputy can
  expect(unsignedStep(chain, LEADER)).toBe(2);
});

test("a step whose people are all gone is found before an answer is sent there", () => {
  expect(unsignedStep({ ...chain, signers: chain.signers.filter(({ step }) => step === 2) }, CLERK)).toBe(1);
});

test("the last step has none after it; without steps nothing is signed", () => {
  expect(stepAfter(chain, 1)).toBe(2);
  expect(stepAfter(chain, 2)).toBeNull();
  expect(unsignedStep({ steps: 0, signers: [] }, CLERK)).toBeNull();
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
