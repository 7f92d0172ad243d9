/** Boards, lists of threads, and the lists of the home page. */
import "./board-live.ts";
