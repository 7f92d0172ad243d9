import { Invalid, type Problem } from "../../core/problems.ts";
import type { Emptiness } from "./empty-answer.ts";

/** The form of an answer that says nothing comes back with this once … */
export const emptyWarning = (found: readonly Emptiness[]): Invalid => new Invalid(found.map((emptiness) => ({ path: "body", key: KEYS[emptiness] })));
/** … and then offers to send it all the same. */
export const isEmptyWarning = (problem: Problem | undefined): boolean => problem?.errors.some(({ key }) => WARNINGS.includes(key)) ?? false;

const KEYS: Record<Emptiness, string> = {
  tooShort: "answerTooShort",
  onlyPassedOn: "answerOnlyPassedOn",
  onlyPromises: "answerOnlyPromises",
  copy: "answerCopy",
};
const WARNINGS: readonly string[] = Object.values(KEYS);
