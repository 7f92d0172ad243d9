/** What a forecast of the running month looks at. */
export interface PaceFacts {
  /** Credited in the running month so far, and still missing. */
  credited: number;
  short: number;
  /** What is left of the month, 0 to 1, and its working days, today included. */
  shareLeft: number;
  workingDaysLeft: number;
  /** Credited in the earlier months on duty, newest first. */
  earlier: readonly number[];
}

export interface Pace {
  /** Threads a month in the months looked at; null where there are none yet. */
  perMonth: number | null;
  monthsSeen: number;
  /** How many there will be at the end of the month if it goes on like that, whole threads only. */
  byEnd: number;
  /** Whether that meets the quota. */
  isEnough: boolean;
  /** One thread is needed every so many working days; null when nothing is missing or no working day is left. */
  oneEveryDays: number | null;
}

/** Older months say little of today. */
const MONTHS_SEEN = 6;

/**
 * How the running month will end at the pace of earlier ones: what is credited, and what comes in the share of a month that is left; with
 * no earlier month at the pace of this one. It only informs: the status asks for days and working days alone (standing.ts).
 */
export function paceOf({ credited, short, shareLeft, workingDaysLeft, earlier }: PaceFacts): Pace {
  const seen = earlier.slice(0, MONTHS_SEEN);
  const perMonth = seen.length === 0 ? null : seen.reduce((total, count) => total + count, 0) / seen.length;
  const expected = perMonth ?? (shareLeft < 1 ? credited / (1 - shareLeft) : 0);
  const coming = Math.floor(expected * shareLeft + 1e-9);
  return {
    perMonth,
    monthsSeen: seen.length,
    byEnd: credited + coming,
    isEnough: coming >= short,
    oneEveryDays: short === 0 || workingDaysLeft === 0 ? null : Math.max(1, Math.floor(workingDaysLeft / short)),
  };
}
