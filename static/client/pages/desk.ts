/** The queue of questions. */
import "../behaviours/desk.ts";
import "../behaviours/choose.ts";
import "../behaviours/desk-live.ts";
