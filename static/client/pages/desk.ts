/** The queue of questions. */
import "../behaviours/desk-keys.ts";
import "../behaviours/choose-questions.ts";
import "../behaviours/desk-live.ts";
