import type { Saying } from "./letter.ts";

/** One language's texts and ways of writing months and days. */
export interface Words {
  t(key: string, args?: Record<string, unknown>): string;
  monthName(month: string): string;
  dayName(date: string): string;
}

/** A notice as its reader reads it: the first sentence says what it is about. */
export const sentencesOf = (words: Words, { also = [], ...first }: Saying & { also?: Saying[] }): string[] =>
  [first, ...also].map((saying) => sentence(words, saying));

function sentence({ t, monthName, dayName }: Words, { kind, args }: Saying): string {
  const { month, day, threadKind } = args;
  return t(`notification.${kind}`, {
    ...args,
    ...(typeof month === "string" && { month: monthName(month) }),
    ...(typeof day === "string" && { day: dayName(day) }),
    ...(typeof threadKind === "string" && { threadKind: t(`kind.${threadKind}`) }),
  });
}
