import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

let converter: ((text: string) => string) | undefined;

/** Traditional characters as simplified ones. The dictionary takes 5 MB: it is loaded by the first text that is compared. */
export function simplified(text: string): string {
  const convert = converter ?? (load("opencc-js/t2cn") as typeof import("opencc-js/t2cn")).Converter({ from: "t", to: "cn" });
  converter = convert;
  return convert(text);
}

/** Zero to nine, "a pair of", ten, hundred, thousand, ten thousand, as written in Chinese. */
const NUMERALS = "\u96F6\u4E00\u4E8C\u4E24\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u5343\u4E07";
const NUMBER = new RegExp(`[\\p{N}${NUMERALS}]+`, "gu");
/** Day and week: "week", "weekday" and "day of worship", each before a number, "day" or "sky" (both: Sunday). */
const WEEKDAY = /(?:\u5468|\u661F\u671F|\u793C\u62DC)[0\u65E5\u5929]/g;
/** Morning, early morning, forenoon, noon, afternoon, dusk, evening, night, before dawn: before a time. */
const HALF_OF_DAY =
  /(?:\u65E9\u4E0A|\u6E05\u6668|\u65E9\u6668|\u4E0A\u5348|\u4E2D\u5348|\u4E0B\u5348|\u508D\u665A|\u665A\u4E0A|\u665A\u95F4|\u51CC\u6668|\u665A|\u65E9)(?=0)/g;
/** A number with the unit of a date or time: year, month, day (two words), o'clock (two words), minute, "half", "sharp". */
const OF_DATE = /0(?:\u5E74|\u6708|\u65E5|\u53F7|\u70B9|\u65F6|\u5206|\u534A|\u6574)*/g;

/**
 * A text as it is compared: without its width, case, script, punctuation and white space; every number, date and time is the same
 * sign. Pure. @param limit so many characters of it are looked at
 */
export function plainText(text: string, limit: number): string {
  return simplified(
    text
      .slice(0, 2 * limit)
      .normalize("NFKC")
      .toLowerCase(),
  )
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(NUMBER, "0")
    .replace(WEEKDAY, "0")
    .replace(HALF_OF_DAY, "")
    .replace(OF_DATE, "0")
    .replace(/0+/g, "0")
    .slice(0, limit);
}
