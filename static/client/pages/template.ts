/** The form of an answer template. */
import "../behaviours/insert-placeholders.ts";
