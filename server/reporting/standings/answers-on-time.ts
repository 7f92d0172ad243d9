/** What of a town's questions and opinions was answered, and how much of that in time. */
export interface OnTime {
  answered: number;
  onTime: number;
  /** Late and still open: counts from the day it is late. */
  overdue: number;
}

export const NOTHING_DUE: OnTime = Object.freeze({ answered: 0, onTime: 0, overdue: 0 });

/**
 * Answered on time ÷ (answered + overdue and still open), 0 to 1; null below `floor` of them: whoever received nothing has
 * neither 0 nor 100 %. Source: domain.md, "Feedback, exactly", Public statistics, and "Standings are a setting".
 */
export function onTimeRate({ answered, onTime, overdue }: OnTime, floor: number): number | null {
  const judged = answered + overdue;
  return judged < Math.max(1, floor) ? null : onTime / judged;
}
