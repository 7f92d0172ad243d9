import type { ActivityState } from "../core/kinds.ts";

interface Course {
  state: ActivityState;
  startsAt: Date;
  endsAt: Date | null;
}

/** A cancelled or held activity stays as it is. */
export const isClosedToChanges = (state: ActivityState): boolean => state === "cancelled" || state === "held";

/** Nobody signs up or withdraws once it has begun, or when it does not take place. */
export const takesSignUps = (activity: Course & { capacity: number | null }, now: Date): boolean =>
  activity.capacity !== null && !isClosedToChanges(activity.state) && now < activity.startsAt;

/** It has begun: it can be called held. */
export const hasBegun = ({ startsAt }: Course, now: Date): boolean => startsAt <= now;

/** It took place and is over: there is something to look back on. */
export const isOver = (activity: Course, now: Date): boolean =>
  activity.state === "held" || (activity.state !== "cancelled" && (activity.endsAt ?? activity.startsAt) <= now);
