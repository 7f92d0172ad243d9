import { type DateText, type DayKind, daysAfter } from "./working-days.ts";

/** A year's official notice of holidays as prisma/calendar/ keeps it. */
export interface Notice {
  year: number;
  source: string;
  festivals: readonly Festival[];
}

/** Off from `from` to `until`, both included; the holidays of the law among them, and the weekend days that are worked instead. */
export interface Festival {
  name: string;
  from: DateText;
  until: DateText;
  holidays: readonly DateText[];
  worked: readonly DateText[];
}

/** More than this is no calendar of a few years: reading ends there. */
export const MOST_DAYS = 2_000;

export interface NamedDay {
  date: DateText;
  kind: DayKind;
  name: string;
  source: string;
}

/** Every day that a notice names, by date. */
export function daysOfNotice({ source, festivals }: Notice): NamedDay[] {
  const days = festivals.flatMap(({ name, from, until, holidays, worked }) => {
    const off: NamedDay[] = [];
    for (let date = from; date <= until; date = daysAfter(date, 1)) off.push({ date, kind: holidays.includes(date) ? "holiday" : "rest", name, source });
    return [...off, ...worked.map((date): NamedDay => ({ date, kind: "workday", name, source }))];
  });
  return days.sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** The month of the year before in which the notice of a year comes out, by experience: the end of October to the end of November. */
const NOTICE_COMES_IN = 11;

/** The years whose notice should be known on `today` and of which no day is: this one, and from November on the next. */
export function missingYears(today: DateText, isKnown: (year: number) => boolean): number[] {
  const year = Number(today.slice(0, 4));
  const expected = Number(today.slice(5, 7)) >= NOTICE_COMES_IN ? [year, year + 1] : [year];
  return expected.filter((each) => !isKnown(each));
}
