/** Every page. */
import "../behaviours/relative-time.ts";
import "../behaviours/close-notice.ts";
import "../behaviours/menus.ts";
import "../behaviours/preferences.ts";
import "../behaviours/drafts.ts";
import "../behaviours/character-counters.ts";
import "../behaviours/validation.ts";
import "../behaviours/enter-safe.ts";
import "../behaviours/submit-once.ts";
import "../behaviours/error-summary.ts";
import "../behaviours/shortcut-help.ts";
