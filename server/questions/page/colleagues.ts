import type { HandlingStep } from "./step-forms.ts";

/** One window in which somebody who handles a question has it open; `step` is the form that they fill in. */
export interface Presence {
  accountId: number;
  name: string;
  step: HandlingStep | null;
}

/** A colleague as the others see them; without a step they only look. */
export interface Colleague {
  name: string;
  step: HandlingStep | null;
}

/** Who else is at a question, in the order in which they came. Somebody with several windows is one person, at the step opened last, and not among their own. */
export function othersOf(present: readonly Presence[], accountId: number | null): Colleague[] {
  const people = new Map<number, Colleague>();
  for (const { accountId: id, name, step } of present) if (id !== accountId) people.set(id, { name, step: step ?? people.get(id)?.step ?? null });
  return [...people.values()];
}
