import type { Panel } from "../threads/panel.ts";
import { type ActivityBox, activityBox } from "./activity-box.ts";
import { activityJson } from "./activity-of.ts";

/** Where and when, sign-ups, the recap. */
export const activityPanel: Panel<ActivityBox> = {
  query: activityBox,
  view: (box) => [{ place: "head", template: "activities/box", model: { box } }],
  facts: async (_actor, thread) => ({ activity: thread.kind === "ACTIVITY" ? await activityJson(thread.id) : null }),
};
