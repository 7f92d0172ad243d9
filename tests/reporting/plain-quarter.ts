/**
 * What became of questions as one would keep it by hand: a list of what happened to each, and the public figures made of it as domain.md
 * says. For comparing with the real ones; it shares no code with server/feedback on purpose.
 */

export type Happening =
  | { at: Date; what: "assigned"; office: string | null; due: Date }
  | { at: Date; what: "due"; due: Date }
  | { at: Date; what: "answered"; minutes: number }
  | { at: Date; what: "rated"; score: number; solved: "solved" | "partly" | "not_solved" | null }
  | { at: Date; what: "reopened"; due: Date }
  | { at: Date; what: "declined" | "withdrawn" | "merged" };

export interface PlainQuestion {
  category: string | null;
  receivedAt: Date;
  /** In the order in which it happened. */
  happened: Happening[];
}

const SHANGHAI = 8 * 3600 * 1000;
const DAY = 24 * 3600 * 1000;
const OPENS = 9 * 60;
const CLOSES = 17 * 60;

/** Days by number since 1970, in Shanghai. */
const dayOf = (at: Date): number => Math.floor((at.getTime() + SHANGHAI) / DAY);
const isWorked = (day: number): boolean => (day + 4) % 7 !== 0 && (day + 4) % 7 !== 6; // 1 January 1970 was a Thursday
const midnight = (day: number): Date => new Date(day * DAY - SHANGHAI);

/** Midnight after so many working days. */
export function dueIn(from: Date, workingDays: number): Date {
  let day = dayOf(from);
  for (let left = workingDays; left > 0; ) if (isWorked(++day)) left--;
  return midnight(day + 1);
}

/** Minutes of office hours on working days. */
export function minutesBetween(from: Date, until: Date): number {
  let sum = 0;
  for (let day = dayOf(from); day <= dayOf(until); day++) {
    if (!isWorked(day)) continue;
    const minute = (at: Date) => (at.getTime() - midnight(day).getTime()) / 60_000;
    sum += Math.max(0, Math.min(CLOSES, minute(until)) - Math.max(OPENS, minute(from)));
  }
  return Math.round(sum);
}

const monthOf = (at: Date): string => new Date(at.getTime() + SHANGHAI).toISOString().slice(0, 7);
const firstOf = (month: string): Date => new Date(Date.parse(`${month}-01T00:00:00Z`) - SHANGHAI);
const after = (month: string): string => monthOf(new Date(firstOf(month).getTime() + 32 * DAY));

interface Chosen {
  office?: string | null;
  category?: string | null;
}

/** The figures of `month` at `now`, of the questions that `chosen` names. */
export function plainFigures(questions: readonly PlainQuestion[], month: string, now: Date, chosen: Chosen) {
  const end = firstOf(after(month)).getTime();
  const isOver = now.getTime() >= end;
  const known = (at: Date) => (isOver ? at.getTime() < end : at.getTime() <= now.getTime());
  const isIn = (at: Date) => monthOf(at) === month && known(at);
  const isLate = (due: Date) => (isOver ? due.getTime() < end : due.getTime() <= now.getTime());
  const counts = { received: 0, answered: 0, onTime: 0, reopened: 0, open: 0, overdue: 0, declined: 0, withdrawn: 0, merged: 0 };
  const minutes: number[] = [];
  const scores: number[] = [];
  const words: string[] = [];
  for (const { category, receivedAt, happened } of questions) {
    if (chosen.category !== undefined && chosen.category !== category) continue;
    const isOf = (office: string | null) => chosen.office === undefined || chosen.office === office;
    let [office, due, waits]: [string | null, Date, boolean] = [null, dueIn(receivedAt, 1), true];
    let [answerer, answeredIn]: [string | null, boolean] = [null, false];
    for (const each of happened.filter(({ at }) => known(at))) {
      if (each.what === "assigned") office = each.office;
      if ("due" in each) due = each.due;
      if (each.what === "answered") {
        [answerer, answeredIn, waits] = [office, isIn(each.at), false];
        if (answeredIn && isOf(office)) {
          counts.answered++;
          if (each.at.getTime() < due.getTime()) counts.onTime++;
          minutes.push(each.minutes);
        }
      }
      if (each.what === "rated" && isIn(each.at) && isOf(answerer)) {
        scores.push(each.score);
        if (each.solved !== null) words.push(each.solved);
      }
      if (each.what === "reopened") {
        waits = true;
        if (answeredIn && isOf(answerer)) counts.reopened++;
      }
      if (each.what === "declined" || each.what === "withdrawn" || each.what === "merged") {
        waits = false;
        if (isIn(each.at) && isOf(office)) counts[each.what]++;
      }
    }
    if (!known(receivedAt) || !isOf(office)) continue;
    if (isIn(receivedAt)) counts.received++;
    if (waits) counts.open++;
    if (waits && isLate(due)) counts.overdue++;
  }
  const divided = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const inOrder = [...minutes].sort((one, other) => one - other);
  const n = inOrder.length;
  const enough = (count: number) => scores.length >= 5 && count >= 5;
  const hours = (value: number | undefined) => (value === undefined ? null : value / 60);
  const total = scores.reduce((sum, score) => sum + score, 0);
  return {
    ...counts,
    ratings: scores.length,
    onTimeRate: divided(counts.onTime, counts.answered + counts.overdue),
    medianWorkingHours: n === 0 ? null : (inOrder[Math.floor((n - 1) / 2)]! + inOrder[Math.floor(n / 2)]!) / 2 / 60,
    p90WorkingHours: hours(inOrder.find((value) => inOrder.filter((other) => other <= value).length * 10 >= n * 9)),
    satisfaction: enough(scores.length) ? total / (scores.length * 5) : null,
    meanScore: enough(scores.length) ? total / scores.length : null,
    solvedRate: enough(words.length) ? words.filter((word) => word === "solved").length / words.length : null,
    reopenedRate: divided(counts.reopened, counts.answered),
  };
}
