/** The page of a thread. */
import "./branches.ts";
import "./reply-target.ts";
import "./reply-form.ts";
import "./reply-bar.ts";
import "./preview.ts";
import "./personal.ts";
import "./keyboard.ts";
import "./thread-live.ts";
import "./feedback-live.ts";
import "./typing.ts";
