import { page } from "./page.ts";
import { text } from "./texts.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const exact = new WeakMap<HTMLTimeElement, string>();
const format = new Intl.RelativeTimeFormat(page.locale, { numeric: "always" });

/** "3 minutes ago" for what is younger than a week; the exact time stays in the title. */
export function refreshTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    if (!exact.has(time)) exact.set(time, time.textContent ?? "");
    time.textContent = since(Date.now() - Date.parse(time.dateTime)) ?? exact.get(time) ?? "";
  }
}

function since(ageMs: number): string | null {
  if (ageMs < MINUTE_MS) return text("justNow");
  if (ageMs < HOUR_MS) return format.format(-Math.floor(ageMs / MINUTE_MS), "minute");
  if (ageMs < DAY_MS) return format.format(-Math.floor(ageMs / HOUR_MS), "hour");
  return ageMs < 7 * DAY_MS ? format.format(-Math.floor(ageMs / DAY_MS), "day") : null;
}

/** Shows another time in an element that the server made. */
export function setTime(time: HTMLTimeElement, iso: string): void {
  const full = new Intl.DateTimeFormat(page.locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
  time.dateTime = iso;
  time.title = full;
  exact.set(time, full);
  refreshTimes();
}
