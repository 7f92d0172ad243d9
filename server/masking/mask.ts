import { findPersonal, type PersonalKind } from "./find-personal.ts";

const SIGN = "*";
/** How many digits stay at the beginning and at the end. */
const SHOWN: Record<PersonalKind, [number, number]> = { idCard: [1, 1], mobile: [3, 4], bankCard: [0, 4] };

/** `text` with its personal numbers masked: 138****5678. Pure. @param sign what stands for a hidden digit */
export function maskText(text: string, asOf: Date, sign: string = SIGN): string {
  const hidden = hiddenIn(text, asOf);
  return hidden.size === 0 ? text : Array.from({ length: text.length }, (_, index) => (hidden.has(index) ? sign : text[index])).join("");
}

/** The same for Markdown, where stars mean something. */
export const maskMarkdown = (text: string, asOf: Date): string => maskText(text, asOf, `\\${SIGN}`);

/** Where a digit is hidden from those who may not see it. */
function hiddenIn(text: string, asOf: Date): Set<number> {
  return new Set(findPersonal(text, asOf).flatMap(({ kind, digits }) => digits.slice(SHOWN[kind][0], digits.length - SHOWN[kind][1])));
}

/** Tags that a number may run through; every other one ends what is read as one text. */
const INLINE = /^<\/?(?:strong|em|s|code|a)\b/;
const PIECES = /<[^>]*>|[^<]+/g;
const CALLS = /^<a\b[^>]*\bhref="(?:tel|mailto|sms):([^"]*)"/i;

/**
 * The same for HTML as forum/markup.ts makes it: numbers in its text, also those that run through several tags, are masked; a link that
 * would dial or write to one leads nowhere. Other attributes stay as they are. Pure.
 */
export function maskHtml(html: string, asOf: Date): string {
  const pieces = html.match(PIECES) ?? [];
  const masked: string[] = [];
  let run: string[] = [];
  const endRun = () => {
    masked.push(...maskedRun(run, asOf));
    run = [];
  };
  for (const piece of pieces) {
    if (!isTag(piece) || INLINE.test(piece)) run.push(piece);
    else {
      endRun();
      masked.push(piece);
    }
  }
  endRun();
  return masked.join("");
}

function maskedRun(run: string[], asOf: Date): string[] {
  const text = maskText(run.filter((piece) => !isTag(piece)).join(""), asOf);
  let from = 0;
  return run.map((piece) => {
    if (isTag(piece)) return calls(piece, asOf) ? "<a>" : piece;
    from += piece.length;
    return text.slice(from - piece.length, from);
  });
}

const isTag = (piece: string): boolean => piece.startsWith("<");

function calls(tag: string, asOf: Date): boolean {
  const [, address] = CALLS.exec(tag) ?? [];
  return address !== undefined && findPersonal(decoded(address), asOf).length > 0;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // not an encoding: as it stands
  }
}
