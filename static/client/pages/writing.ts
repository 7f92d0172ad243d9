/** Starting and editing a thread, editing a post. */
import "../behaviours/preview.ts";
import "../behaviours/personal-numbers.ts";
import "../behaviours/forecast.ts";
import "../behaviours/suggestions.ts";
