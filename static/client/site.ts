/** Every page. */
import "./relative-time.ts";
import "./notices.ts";
import "./menus.ts";
import "./preferences.ts";
import "./drafts.ts";
import "./counters.ts";
import "./validation.ts";
import "./enter-safe.ts";
import "./submit-once.ts";
import "./error-summary.ts";
import "./help-dialog.ts";
