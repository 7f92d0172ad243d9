import { parse as parseCsv } from "csv-parse/sync";
import ICAL from "ical.js";
import { Invalid } from "../core/problems.ts";
import { dateInput } from "./inputs.ts";
import { MOST_DAYS, type NamedDay } from "./notice.ts";
import { isNotice, readNotice } from "./read-notice.ts";
import { DAY_KINDS, type DayKind, daysAfter } from "./working-days.ts";

export interface ReadOptions {
  /** Whose notice it is, for texts that leave the year out. */
  year: number;
  /** The notice that says so, for days that name none. */
  source: string;
}

/**
 * The days that a pasted text names: the wording of the yearly notice, iCalendar, or CSV (date, kind, name, source). The later of two words on
 * one date holds. @throws Invalid with the line that cannot be read
 */
export function readDays(text: string, options: ReadOptions): NamedDay[] {
  const days = /BEGIN:VCALENDAR/i.test(text)
    ? readIcal(text, options)
    : isNotice(text)
      ? readNotice(text, options.year, options.source)
      : readCsv(text, options);
  if (days.length === 0) throw new Invalid([{ path: "text", key: "noDays" }]);
  if (days.length > MOST_DAYS) throw new Invalid([{ path: "text", key: "tooManyDates", args: { max: MOST_DAYS } }]);
  const byDate = new Map(days.map((day) => [day.date, { ...day, name: cut(day.name, 40), source: cut(day.source, 200) }]));
  return [...byDate.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

const cut = (text: string, most: number): string => [...text].slice(0, most).join("");

/** "holiday", or as people write it: off, worked. In code points, as in read-notice.ts. */
const KIND_WORDS: readonly [RegExp, DayKind][] = [
  [/^workday$|\u73ED/i, "workday"],
  [/^holiday$|\u6CD5\u5B9A|\u8282/i, "holiday"],
  [/^rest$|\u4F11|\u5047/i, "rest"],
];
const kindOf = (word: string): DayKind | null => DAY_KINDS.find((kind) => kind === word) ?? KIND_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null;

function readCsv(text: string, { source }: ReadOptions): NamedDay[] {
  const rows = parseCsv(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, delimiter: [",", "\t", ";"] }) as string[][];
  const isHeading = (row: string[], index: number) => index === 0 && !/\d/.test(row[0] ?? "");
  return rows.flatMap((row, index) => {
    if (isHeading(row, index)) return [];
    const [written = "", word = "", name = "", from = ""] = row;
    const date = written.replace(/^(\d{4})[./](\d{1,2})[./](\d{1,2})$/, (_, y, m, d) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
    const kind = kindOf(word);
    if (dateInput.safeParse(date).success && word && !kind)
      throw new Invalid([{ path: "text", key: "unknownKindOfDay", args: { line: index + 1, word: cut(word, 20) } }]);
    if (!dateInput.safeParse(date).success || !kind) throw new Invalid([{ path: "text", key: "unreadableLine", args: { line: index + 1 } }]);
    return [{ date, kind, name: name || word, source: from || source }];
  });
}

/** Whole-day events; what each is, its summary or the vendors' special-day property says. */
function readIcal(text: string, { source }: ReadOptions): NamedDay[] {
  let events: ICAL.Component[];
  try {
    events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  } catch {
    throw new Invalid([{ path: "text", key: "unreadableCalendar" }]);
  }
  const shown = events.slice(0, MOST_DAYS + 1); // one too many is refused below
  let left = MOST_DAYS + 1;
  return shown.flatMap((component) => {
    const event = new ICAL.Event(component);
    const first = event.startDate?.toString().slice(0, 10) ?? "";
    const after = event.endDate?.toString().slice(0, 10) ?? first;
    if (!dateInput.safeParse(first).success) return [];
    const special = String(component.getFirstPropertyValue("x-apple-special-day") ?? "");
    const kind = special.includes("ALTERNATE-WORKDAY") ? "workday" : (kindOf(event.summary ?? "") ?? "holiday");
    const days: NamedDay[] = [];
    for (let date = first; days.length === 0 || (date < after && days.length < Math.min(60, left)); date = daysAfter(date, 1))
      days.push({ date, kind, name: event.summary || "", source });
    left -= days.length;
    return days;
  });
}
