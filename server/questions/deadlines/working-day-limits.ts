import type { Kind } from "../../core/kinds.ts";

/** Working days after receipt. Source: domain.md, "Feedback, exactly", Time limits. */
export const ASSIGN_DAYS = 1;
export const ANSWER_DAYS: Partial<Record<Kind, number>> = { QUESTION: 5, OPINION: 7 };
/** Complex, or of several offices: marked by the office, with a reason. */
export const COMPLEX_DAYS = 15;

/** Within which a question or opinion is to be answered: by its kind, unless its office marked it complex. */
export const limitOf = (kind: Kind, { limitDays, complexReason }: { limitDays: number; complexReason: string | null }): number =>
  complexReason === null ? (ANSWER_DAYS[kind] ?? limitDays) : limitDays;
