/** The import of a calendar. */
import "../behaviours/calendar-import.ts";
