/** The home page and the board of a town: lists of threads beside the month's counters. */
import "../behaviours/board-live.ts";
import "../behaviours/quota-live.ts";
