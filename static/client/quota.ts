/** Wherever a month's counters are shown. */
import "./quota-live.ts";
