/** What became of an activity. */
export type ActivityState = "planned" | "held" | "cancelled" | "moved";

/** A cancelled or held activity stays as it is. */
export const isClosedToChanges = (state: ActivityState): boolean => state === "cancelled" || state === "held";
