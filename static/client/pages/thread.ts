/** The page of a thread. */
import "../behaviours/branches.ts";
import "../behaviours/waiting-posts.ts";
import "../behaviours/reply-target.ts";
import "../behaviours/reply-form.ts";
import "../behaviours/reply-bar.ts";
import "../behaviours/preview.ts";
import "../behaviours/personal-numbers.ts";
import "../behaviours/thread-keys.ts";
import "../behaviours/thread-live.ts";
import "../behaviours/question-live.ts";
import "../behaviours/typing.ts";
