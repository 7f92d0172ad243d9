import { now } from "../../core/clock.ts";
import type { ThreadRecord } from "../thread-facts.ts";

const MINUTE_MS = 60_000;

/** Cache key of a thread page for readers without an account: its version, and the minute where an activity or a due date passes without a change. */
export const pageKey = ({ id, version, kind, waitingSince }: Pick<ThreadRecord, "id" | "version" | "kind" | "waitingSince">): string =>
  `${id}:${version}${kind === "ACTIVITY" || waitingSince !== null ? `:${Math.floor(now().getTime() / MINUTE_MS)}` : ""}`;
