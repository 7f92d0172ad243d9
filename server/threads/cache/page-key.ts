import { now } from "../../core/clock.ts";
import type { ThreadRecord } from "../thread-facts.ts";

const MINUTE_MS = 60_000;

/** By what a page about a thread is kept for readers without an account: its version; and the minute where an activity begins or an answer comes to be overdue without anybody changing anything. */
export const pageKey = ({ id, version, kind, waitingSince }: Pick<ThreadRecord, "id" | "version" | "kind" | "waitingSince">): string =>
  `${id}:${version}${kind === "ACTIVITY" || waitingSince !== null ? `:${Math.floor(now().getTime() / MINUTE_MS)}` : ""}`;
