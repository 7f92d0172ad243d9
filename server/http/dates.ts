import { now } from "../core/clock.ts";
import { config, LOCALES, type Locale, oncePerConfig } from "../core/config.ts";

export interface Dates {
  /** `<time>` with the date and hour; a browser module makes it relative. */
  time(iso: string): string;
  /** `<time>` with the date, its year and the hour, where it is to stay as it is: what is counted from it. */
  moment(iso: string): string;
  /** `<time>` with the date only. */
  day(iso: string): string;
  /** From when until when something takes place, as text. */
  when(from: string, until: string | null): string;
  /** A day as a tile shows it. */
  tile(iso: string): { month: string; day: string; weekday: string };
  /** MM-DD as people say it. */
  dayOfYear(day: string): string;
  /** By which day (YYYY-MM-DD) something is due: as people say it, with the year when it is not the present one. */
  dueOn(date: string): string;
  /** A date (YYYY-MM-DD) as people write it, without markup. */
  dayName(date: string): string;
  /** YYYY-MM as people say it. */
  monthName(month: string): string;
  /** A rate from 0 to 1 as whole percent; "—" where there was nothing to divide. */
  percent(rate: number | null): string;
}

/** How each language writes dates and numbers, in the site's time zone; the formats are made once. */
export const datesOf = oncePerConfig(() => Object.fromEntries(LOCALES.map((locale) => [locale, dates(locale, config().timeZone)])) as Record<Locale, Dates>);

function dates(locale: Locale, timeZone: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
  const short = format({ month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
  const long = format({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
  const isThisYear = (at: Date) => at.getUTCFullYear() === now().getUTCFullYear();
  const dayOnly = format({ year: "numeric", month: "2-digit", day: "2-digit" });
  const yearOnly = new Intl.DateTimeFormat("en", { timeZone, year: "numeric" });
  const exact = format({ dateStyle: "full", timeStyle: "medium" });
  const date = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "long" });
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long" });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const inYear = { month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" } as const;
  const [begin, beginInYear, hour] = [format({ year: "numeric", ...inYear }), format(inYear), format({ hour: "2-digit", minute: "2-digit" })];
  const [tileMonth, tileWeekday, tileDay] = [
    format({ month: "short" }),
    format({ weekday: "short" }),
    new Intl.DateTimeFormat("en", { timeZone, day: "numeric" }),
  ];
  const monthAndDay = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", day: "numeric" });
  return {
    when(from, until) {
      const [first, last] = [new Date(from), until === null ? null : new Date(until)];
      const start = isThisYear(first) ? beginInYear : begin;
      if (!last) return start.format(first);
      return `${start.format(first)}–${dayOnly.format(first) === dayOnly.format(last) ? hour.format(last) : start.format(last)}`;
    },
    tile: (iso) => ({ month: tileMonth.format(new Date(iso)), day: tileDay.format(new Date(iso)), weekday: tileWeekday.format(new Date(iso)) }),
    dayOfYear: (day) => monthAndDay.format(new Date(`2000-${day}T00:00:00Z`)),
    time(iso) {
      const at = new Date(iso);
      return `<time data-relative datetime="${iso}" title="${exact.format(at)}">${(isThisYear(at) ? short : long).format(at)}</time>`;
    },
    moment: (iso) => `<time datetime="${iso}" title="${exact.format(new Date(iso))}">${long.format(new Date(iso))}</time>`,
    day: (iso) => `<time datetime="${iso}" title="${exact.format(new Date(iso))}">${dayOnly.format(new Date(iso))}</time>`,
    dueOn: (value) => (value.startsWith(yearOnly.format(now())) ? monthAndDay : date).format(new Date(`${value}T00:00:00Z`)),
    dayName: (value) => date.format(new Date(`${value}T00:00:00Z`)),
    monthName: (value) => month.format(new Date(`${value}-01T00:00:00Z`)),
    percent: (rate) => (rate === null ? "—" : percent.format(rate)),
  };
}
