import { isBankCard } from "./bank-card.ts";
import { isIdCard, isOldIdCard } from "./id-card.ts";
import { mobileAt } from "./mobile.ts";
import { readable } from "./readable.ts";
import { namesAThing, placeOf, standsAlone } from "./surroundings.ts";

/** The numbers that are hidden from strangers. Source: domain.md, "Feedback, exactly", last rule. */
export const PERSONAL_KINDS = ["idCard", "mobile", "bankCard"] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export interface PersonalNumber {
  kind: PersonalKind;
  /** Where each of its digits stands in the text; a country code is none of them. */
  digits: number[];
}

const FEWEST_DIGITS = 11;
const MOST_GAPS = 6;
const BETWEEN = "(?: {1,2}| ?- ?)";
const ID_CARD = new RegExp(`[1-8](?:${BETWEEN}?\\d){16}${BETWEEN}?[\\dXx](?!\\d)`, "y");
const OLD_ID_CARD = new RegExp(`[1-8]\\d{5}${BETWEEN}?\\d{6}${BETWEEN}?\\d{3}(?!\\d)`, "y");
/** Together, in fours, as on the cards of American Express and Diners Club, or the issuer's six digits apart. */
const BANK_CARDS = [
  `\\d{4}${BETWEEN}\\d{4}${BETWEEN}\\d{4}${BETWEEN}\\d{4}${BETWEEN}\\d{1,3}`,
  `\\d{4}${BETWEEN}\\d{4}${BETWEEN}\\d{4}${BETWEEN}\\d{4}`,
  `\\d{4}${BETWEEN}\\d{6}${BETWEEN}\\d{4,5}`,
  `\\d{6}${BETWEEN}\\d{10,13}`,
  "\\d{13,19}",
].map((form) => new RegExp(`${form}(?!\\d)`, "y"));

/** The ID-card, mobile and bank-card numbers in `written`, in their order. Pure. @param asOf the present: nobody is born after it */
export function findPersonal(written: string, asOf: Date): PersonalNumber[] {
  if ((written.match(/[0-9\uFF10-\uFF19]/g)?.length ?? 0) < FEWEST_DIGITS) return [];
  const { text, at } = readable(written);
  const found: PersonalNumber[] = [];
  for (let start = 0; start < text.length; start++) {
    if (!isDigit(text[start]) || isDigit(text[start - 1])) continue;
    const here = numberAt(text, start, asOf);
    if (!here) continue;
    const digits = [...text.slice(here.from, here.to)].flatMap((sign, index) => (/[\dXx]/.test(sign) ? [at[here.from + index]!] : []));
    found.push({ kind: here.kind, digits });
    start = here.to - 1;
  }
  return found;
}

interface Here {
  kind: PersonalKind;
  from: number;
  to: number;
}

function numberAt(text: string, start: number, asOf: Date): Here | null {
  const idCard = written(ID_CARD, text, start);
  if (idCard && gapsIn(idCard) <= MOST_GAPS && isIdCard(signsOf(idCard), asOf)) return here("idCard", start, idCard);
  const bankCard = BANK_CARDS.map((form) => written(form, text, start)).find((form) => form !== null && isBankCard(signsOf(form)));
  if (bankCard && isSomeones(text, start, bankCard)) return here("bankCard", start, bankCard);
  const oldIdCard = written(OLD_ID_CARD, text, start);
  if (oldIdCard && isOldIdCard(signsOf(oldIdCard), asOf) && isSomeones(text, start, oldIdCard)) return here("idCard", start, oldIdCard);
  const mobile = mobileAt(text, start, (end) => placeOf(text, start, end));
  return mobile && { kind: "mobile", ...mobile };
}

const here = (kind: PersonalKind, start: number, number: string): Here => ({ kind, from: start, to: start + number.length });

function isSomeones(text: string, start: number, number: string): boolean {
  const place = placeOf(text, start, start + number.length);
  const isLonger = /\d ?- ?$/.test(place.before) || /^ ?- ?\d/.test(place.after);
  return standsAlone(place) && !isLonger && !namesAThing(place);
}

function written(pattern: RegExp, text: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? null;
}

const isDigit = (sign: string | undefined): boolean => sign !== undefined && sign >= "0" && sign <= "9";
const signsOf = (number: string): string => number.replace(/[^\dXx]/g, "");
const gapsIn = (number: string): number => number.match(/[ -]+/g)?.length ?? 0;
