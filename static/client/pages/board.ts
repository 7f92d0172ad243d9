/** A list of threads without counters. */
import "../behaviours/board-live.ts";
