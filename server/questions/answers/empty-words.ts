import { LOCALES } from "../../core/config.ts";
import { texts } from "../../http/i18n.ts";
import type { EmptyWords } from "./empty-answer.ts";

/** By which an answer that says nothing is known, in every language of the section. */
export const wordsOfEmptyAnswers = (): EmptyWords[] =>
  LOCALES.map((locale) => (texts(locale) as unknown as { desk: { emptyWords: EmptyWords } }).desk.emptyWords);
