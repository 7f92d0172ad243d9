/** Starting and editing a thread, editing a post. */
import "./preview.ts";
import "./personal.ts";
import "./forecast.ts";
import "./suggest.ts";
