/** What is made to be printed. */
import "../behaviours/print-button.ts";
