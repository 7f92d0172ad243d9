import { fingerprintOf, similarityOf } from "../../text/duplicates.ts";

/** What is warned about before an answer is sent. Source: domain.md, "Feedback, exactly": an answer that is empty of content. */
export const EMPTINESS = ["tooShort", "onlyPassedOn", "onlyPromises", "copy"] as const;
export type Emptiness = (typeof EMPTINESS)[number];

/** Patterns of one language, as its texts keep them. */
export interface EmptyWords {
  /** Greetings, thanks, "we received your message": taken away before anything is counted. */
  polite: string;
  passedOn: string;
  /** Promises, and requests to wait. */
  promise: string;
  /** A day, a date or a time: what makes a promise one that can be kept. */
  date: string;
}

/** Letters and digits that an answer has at least, its greetings apart. */
const FEWEST_CHARACTERS = 12;
/** So many letters say something by themselves. */
const CLAUSE_CHARACTERS = 4;
/** From here on it is a copy of another answer. */
const COPY = 0.75;
/** Below this length two answers are alike because both say little, not because one was copied. */
const COPY_CHARACTERS = 30;
const TELEPHONE = /\d{5}|\d{3}-\d/;

/** Why an answer says nothing, in the order of EMPTINESS; none for a good one. Pure. @param others other answers of the same office */
export function emptyAnswer(text: string, others: readonly string[], words: readonly EmptyWords[]): Emptiness[] {
  const pattern = (key: keyof EmptyWords) => new RegExp(words.map((each) => each[key]).join("|"), "giu");
  const plain = text.normalize("NFKC").replace(pattern("polite"), "");
  const empty = emptyOf(plain, pattern);
  const found: Emptiness[] = empty.length === 0 && lettersOf(plain).length < FEWEST_CHARACTERS ? ["tooShort"] : empty;
  return isCopy(text, others) ? [...found, "copy"] : found;
}

function emptyOf(plain: string, pattern: (key: keyof EmptyWords) => RegExp): Emptiness[] {
  const clauses = plain.split(/[\p{P}\n]+(?!\d)/u);
  const has = (clause: string, key: keyof EmptyWords) => pattern(key).test(clause);
  const isEmpty = (clause: string) => lettersOf(clause).length < CLAUSE_CHARACTERS || has(clause, "passedOn") || has(clause, "promise");
  const saysWhen = clauses.some((clause) => has(clause, "date") || TELEPHONE.test(clause));
  if (saysWhen || !clauses.every(isEmpty)) return [];
  if (clauses.some((clause) => has(clause, "passedOn"))) return ["onlyPassedOn"];
  return clauses.some((clause) => has(clause, "promise")) ? ["onlyPromises"] : [];
}

function isCopy(text: string, others: readonly string[]): boolean {
  if (lettersOf(text).length < COPY_CHARACTERS) return false;
  const own = fingerprintOf(text);
  return others.some((other) => similarityOf(own, fingerprintOf(other)) >= COPY);
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");
