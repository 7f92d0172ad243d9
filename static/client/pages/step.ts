/** A form with which an office or the asker takes a step. */
import "../behaviours/preview.ts";
import "../behaviours/personal.ts";
import "../behaviours/forecast.ts";
import "../behaviours/suggest.ts";
import "../behaviours/handling.ts";
import "../behaviours/inserts.ts";
