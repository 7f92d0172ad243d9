/** The page of a thread. */
import "../behaviours/branches.ts";
import "../behaviours/reply-target.ts";
import "../behaviours/reply-form.ts";
import "../behaviours/reply-bar.ts";
import "../behaviours/preview.ts";
import "../behaviours/personal.ts";
import "../behaviours/keyboard.ts";
import "../behaviours/thread-live.ts";
import "../behaviours/feedback-live.ts";
import "../behaviours/typing.ts";
