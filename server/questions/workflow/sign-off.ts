/** Who signs off an answer before it is published. Source: domain.md, "Feedback, exactly": sign-off inside the office, configurable, none by default. */
export const MOST_SIGN_OFF_STEPS = 3;

/** Someone who signs at a step (from 1). */
export interface Signer {
  step: number;
  accountId: number;
}

export interface SignOffChain {
  /** How many steps an answer passes; 0: none. */
  steps: number;
  /** Those who can sign now: active, and still of the office. */
  signers: readonly Signer[];
}

/** Whether `accountId` signs at `step`. Four eyes: nobody signs what they sent in themselves. */
export const signsAt = ({ signers }: SignOffChain, step: number, accountId: number, submittedById: number | null): boolean =>
  accountId !== submittedById && signers.some((signer) => signer.step === step && signer.accountId === accountId);

/** Who signs at `step` what `submittedById` sent in. */
export const signersAt = (chain: SignOffChain, step: number, submittedById: number | null): number[] =>
  chain.signers.map(({ accountId }) => accountId).filter((accountId) => signsAt(chain, step, accountId, submittedById));

/** The first step at which nobody but the sender could sign; null when every step has someone. */
export function unsignedStep(chain: SignOffChain, submittedById: number): number | null {
  for (let step = 1; step <= chain.steps; step++) if (signersAt(chain, step, submittedById).length === 0) return step;
  return null;
}

/** Signed at `step`: the next one, or null after the last. */
export const stepAfter = ({ steps }: SignOffChain, step: number): number | null => (step < steps ? step + 1 : null);

/** The chosen steps without gaps: 1 and 3 become 1 and 2. */
export function withoutGaps<T extends { step: number }>(signers: readonly T[]): T[] {
  const used = [...new Set(signers.map(({ step }) => step))].sort((a, b) => a - b);
  return signers.map((signer) => ({ ...signer, step: used.indexOf(signer.step) + 1 }));
}
