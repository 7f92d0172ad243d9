/** The kinds of thread, in the order in which they are offered. */
export const KINDS = ["QUESTION", "OPINION", "ACTIVITY", "HOT_TOPIC"] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that ask an office for an answer. */
export const ASKING: readonly Kind[] = ["QUESTION", "OPINION"];

/** The stages of a question or opinion. Source: domain.md, "Feedback, exactly". Reopened is `assigned` again. */
export const FEEDBACK_STATES = ["received", "assigned", "answered", "closed", "declined", "withdrawn", "merged"] as const;

export type FeedbackState = (typeof FEEDBACK_STATES)[number];

/** What became of an activity. */
export type ActivityState = "planned" | "held" | "cancelled" | "moved";

/** Stages in which it waits for an office. */
export const OPEN_STATES = ["received", "assigned"] as const satisfies FeedbackState[];
