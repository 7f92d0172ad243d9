/** Someone who can sign at a step (from 1); 0: at none that the chain has now. */
export interface Signer {
  step: number;
  accountId: number;
}

/** The steps that a text passes before it is public, and who can sign there now. Without steps it is published at once. */
export interface Chain<S extends Signer = Signer> {
  steps: number;
  signers: readonly S[];
}

/** Who can sign at `step` what `senderId` sent in. Four eyes: nobody signs what they sent in themselves. */
export const signersAt = <S extends Signer>({ signers }: Chain<S>, step: number, senderId: number | null): S[] =>
  signers.filter((signer) => signer.step === step && signer.accountId !== senderId);

/** `accountId` as a signer at `step`; null when it is not theirs to sign. */
export const signerAt = <S extends Signer>(chain: Chain<S>, step: number, senderId: number | null, accountId: number): S | null =>
  signersAt(chain, step, senderId).find((signer) => signer.accountId === accountId) ?? null;

/** The first step at which nobody but the sender could sign; null when every step has someone. */
export const unsignedStep = (chain: Chain, senderId: number): number | null =>
  stepsOf(chain).find((step) => signersAt(chain, step, senderId).length === 0) ?? null;

/** Signed at `step` (0: sent in): the next one, or null after the last. */
export const stepAfter = ({ steps }: Pick<Chain, "steps">, step: number): number | null => (step < steps ? step + 1 : null);

/** The chosen steps without gaps: 1 and 3 become 1 and 2. */
export function withoutGaps<T extends { step: number }>(signers: readonly T[]): T[] {
  const used = [...new Set(signers.map(({ step }) => step))].sort((a, b) => a - b);
  return signers.map((signer) => ({ ...signer, step: used.indexOf(signer.step) + 1 }));
}

/** A step on the way of a text through its chain. */
export interface StepOfWay<S extends Signer = Signer> {
  step: number;
  state: "passed" | "waiting" | "ahead";
  signers: S[];
}

/** The whole way of what `senderId` sent in. @param at the step where it waits; 0: not sent in, Infinity: past the last */
export const wayOf = <S extends Signer>(chain: Chain<S>, at: number, senderId: number | null): StepOfWay<S>[] =>
  stepsOf(chain).map((step) => ({ step, state: step < at ? "passed" : step === at ? "waiting" : "ahead", signers: signersAt(chain, step, senderId) }));

const stepsOf = ({ steps }: Chain): number[] => Array.from({ length: steps }, (_, index) => index + 1);
