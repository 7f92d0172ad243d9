import { now } from "../core/clock.ts";
import { maskHtml, maskText } from "../masking/mask.ts";

/** Entries are public: whatever personal number got into one is hidden from everybody. */
export const questionAsShown = (question: string): string => maskText(question, now());
export const answerAsShown = (html: string): string => maskHtml(html, now());
