/** The kinds of thread, in the order in which they are offered. */
export const KINDS = ["QUESTION", "OPINION", "ACTIVITY", "HOT_TOPIC"] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that ask an office for an answer. */
export const ASKING: readonly Kind[] = ["QUESTION", "OPINION"];
