import { onNewContent } from "../lib/new-content.ts";
import { refreshTimes } from "../lib/relative-time.ts";

const EVERY_MS = 60_000;

/** Times are shown as "3 minutes ago", and stay true while the page is open. */
onNewContent(refreshTimes);
setInterval(refreshTimes, EVERY_MS);
