import { Temporal } from "@js-temporal/polyfill";
import { MOST_DAYS, type NamedDay } from "./notice.ts";
import { type DateText, daysAfter } from "./working-days.ts";

/** The words of the yearly notice, as code points: the notice is Chinese, the code is not. */
const MONTH = "\u6708";
const DAY = "\u65E5";
const OFF = "\u653E\u5047|\u8C03\u4F11|\u653E\u5047\u8C03\u4F11"; // off, off by exchange
const WORKED = "\u4E0A\u73ED";
const UNTIL = "\u81F3|\u5230|-|\u2014|\uFF5E|~";
/** Begins a festival: its number (one to ten, of which four alone lies elsewhere among the characters), its name and a colon of either width. */
const FESTIVAL = /^(?:[\u4E00-\u5341\u56DB]+[\u3001.\uFF0E]|\d+[\u3001.\uFF0E])?\s*([^\uFF1A:\u3002]{1,20})[\uFF1A:](.*)$/;
/** A date, or two of one span; the weekday in brackets says nothing new. The second may leave out its month. */
const SPAN = new RegExp(
  `(?:(\\d{4})\u5E74)?(\\d{1,2})${MONTH}(\\d{1,2})${DAY}(?:(?:${UNTIL})(?:(?:(\\d{4})\u5E74)?(\\d{1,2})${MONTH})?(\\d{1,2})${DAY})?`,
  "g",
);
const LONE_DAY = new RegExp(`[\u3001\u548C](\\d{1,2})${DAY}`, "g");
/** The innermost pair: a run of opening brackets is passed over once, not once for each of them. */
const BRACKETS = /[\uFF08(][^\uFF08(\uFF09)]*[\uFF09)]/g;
/** No festival is longer: what says so is no notice, and is not filled day by day. */
const LONGEST_SPAN = 60;

/** Whether a text is a notice of holidays as the State Council's office words it. */
export const isNotice = (text: string): boolean => new RegExp(OFF).test(text) && new RegExp(`\\d${MONTH}\\d`).test(text);

/**
 * The days that a yearly notice names: days off as `rest`, worked weekend days as `workday`. Which of the days off are holidays of the law the
 * notice does not say; whoever knows changes them. @param year whose notice it is: its dates leave the year out
 */
export function readNotice(text: string, year: number, source: string): NamedDay[] {
  const days: NamedDay[] = [];
  let name = "";
  for (const line of text.replace(BRACKETS, "").split(/\n+/)) {
    const festival = FESTIVAL.exec(line.trim());
    if (festival) name = festival[1]!.trim();
    if (name === "") continue;
    for (const sentence of (festival ? festival[2]! : line).split(/[\u3002\uFF1B;]/)) {
      if (days.length > MOST_DAYS) return days;
      const kind = sentence.includes(WORKED) ? "workday" : new RegExp(OFF).test(sentence) ? "rest" : null;
      if (kind) for (const date of datesIn(sentence, year)) days.push({ date, kind, name, source });
    }
  }
  return days;
}

/** Every date of a sentence, spans filled. */
function datesIn(sentence: string, year: number): DateText[] {
  const dates: DateText[] = [];
  for (const span of sentence.matchAll(SPAN)) {
    if (dates.length > MOST_DAYS) break;
    const [whole, ownYear, month, day, untilYear, untilMonth, untilDay] = span;
    const from = dateText(Number(ownYear ?? year), Number(month), Number(day));
    const until = untilDay === undefined ? from : dateText(Number(untilYear ?? ownYear ?? year), Number(untilMonth ?? month), Number(untilDay));
    if (!from || !until) continue;
    for (let date = from, length = 0; date <= until && length < LONGEST_SPAN; date = daysAfter(date, 1), length++) dates.push(date);
    // A day alone, after a comma of enumeration, belongs to the month before it.
    const after = sentence.slice(span.index + whole.length);
    const next = after.search(/\d{1,2}\u6708/);
    for (const [, lone] of (next < 0 ? after : after.slice(0, next)).matchAll(LONE_DAY)) {
      const date = dateText(Number(ownYear ?? year), Number(untilMonth ?? month), Number(lone));
      if (date) dates.push(date);
    }
  }
  return dates;
}

function dateText(year: number, month: number, day: number): DateText | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return null;
  }
}
