import type { Kind } from "../../kinds.ts";

/** Working days after receipt. Source: domain.md, "Feedback, exactly", Time limits. */
export const ASSIGN_DAYS = 1;
export const ANSWER_DAYS: Partial<Record<Kind, number>> = { QUESTION: 5, OPINION: 7 };
/** Complex, or of several offices: marked by the office, with a reason. */
export const COMPLEX_DAYS = 15;
