import { fingerprintOf } from "../text/duplicates.ts";
import { contentOf, renderMarkup, textOf, visibleLength } from "../text/markup.ts";
import { isPersonal } from "./personal.ts";
/** A text as it is kept: rendered and measured before the transaction, because that is slow and pure. */
export interface WrittenText {
  body: string;
  html: string;
  bodyLength: number;
  distinctCharacters: number;
  fingerprint: string;
  /** Whether it has personal numbers. */
  personal: boolean;
}

/** Renders and measures a text. @param title what is said there belongs to what is compared */
export function writtenText(title: string, body: string): WrittenText {
  const html = renderMarkup(body);
  return { body, html, ...contentOf(html), personal: isPersonal({ body, html }), fingerprint: fingerprintOf(`${title}\n${textOf(html)}`) };
}

/** Whether a reader would see anything at all. */
export const isBlank = ({ html }: WrittenText): boolean => visibleLength(html) === 0;
