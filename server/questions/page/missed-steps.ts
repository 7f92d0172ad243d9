import type { FeedbackView, TimelineStep } from "./feedback-view.ts";

/** What was done since somebody saw version `seen`: the latest lines of the timeline, as many as the version rose. A move of what was answered raises it without a line: then an earlier one is told too. */
export function missedSteps({ version, timeline }: Pick<FeedbackView, "version" | "timeline">, seen: number): TimelineStep[] {
  const missed = Number.isInteger(seen) ? version - seen : 0;
  return missed > 0 ? timeline.slice(-missed) : [];
}
