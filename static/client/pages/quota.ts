/** Wherever a month's counters are shown. */
import "../behaviours/quota-live.ts";
