/** Every page of someone with an account. */
import "../behaviours/unread-count.ts";
