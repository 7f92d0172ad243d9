/** One answer for several questions. */
import "../behaviours/several.ts";
import "../behaviours/inserts.ts";
import "../behaviours/personal.ts";
