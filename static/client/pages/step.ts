/** A form with which an office or the asker takes a step. */
import "../behaviours/preview.ts";
import "../behaviours/personal-numbers.ts";
import "../behaviours/forecast.ts";
import "../behaviours/suggestions.ts";
import "../behaviours/handling.ts";
import "../behaviours/insert-placeholders.ts";
