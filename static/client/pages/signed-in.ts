/** Every page of someone with an account. */
import "../behaviours/notifications.ts";
