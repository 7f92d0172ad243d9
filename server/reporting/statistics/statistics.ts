/** What is counted of some questions and opinions in one month: everything that the figures are made of. */
export interface Tally {
  received: number;
  /** Final answers given; a reopened question that is answered again counts twice. */
  answered: number;
  onTime: number;
  /** Of the answers given, how many their asker reopened. */
  reopened: number;
  /** Waiting for an office, the overdue among them. */
  open: number;
  overdue: number;
  declined: number;
  withdrawn: number;
  merged: number;
  /** Working minutes of each answer. */
  minutes: number[];
  /** Ratings given, the sum of their scores (1 to 5), how many said whether it is solved, and how many that it is. */
  ratings: number;
  points: number;
  judged: number;
  solved: number;
}

/** The public figures. Rates are 0 to 1, null where there is nothing to divide. */
export interface Figures extends Omit<Tally, "minutes" | "points" | "judged" | "solved"> {
  onTimeRate: number | null;
  medianWorkingHours: number | null;
  p90WorkingHours: number | null;
  /** Mean score ÷ 5. */
  satisfaction: number | null;
  /** 1 to 5 */
  meanScore: number | null;
  solvedRate: number | null;
  reopenedRate: number | null;
}

/** Ratings are published in aggregate, from so many on. Source: domain.md, "Feedback, exactly". */
export const RATINGS_FLOOR = 5;
const BEST_SCORE = 5;

export const emptyTally = (): Tally => ({
  ...{ received: 0, answered: 0, onTime: 0, reopened: 0, open: 0, overdue: 0, declined: 0, withdrawn: 0, merged: 0 },
  ...{ minutes: [], ratings: 0, points: 0, judged: 0, solved: 0 },
});

/** What several tallies come to. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const { minutes, ...counts } of tallies) {
    sum.minutes.push(...minutes);
    for (const [name, count] of Object.entries(counts) as [keyof typeof counts, number][]) sum[name] += count;
  }
  return sum;
}

/** The figures of a tally. Source: domain.md, "Feedback, exactly", Public statistics; docs/decisions/031. */
export function figuresOf({ minutes, points, judged, solved, ...counts }: Tally): Figures {
  const { answered, onTime, overdue, reopened, ratings } = counts;
  const sorted = minutes.toSorted((one, other) => one - other);
  const isPublished = ratings >= RATINGS_FLOOR;
  return {
    ...counts,
    onTimeRate: share(onTime, answered + overdue),
    medianWorkingHours: hours(medianOf(sorted)),
    p90WorkingHours: hours(percentileOf(sorted, 0.9)),
    satisfaction: isPublished ? share(points, ratings * BEST_SCORE) : null,
    meanScore: isPublished ? share(points, ratings) : null,
    solvedRate: isPublished && judged >= RATINGS_FLOOR ? share(solved, judged) : null,
    reopenedRate: share(reopened, answered),
  };
}

/** The middle value; of an even number the mean of the two in the middle. @param sorted ascending */
export function medianOf(sorted: readonly number[]): number | null {
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The smallest value that at least this part of all values does not exceed (nearest rank). @param sorted ascending @param part 0 to 1 */
export const percentileOf = (sorted: readonly number[], part: number): number | null =>
  sorted.length === 0 ? null : sorted[Math.max(1, Math.ceil(part * sorted.length - ROUNDING)) - 1]!;

/** 0.9 × 10 must not come to eleven by the last digit of a binary fraction. */
const ROUNDING = 1e-9;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const hours = (minutes: number | null): number | null => (minutes === null ? null : minutes / 60);
