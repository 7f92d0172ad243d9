import { now } from "../clock.ts";
import { config, LOCALES, type Locale } from "../config.ts";

interface Dates {
  /** `<time>` with the date and hour; a browser module makes it relative. */
  time(iso: string): string;
  /** `<time>` with the date only. */
  day(iso: string): string;
  /** YYYY-MM as people say it. */
  monthName(month: string): string;
  /** A rate from 0 to 1 as whole percent; "—" where there was nothing to divide. */
  percent(rate: number | null): string;
}

/** How each language writes dates and numbers, in the site's time zone. */
export function datesOf(): Record<Locale, Dates> {
  return Object.fromEntries(LOCALES.map((locale) => [locale, dates(locale, config().timeZone)])) as Record<Locale, Dates>;
}

function dates(locale: Locale, timeZone: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
  const short = format({ month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
  const long = format({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
  const isThisYear = (at: Date) => at.getUTCFullYear() === now().getUTCFullYear();
  const dayOnly = format({ year: "numeric", month: "2-digit", day: "2-digit" });
  const exact = format({ dateStyle: "full", timeStyle: "medium" });
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long" });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  return {
    time(iso) {
      const at = new Date(iso);
      return `<time data-relative datetime="${iso}" title="${exact.format(at)}">${(isThisYear(at) ? short : long).format(at)}</time>`;
    },
    day: (iso) => `<time datetime="${iso}" title="${exact.format(new Date(iso))}">${dayOnly.format(new Date(iso))}</time>`,
    monthName: (value) => month.format(new Date(`${value}-01T00:00:00Z`)),
    percent: (rate) => (rate === null ? "—" : percent.format(rate)),
  };
}
