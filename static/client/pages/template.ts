/** The form of an answer template. */
import "../behaviours/inserts.ts";
