/** One answer for several questions. */
import "../behaviours/bulk-answers.ts";
import "../behaviours/insert-placeholders.ts";
import "../behaviours/personal-numbers.ts";
