/** A thread for those who handle its question. */
import "../behaviours/handling.ts";
