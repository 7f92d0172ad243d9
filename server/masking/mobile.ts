import { isAmount, isCalledTelephone, namesAThing, type Place, standsAlone } from "./surroundings.ts";

const BETWEEN = "(?: {1,2}| ?- ?)";
/** Country code, or the zero that some dial first. */
const BEFORE = `(?:0{0,2}86${BETWEEN}?|0)?`;
/** How people write the eleven digits: together, 3-8, 3-4-4, 7-4, 3-3-5; with dots only 3-4-4. */
const USUAL = new RegExp(
  `${BEFORE}(1[3-9]\\d(?:${BETWEEN}?\\d{4}${BETWEEN}?\\d{4}|${BETWEEN}\\d{3}${BETWEEN}\\d{5}|[.\\u00B7]\\d{4}[.\\u00B7]\\d{4}))(?!\\d)`,
  "y",
);
/** Any other way, a sign at a time too: only where the words before speak of telephoning. */
const UNUSUAL = new RegExp(`${BEFORE}(1${BETWEEN}?[3-9](?:${BETWEEN}?\\d){9})(?!\\d)`, "y");
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?!\d)/;

/** A mobile number that begins at `start`: where its own digits begin and end. Source: MIIT's numbering plan, 13 to 19 and nine digits more. */
export function mobileAt(text: string, start: number, placeOf: (end: number) => Place): { from: number; to: number } | null {
  const found = match(USUAL, text, start) ?? match(UNUSUAL, text, start);
  if (!found) return null;
  const place = placeOf(found.to);
  if (found.isUnusual && (!isCalledTelephone(place) || DATE.test(found.written))) return null;
  return standsAlone(place) && isWholeChain(place) && !namesAThing(place) && !isAmount(place) ? found : null;
}

function match(pattern: RegExp, text: string, start: number) {
  pattern.lastIndex = start;
  const found = pattern.exec(text);
  if (!found) return null;
  const to = start + found[0].length;
  const written = found[1]!;
  return { from: to - written.length, to, written, isUnusual: pattern === UNUSUAL };
}

/** Joined by a dash to other digits it is a code, unless those are an area code, an extension or another mobile number. */
function isWholeChain({ before, after }: Place): boolean {
  const [, ahead] = /(\d+) ?- ?$/.exec(before) ?? [];
  const [, behind] = /^ ?- ?(\d+)/.exec(after) ?? [];
  const code = /(?:^|[^0-9A-Za-z])[A-Z]{1,6}-$/.test(before) && !/(?:TEL|PHONE|MOBILE|WX|VX|QQ)-$/.test(before);
  return (
    !code &&
    (ahead === undefined || /^(?:0\d{2,3}|1[3-9]\d{9}|\d{17}|\d{18})$/.test(ahead)) &&
    (behind === undefined || /^(?:\d{1,4}|1[3-9]\d{9})$/.test(behind))
  );
}
