import { type Chain, stepAfter } from "../approval/chain.ts";

/** The steps that a town's chain can have, in the order in which they follow. Source: domain.md, Publication by an association (editor, section head, leader). */
export const APPROVAL_ROLES = ["editor", "section_head", "leader"] as const;
export type ApprovalRole = (typeof APPROVAL_ROLES)[number];

export const DRAFT_STATES = ["draft", "scheduled", "submitted", "sent_back", "published", "discarded"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

type Steps = Pick<Chain, "steps">;

/** Where a draft stands on its way to the public. */
export interface Standing {
  state: DraftState;
  /** The step (from 1) that it waits at; null when it waits at none. */
  step: number | null;
  /** How often it was sent into the chain. */
  round: number;
  /** When it was first sent and not withdrawn since: it decides the month. */
  submittedAt: Date | null;
  /** When it is to be published; null: as soon as nothing stands in the way. */
  publishAt: Date | null;
}

/** What can be done to a draft, whoever may. */
export type Step = "edit" | "send" | "withdraw" | "decide" | "discard" | "restore";

/** Whether a draft that stands so can take this step. A text that was approved, or waits for it, is not changed: it is withdrawn first. */
export function isPossible(step: Step, { state, submittedAt }: Pick<Standing, "state" | "submittedAt">): boolean {
  const isOpen = state === "draft" || state === "sent_back";
  const possible: Record<Step, boolean> = {
    edit: isOpen || (state === "scheduled" && submittedAt === null),
    send: isOpen,
    withdraw: state === "submitted" || state === "scheduled",
    decide: state === "submitted",
    discard: isOpen,
    restore: state === "discarded",
  };
  return possible[step];
}

/**
 * Sent on its way: to the first step of the town's chain, or past an empty one. A draft that came back keeps the instant of its first
 * submission: a correction costs no month. @param publishAt null: at once
 */
export function sent(standing: Standing, chain: Steps, publishAt: Date | null, at: Date): Standing {
  const step = stepAfter(chain, 0);
  if (step === null) return unreviewed(cleared({ ...standing, publishAt }, at));
  return { state: "submitted", step, round: standing.round + 1, submittedAt: standing.submittedAt ?? at, publishAt };
}

/** Approved at the step where it waits: on to the next one, or past the last. */
export function approved(standing: Standing, chain: Steps, at: Date): Standing {
  const step = stepAfter(chain, standing.step ?? 0);
  return step === null ? cleared(standing, at) : { ...standing, step };
}

/** Sent back to its author, who corrects it and sends it again. */
export const sentBack = (standing: Standing): Standing => ({ ...standing, state: "sent_back", step: null });

/** The chain was set anew meanwhile: at its first step once more; back to its author where no step is left. */
export function begunAgain(standing: Standing, chain: Steps): Standing {
  const step = stepAfter(chain, 0);
  return step === null ? sentBack(standing) : { ...standing, step, round: standing.round + 1 };
}

/** Taken back by the association: as if it had never been sent. */
export const withdrawn = (standing: Standing): Standing => ({ ...standing, state: "draft", step: null, submittedAt: null });

/** Back from the bin, to where it was. */
export const restored = (standing: Standing): Standing => ({ ...standing, state: standing.submittedAt === null ? "draft" : "sent_back" });

const cleared = (standing: Standing, at: Date): Standing => ({
  ...standing,
  step: null,
  state: standing.publishAt !== null && standing.publishAt > at ? "scheduled" : "published",
});

/** What the clock is to publish without any approval says so: should the town get a chain meanwhile, it does not pass. */
const unreviewed = (standing: Standing): Standing => (standing.state === "scheduled" ? { ...standing, submittedAt: null } : standing);

/**
 * The instant of submission of what is published at `at` by hand or by the last approval: the review costs no month, the wish to
 * appear later does. What the clock publishes takes its moment of publication instead. Source: domain.md, "The quota, exactly"
 */
export function submissionOf({ submittedAt, publishAt }: Pick<Standing, "submittedAt" | "publishAt">, at: Date): Date {
  if (submittedAt === null) return at;
  return publishAt !== null && publishAt > submittedAt && publishAt < at ? publishAt : submittedAt;
}
